"""How an account fared week by week, or over longer periods where weeks hold too few conversations."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from auditor.checks.digest import ThreadDigest
from auditor.engine.options import AuditOptions
from auditor.engine.times import minutes_waited
from auditor.model import ConversationTally, Period, Tally, Trend
from auditor.scoring import score_of

_LEAST = 8  # conversations in a typical period: with fewer its interval spans half the scale
_MOST = 60  # periods that can be told apart on a page
_UNITS: Mapping[str, Callable[[date], date]] = {
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def trend_of(digests: Sequence[ThreadDigest], tallies: Sequence[ConversationTally], options: AuditOptions) -> Trend:
    """The trend of one account, by when each of its conversations began; ``tallies`` as for its score.

    Counted in the shortest unit of which at most 60 periods come out and the middle one holds at least 8 conversations;
    without two such periods there is no trend.
    """
    days: dict[date, date] = {}
    began = {digest.conversation: days.setdefault(day, day) for digest in digests if (day := _began(digest))}
    for unit, start_of in _UNITS.items():
        starts = {day: start_of(day) for day in days}
        sizes = Counter(starts[day] for day in began.values())
        if len(sizes) < 2:
            break
        if len(sizes) <= _MOST and statistics.median(sizes.values()) >= _LEAST:
            return Trend(unit, tuple(_periods(digests, tallies, began, starts, options)))
    return Trend()


def _began(digest: ThreadDigest) -> date | None:
    """The day on which the first post of a thread was written; None where no time is known."""
    posts = [digest.first_post, *(said.post for said in digest.said)]
    times = [post.created_at for post in posts if post and post.created_at]
    return min(times).astimezone(UTC).date() if times else None


@dataclass
class _Span:
    """What is counted of one period."""

    conversations: int = 0
    replies: int = 0
    minutes: list[float] = field(default_factory=list)
    counts: list[tuple[tuple[str, Tally], ...]] = field(default_factory=list)  # of each conversation


def _periods(
    digests: Sequence[ThreadDigest],
    tallies: Iterable[ConversationTally],
    began: Mapping[str, date],
    starts: Mapping[date, date],
    options: AuditOptions,
) -> Iterable[Period]:
    spans: dict[date, _Span] = defaultdict(_Span)
    for tally in tallies:
        if tally.conversation in began:
            spans[starts[began[tally.conversation]]].counts.append(tally.tallies)
    for digest in digests:
        if digest.conversation in began:
            span = spans[starts[began[digest.conversation]]]
            span.conversations += 1
            span.replies += len(digest.said)
            span.minutes += minutes_waited((digest,), options.calendar)
    for start, span in sorted(spans.items()):
        score = score_of([ConversationTally("", counts) for counts in span.counts], options.scorecard)
        median = round(statistics.median(span.minutes), 1) if span.minutes else None
        yield Period(start, span.conversations, span.replies, score.value, score.interval, median)
