"""What an audit is asked for, apart from its input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auditor.checks.calendar import ALWAYS, Calendar
from auditor.model import Benchmark
from auditor.scoring.scorecard import Scorecard


@dataclass(frozen=True)
class AuditOptions:
    """``as_of``: the moment up to which the archives are complete (default: their newest post). ``accounts``: only
    these. ``jobs``: worker processes. ``brands``: groups of accounts that belong to one brand. ``calendar``: the
    team's business hours, in which waiting is counted. ``benchmarks``: what reports compare reply times with."""

    scorecard: Scorecard
    as_of: datetime | None = None
    accounts: tuple[str, ...] = ()
    jobs: int = 1
    brands: tuple[tuple[str, ...], ...] = ()
    calendar: Calendar = ALWAYS
    benchmarks: tuple[Benchmark, ...] = ()

    def siblings_of(self, account: str) -> tuple[str, ...]:
        """The other accounts of the same brand, as a team declared them."""
        key = account.casefold().lstrip("@")
        return tuple(
            name
            for brand in self.brands
            if key in {member.casefold().lstrip("@") for member in brand}
            for name in brand
            if name.casefold().lstrip("@") != key
        )
