"""``low-response-rate`` and ``slow-account``: an account against its target and its sector."""

from __future__ import annotations

import statistics
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
        needing = [t for t in view.threads if t.open_post and (t.answered or not _unsettled(t.open_post, moment))]
        if len(needing) < self.at_least:
            yield from _too_few(needing)
            return
        rate = sum(t.answered for t in needing) / len(needing)
        waiting = [t for t in needing if not t.answered]
        silent = min(waiting, key=lambda t: (str(t.open_post and t.open_post.created_at), t.conversation), default=None)
        if rate >= self.target or silent is None or silent.open_post is None:
            yield _verdict(needing[0], Clear())
            return
        facts = (("rate", f"{rate:.0%}"), ("target", f"{self.target:.0%}"), ("requests", str(len(needing))))
        yield _verdict(silent, _at(silent, silent.open_post, facts))


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
        timed = [(self._minutes(t), t) for t in view.threads if t.first_reply]
        if len(timed) < self.at_least:
            yield from _too_few([thread for _, thread in timed])
            return
        median = statistics.median(minutes for minutes, _ in timed)
        slowest = max(timed, key=lambda pair: (pair[0], pair[1].conversation))[1]
        if median <= self.target_minutes or not slowest.said:
            yield _verdict(slowest, Clear())
            return
        facts = (
            ("hours", f"{median / 60:.1f}"),
            ("target", f"{self.target_minutes / 60:.1f}"),
            ("against", self.against),
            ("replies", str(len(timed))),
        )
        yield _verdict(slowest, _at(slowest, slowest.said[0].post, facts))

    def _minutes(self, thread: ThreadDigest) -> float:
        return self.calendar.between(*thread.first_reply).total_seconds() / 60 if thread.first_reply else 0.0


def _unsettled(post: Noted, moment: Moment) -> str:
    return settled_post((post,), moment, _WINDOW)


def _too_few(threads: list[ThreadDigest]) -> Iterator[JudgedWhole]:
    if threads:
        yield _verdict(threads[0], NotCheckable("too few conversations to judge the account as a whole"))


def _at(thread: ThreadDigest, post: Noted, facts: tuple[tuple[str, str], ...]) -> Spotted:
    return Spotted(thread.source, post, Span(0, post.length), facts=facts)


def _verdict(thread: ThreadDigest, verdict: AccountVerdict) -> JudgedWhole:
    return JudgedWhole(thread.conversation, thread.source, verdict)
