"""Reports to be saved: two accounts, of which one moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from auditor.model import Contribution, Report
from tests.reports.examples import AS_OF, account, small

ACCOUNTS = 2


def run_of(score: float, as_of: datetime | None = AS_OF, **more: Any) -> Report:
    """A report in which AcmeCare has ``score``, all of whose missing points one rule costs."""
    count = round((100 - score) / 2)
    part = Contribution("private-only", round(100 - score, 2), count, 36, 100.0, (), 0.3, 36.0)
    care = account("AcmeCare", score, "C", (score - 6, score + 6), (part,) if count else ())
    bank = account("AcmeBank", 100.0, "A", (93.1, 100.0), response_rate=None)
    assert len((care, bank)) == ACCOUNTS
    return replace(small(), as_of=as_of, accounts=(care, bank), findings=(), **more)
