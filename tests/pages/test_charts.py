"""Where the marks of a chart stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auditor.model import Period, ReplyTimes, Trend
from auditor.reports.pages.charts import Bar, loss_bars, period_words, score_x, times_chart, trend_chart
from tests.pages.examples import BENCHMARKS, START, trend

TIMES = ReplyTimes(10, 59.0, 1439.0, 0.25, 0.5, 1.0, "")


def test_a_score_stands_on_its_scale() -> None:
    assert [score_x(score) for score in (0, 50, 100, -3, 140)] == [12, 180, 348, 12, 348]


def test_bars_are_measured_by_the_longest_and_the_rest_is_one() -> None:
    assert loss_bars([("a", 8.0), ("b", 2.0)], 5) == (Bar("a", "−8.00", 1.0), Bar("b", "−2.00", 0.25))
    bars = loss_bars([(name, 4.0) for name in "abcdef"], 3)
    assert [(bar.label, bar.value, bar.share) for bar in bars[2:]] == [
        ("c", "−4.00", 0.3333),
        ("3 more rules", "−12.00", 1.0),
    ]
    assert [bar.label for bar in loss_bars([(name, 4.0) for name in "abcd"], 3)] == list("abcd")  # no rest of one
    assert loss_bars([], 3) == ()


def test_times_stand_on_a_logarithmic_axis() -> None:
    chart = times_chart(TIMES, BENCHMARKS)
    assert chart is not None
    assert [(mark.value, mark.own) for mark in chart.marks] == [
        ("59\u00a0min", True),
        ("23\u00a0h 59\u00a0min".replace(" ", "\u00a0"), True),
        ("1\u00a0h", False),
        ("9\u00a0h", False),
    ]
    # log(60) / log(10081) of the 336 units from 12 on
    assert chart.marks[0].x == pytest.approx(12 + 336 * 4.0943 / 9.2184, abs=0.1)
    assert chart.ticks[0] == (348.0, "7\u00a0days")
    gaps = [right - left for (right, _), (left, _) in zip(chart.ticks, chart.ticks[1:], strict=False)]
    assert min(gaps) >= 52
    shares = [(bar.label, bar.share, bar.tick) for bar in chart.shares]
    assert shares == [
        ("within 10\u00a0min", 0.25, None),
        ("within 1\u00a0h", 0.5, 0.19),
        ("within 24\u00a0h", 1.0, 0.42),
    ]


def test_an_axis_reaches_to_whoever_waited_longest() -> None:
    chart = times_chart(replace(TIMES, p90=20 * 1440.0), ())
    assert chart is not None
    assert chart.ticks[0] == (348.0, "30\u00a0days")
    endless = times_chart(replace(TIMES, p90=900 * 1440.0), ())
    assert endless is not None
    assert endless.marks[1].x == 348.0
    assert times_chart(replace(TIMES, median=None), ()) is None


def test_a_trend_is_broken_where_a_period_is_missing() -> None:
    chart = trend_chart(trend())
    assert chart is not None
    assert [point.label for point in chart.points] == ["2 Oct 2017", "9 Oct 2017", "23 Oct 2017", "30 Oct 2017"]
    assert len(chart.lines) == 2
    assert [line.count(",") for line in chart.lines] == [2, 2]
    assert [label for _, label in chart.ticks] == ["60", "80", "100"]
    assert chart.points[2].y < chart.points[1].y < chart.points[0].y  # 80 above 75 above 70
    assert all(point.high < point.y < point.low for point in chart.points)
    assert (chart.points[0].x, chart.points[-1].x) == (48.0, 340.0)
    assert chart.most == 13


def test_a_trend_without_loss_and_one_of_one_period_can_be_drawn() -> None:
    full = Period(START, 9, 9, 100.0, (100.0, 100.0), None)
    chart = trend_chart(Trend("week", (full,)))
    assert chart is not None
    assert chart.lines == ()
    assert [label for _, label in chart.ticks] == ["100"]
    assert trend_chart(Trend()) is None


def test_periods_in_words() -> None:
    day = date(2017, 10, 2)
    words = [period_words(day, unit) for unit in ("week", "month", "quarter", "year")]
    assert words == ["2 Oct 2017", "Oct 2017", "Q4 2017", "2017"]
