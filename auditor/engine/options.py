"""What an audit is asked for, apart from its input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auditor.scoring.scorecard import Scorecard


@dataclass(frozen=True)
class AuditOptions:
    """``as_of``: the moment up to which the archives are complete (default: their newest post). ``accounts``: only
    these. ``jobs``: worker processes."""

    scorecard: Scorecard
    as_of: datetime | None = None
    accounts: tuple[str, ...] = ()
    jobs: int = 1
