"""``low-response-rate`` and ``slow-account``: an account against its target and its sector."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.attention import settled_post
from auditor.checks.calendar import ALWAYS, Calendar
from auditor.checks.digest import AccountView, ThreadDigest
from auditor.checks.interface import AccountVerdict, JudgedWhole
from auditor.checks.moment import Moment
from auditor.model import Clear, NotCheckable, Noted, Span, Spotted

OWN_TARGET = "the team's target"
_WINDOW = timedelta(hours=72)  # as `unanswered`


@dataclass(frozen=True, slots=True)
class ResponseRateCheck:
    """Fires when fewer than ``target`` (a share) of the conversations that need an answer got one.

    Judged from ``at_least`` conversations on. A request that the archive is too young to judge, or of which the source
    says that it was answered outside the file, does not count.
    """

    target: float
    at_least: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]:
        first: ThreadDigest | None = None
        silent: tuple[tuple[str, str], ThreadDigest, Noted] | None = None
        answers = Counter[bool]()
        for thread in view.threads:
            post = thread.open_post
            if post is None or not (thread.answered or not _unsettled(post, moment)):
                continue
            first = first or thread
            answers[thread.answered] += 1
            age = (str(post.created_at), thread.conversation)
            if not thread.answered and (silent is None or age < silent[0]):
                silent = (age, thread, post)
        if first is None:
            return
        if answers.total() < self.at_least:
            yield _too_few(first)
            return
        rate = answers[True] / answers.total()
        if rate >= self.target or silent is None:
            yield _verdict(first, Clear())
            return
        facts = (("rate", f"{rate:.0%}"), ("target", f"{self.target:.0%}"), ("requests", str(answers.total())))
        yield _verdict(silent[1], _at(silent[1], silent[2], facts))


@dataclass(frozen=True, slots=True)
class SlowAccountCheck:
    """Fires when the median first reply takes longer than ``target_minutes`` (the team's target, or the sector's mean).

    Time runs in the team's business hours only where the target is its own: the sector's figures are around the clock.
    """

    target_minutes: float
    against: str
    at_least: int
    calendar: Calendar = ALWAYS

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]:
        first: ThreadDigest | None = None
        slowest: tuple[float, str, ThreadDigest] | None = None
        waited: list[float] = []
        for thread in view.threads:
            if thread.first_reply:
                first = first or thread
                waited.append(self._minutes(thread))
                if slowest is None or (waited[-1], thread.conversation) > slowest[:2]:
                    slowest = (waited[-1], thread.conversation, thread)
        if first is None or slowest is None:
            return
        if len(waited) < self.at_least:
            yield _too_few(first)
            return
        median, worst = statistics.median(waited), slowest[2]
        if median <= self.target_minutes or not worst.said:
            yield _verdict(worst, Clear())
            return
        facts = (
            ("hours", f"{median / 60:.1f}"),
            ("target", f"{self.target_minutes / 60:.1f}"),
            ("against", self.against),
            ("replies", str(len(waited))),
        )
        yield _verdict(worst, _at(worst, worst.said[0].post, facts))

    def _minutes(self, thread: ThreadDigest) -> float:
        return self.calendar.between(*thread.first_reply).total_seconds() / 60 if thread.first_reply else 0.0


def _unsettled(post: Noted, moment: Moment) -> str:
    return settled_post((post,), moment, _WINDOW)


def _too_few(thread: ThreadDigest) -> JudgedWhole:
    return _verdict(thread, NotCheckable("too few conversations to judge the account as a whole"))


def _at(thread: ThreadDigest, post: Noted, facts: tuple[tuple[str, str], ...]) -> Spotted:
    return Spotted(thread.source, post, Span(0, post.length), facts=facts)


def _verdict(thread: ThreadDigest, verdict: AccountVerdict) -> JudgedWhole:
    return JudgedWhole(thread.conversation, thread.source, verdict)
