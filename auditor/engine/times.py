"""How long customers waited."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from auditor.checks.digest import ThreadDigest
from auditor.model import ReplyTimes

DEFINITION = (
    "from the customer's first post to the account's first public reply after it, around the clock; "
    "conversations whose first post is not in the file, and reviews edited after their reply, are left out"
)


def reply_times(digests: Iterable[ThreadDigest]) -> ReplyTimes:
    """Median, 90th percentile (nearest rank) and shares within 10 minutes, 1 hour and 24 hours."""
    minutes = sorted(d.first_reply_minutes for d in digests if d.first_reply_minutes is not None)
    if not minutes:
        return ReplyTimes(0, None, None, None, None, None, DEFINITION)
    count = len(minutes)
    within = {limit: round(sum(m <= limit for m in minutes) / count, 4) for limit in (10, 60, 24 * 60)}
    p90 = minutes[-(-9 * count // 10) - 1]
    median = round(statistics.median(minutes), 1)
    return ReplyTimes(count, median, round(p90, 1), within[10], within[60], within[24 * 60], DEFINITION)
