"""How long customers waited."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from auditor.checks.calendar import Calendar
from auditor.checks.digest import ThreadDigest
from auditor.model import ReplyTimes, Table

_RULES = (
    "from the customer's first post to the account's first public reply after it, {when}; left out: conversations "
    "whose first post is not in the file, and reviews of which only the date of an edit is known"
)
_BANDS = (("within 10 minutes", 10.0), ("within 1 hour", 60.0), ("within 24 hours", 1440.0), ("within 7 days", 10080.0))


def definition(calendar: Calendar) -> str:
    """How first replies are timed, in words."""
    return _RULES.format(when=calendar.describe())


def minutes_waited(digests: Sequence[ThreadDigest], calendar: Calendar) -> list[float]:
    """Minutes to the first reply of each conversation that has one, shortest first."""
    return sorted(calendar.between(*d.first_reply).total_seconds() / 60 for d in digests if d.first_reply)


def reply_times(minutes: Sequence[float], calendar: Calendar) -> ReplyTimes:
    """Median, 90th percentile (nearest rank) and shares within 10 minutes, 1 hour and 24 hours, of minutes in order."""
    if not minutes:
        return ReplyTimes(0, None, None, None, None, None, definition(calendar))
    count = len(minutes)
    within = {limit: round(sum(m <= limit for m in minutes) / count, 4) for limit in (10, 60, 24 * 60)}
    p90 = minutes[-(-9 * count // 10) - 1]
    median = round(statistics.median(minutes), 1)
    return ReplyTimes(count, median, round(p90, 1), within[10], within[60], within[24 * 60], definition(calendar))


def waiting_table(minutes: Sequence[float]) -> Table | None:
    """First replies by how long they took, each counted once; None without any."""
    if not minutes:
        return None
    rows, counted = [], 0
    for label, limit in _BANDS:
        here = sum(m <= limit for m in minutes) - counted
        counted += here
        rows.append((label, str(here), f"{counted / len(minutes):.1%}"))
    rows.append(("later", str(len(minutes) - counted), "100.0%"))
    return Table(
        "How long customers waited for the first reply", ("first reply", "conversations", "so far"), tuple(rows)
    )


def stars_table(rated: Counter[tuple[float, bool]]) -> Table | None:
    """Reviews by their stars: how many there are, how many were answered; None where nothing is rated."""
    if not rated:
        return None
    rows = []
    for stars in sorted({stars for stars, _ in rated}):
        answered, unanswered = rated[stars, True], rated[stars, False]
        rows.append((f"{stars:g}", str(answered + unanswered), str(answered), str(unanswered)))
    return Table("Reviews by their stars", ("stars", "reviews", "answered", "unanswered"), tuple(rows))
