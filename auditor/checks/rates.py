"""``low-response-rate`` and ``slow-account``: an account against its target and its sector."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.digest import AccountView, ThreadDigest
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, NotCheckable, Post, Sighting, Span


@dataclass(frozen=True, slots=True)
class ResponseRateCheck:
    """Fires when fewer than ``target`` (a share) of the conversations that need an answer got one.

    Judged from ``at_least`` conversations on.
    """

    target: float
    at_least: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        needing = [t for t in view.threads if t.needs_answer]
        if len(needing) < self.at_least:
            yield from _too_few(needing)
            return
        rate = sum(t.answered for t in needing) / len(needing)
        silent = next((t for t in needing if not t.answered and t.first_post), None)
        if rate >= self.target or silent is None or silent.first_post is None:
            yield Judged(needing[0].conversation, Clear())
            return
        facts = (("rate", f"{rate:.0%}"), ("target", f"{self.target:.0%}"), ("requests", str(len(needing))))
        yield Judged(silent.conversation, _at(silent.first_post, facts))


@dataclass(frozen=True, slots=True)
class SlowAccountCheck:
    """Fires when the median first reply takes longer than ``target_minutes`` (the team's target, or the sector's mean)."""

    target_minutes: float
    against: str
    at_least: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        timed = [t for t in view.threads if t.first_reply_minutes is not None]
        if len(timed) < self.at_least:
            yield from _too_few(timed)
            return
        median = statistics.median(t.first_reply_minutes or 0.0 for t in timed)
        slowest = max(timed, key=lambda t: (t.first_reply_minutes or 0.0, t.conversation))
        if median <= self.target_minutes or not slowest.said:
            yield Judged(timed[0].conversation, Clear())
            return
        facts = (
            ("hours", f"{median / 60:.1f}"),
            ("target", f"{self.target_minutes / 60:.1f}"),
            ("against", self.against),
            ("replies", str(len(timed))),
        )
        yield Judged(slowest.conversation, _at(slowest.said[0].post, facts))


def _too_few(threads: list[ThreadDigest]) -> Iterator[Judged]:
    if threads:
        yield Judged(threads[0].conversation, NotCheckable("too few conversations to judge the account as a whole"))


def _at(post: Post, facts: tuple[tuple[str, str], ...]) -> Sighting:
    return Sighting(post, Span(0, len(post.text)), facts=facts)
