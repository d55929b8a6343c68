"""What is kept of a run: scores and counts, no post and no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class HistoryError(Exception):
    """A history that cannot be opened, read or written: one clear sentence with the file's name."""


@dataclass(frozen=True, slots=True)
class RulePoint:
    """What one rule cost an account in one run; rules that cost nothing are not kept."""

    rule: str
    points: float
    count: int
    opportunities: int


@dataclass(frozen=True, slots=True)
class AccountPoint:
    """One account in one run, as the report has it. Times are minutes to the first reply."""

    account: str
    score: float
    low: float
    high: float
    grade: str
    provisional: bool
    capped_by: str | None
    posts: int
    replies: int
    conversations: int
    response_rate: float | None
    median_minutes: float | None
    p90_minutes: float | None
    rules: tuple[RulePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One saved audit. ``number`` counts from 1 in the order of saving; moments are in UTC. ``sources`` are pairs of path and
    kind. ``looked_for`` are the rules that the run looked for."""

    number: int
    saved_at: datetime
    as_of: datetime | None
    version: str
    rules_digest: str
    sources: tuple[tuple[str, str], ...]
    looked_for: tuple[str, ...]
    accounts: tuple[AccountPoint, ...]
