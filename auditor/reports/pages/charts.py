"""Where the marks of a chart stand, in units of a drawing 360 wide; ``charts.html`` draws them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.model import AccountScore, Benchmark, Period, ReplyTimes, Trend
from auditor.reports.view import duration, percent

WIDTH, LEFT, RIGHT = 360, 12, 348
_DAY = 24 * 60
_TICKS = (1, 10, 60, 6 * 60, _DAY, 7 * _DAY, 30 * _DAY, 365 * _DAY)
_GAPS = {"week": 7, "month": 31, "quarter": 92, "year": 366}  # days at most from one period to the next
_TOP, _FLOOR, _FOOT = 12, 120, 160  # of a trend: where 100 stands, the lowest score, and the bars' ground


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value in words, its length as a share of the longest; ``tick`` a share to compare with."""

    label: str
    value: str
    share: float
    tick: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on an axis; ``own`` tells the account's from those it is compared with."""

    x: float
    label: str
    value: str
    own: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Times to the first reply on a logarithmic axis, and the shares answered within limits."""

    ticks: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    shares: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend: its place, the ends of its interval, the height of its bar of conversations."""

    x: float
    y: float
    low: float
    high: float
    bar: float
    label: str
    median: str
    period: Period


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Scores over time; ``lines`` join periods without a gap between them."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    unit: str
    width: float
    most: int


def score_x(score: float) -> float:
    """Where a score from 0 to 100 stands."""
    return round(LEFT + (RIGHT - LEFT) * min(max(score, 0.0), 100.0) / 100, 1)


def loss_bars(lost: Sequence[tuple[str, float]], most: int) -> tuple[Bar, ...]:
    """Points lost per rule, the largest first; those after ``most`` together in one bar."""
    shown = list(lost if len(lost) <= most + 1 else lost[:most])
    rest = lost[len(shown) :]
    if rest:
        shown.append((f"{len(rest)} more rules", sum(points for _, points in rest)))
    longest = max((points for _, points in shown), default=0.0)
    return tuple(
        Bar(label, f"−{points:.2f}", round(points / longest, 4) if longest else 0.0) for label, points in shown
    )


def times_chart(times: ReplyTimes, benchmarks: Sequence[Benchmark]) -> Times | None:
    """None where no first reply was timed."""
    if times.median is None or times.p90 is None:
        return None
    compared = [b for b in benchmarks if b.share is None]
    longest = max([7 * _DAY, times.p90, *(b.minutes for b in compared)])
    end = next((tick for tick in _TICKS if tick >= longest), _TICKS[-1])
    marks = [
        Mark(_time_x(times.median, end), "half of the customers waited at most", duration(times.median), True),
        Mark(_time_x(times.p90, end), "nine in ten waited at most", duration(times.p90), True),
        *(Mark(_time_x(b.minutes, end), b.label, duration(b.minutes), False) for b in compared),
    ]
    expected = {b.minutes: b.share for b in benchmarks if b.share is not None}
    within = ((10.0, times.within_10m), (60.0, times.within_1h), (float(_DAY), times.within_24h))
    return Times(
        tuple(_ticks(end)),
        tuple(marks),
        tuple(_share(limit, share, expected.get(limit)) for limit, share in within if share is not None),
    )


def _ticks(end: float) -> Iterator[tuple[float, str]]:
    """From the end on to the left, as far as their labels do not run into each other."""
    right = RIGHT + 1.0
    for tick in reversed([tick for tick in _TICKS if tick <= end]):
        x = _time_x(tick, end)
        if right - x >= (0 if right > RIGHT else 66 if right == RIGHT else 52):
            yield x, duration(tick)
            right = x


def _share(limit: float, share: float, expected: float | None) -> Bar:
    note = "" if expected is None else f"expected by {percent(expected)}"
    return Bar(f"within {duration(limit)}", percent(share), share, expected, note)


def _time_x(minutes: float, end: float) -> float:
    share = math.log1p(min(max(minutes, 0.0), end)) / math.log1p(end)
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def trend_chart(trend: Trend) -> TrendChart | None:
    """None where there is no trend."""
    periods = trend.periods
    if not periods:
        return None
    first, span = periods[0].start, max((periods[-1].start - periods[0].start).days, 1)
    low = 10 * math.floor(min(min(p.interval[0], p.score) for p in periods) / 10)
    most = max(p.conversations for p in periods)
    slots = span / _GAPS[trend.unit] + 1
    width = round(min(0.7 * (RIGHT - LEFT - 44) / slots, 16), 1)

    def y(score: float) -> float:
        return round(_FLOOR - (_FLOOR - _TOP) * (score - low) / max(100 - low, 1), 1)

    points = tuple(
        Point(
            round(LEFT + 36 + (RIGHT - LEFT - 44) * (p.start - first).days / span, 1),
            y(p.score),
            y(p.interval[0]),
            y(p.interval[1]),
            round(max(28 * p.conversations / most, 1), 1),
            period_words(p.start, trend.unit),
            "not known" if p.median_minutes is None else duration(p.median_minutes),
            p,
        )
        for p in periods
    )
    lines = tuple(" ".join(f"{p.x},{p.y}" for p in run) for run in _runs(points, trend.unit) if len(run) > 1)
    ticks = tuple((y(value), f"{value:g}") for value in dict.fromkeys((low, (low + 100) / 2, 100)))
    return TrendChart(points, lines, ticks, trend.unit, width, most)


def _runs(points: Sequence[Point], unit: str) -> Iterator[list[Point]]:
    run: list[Point] = []
    for point in points:
        if run and point.period.start - run[-1].period.start > timedelta(days=_GAPS[unit]):
            yield run
            run = []
        run.append(point)
    yield run


def period_words(start: date, unit: str) -> str:
    """``2 Oct 2017`` for a week, ``Oct 2017``, ``Q4 2017``, ``2017``."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[start.month - 1]
    words = {
        "week": f"{start.day} {month} {start.year}",
        "month": f"{month} {start.year}",
        "quarter": f"Q{(start.month + 2) // 3} {start.year}",
    }
    return words.get(unit, str(start.year))


def interval_marks(score: AccountScore) -> tuple[float, float, float]:
    """Low end, score and high end of an account on the axis of scores."""
    low, high = score.interval
    return score_x(low), score_x(score.score), score_x(high)
