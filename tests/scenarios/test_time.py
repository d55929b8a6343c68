"""``slow-reply``, ``slow-account``, response times and rates, business hours."""

from __future__ import annotations

import statistics
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.calendar import Calendar
from auditor.engine.times import reply_times
from auditor.model import Evidence, Post
from tests.engine.make import brand, customer
from tests.scenarios.stage import EVERYTHING, play, talk

ASKS = "Where is my parcel?"
ROME = ZoneInfo("Europe/Rome")
OFFICE = Calendar(ROME, tuple((day, time(9), time(18)) for day in range(5)), frozenset({date(2024, 4, 1)}))


@pytest.mark.parametrize(("at", "slow"), [(24.0, False), (24.02, True), (400.0, True)])
def test_the_target_s_last_minute_is_in_time(at: float, slow: bool) -> None:
    played = play("slow-reply", talk("c", ("c", ASKS, 0), ("b", "It comes tomorrow.", at)))
    assert bool(played.posts) is slow
    assert not slow or played.related("c.1", "customer-post") == ["c.0"]


def test_thanks_may_wait() -> None:
    assert play("slow-reply", talk("c", ("c", "Great service, thank you!", 0), ("b", "Thanks!", 100))).posts == []


def test_only_the_first_reply_is_timed() -> None:
    turns = ("c", ASKS, 0), ("b", "At the depot.", 1), ("c", "And now? Where is it?", 2), ("b", "Delivered.", 90)
    assert play("slow-reply", talk("c", *turns)).posts == []


def test_a_review_edited_after_its_reply_has_no_latency() -> None:
    posts = [customer(ASKS, 0, edited=True, rating=1.0), brand("It comes tomorrow.", 300)]
    played = play("slow-reply", posts)
    assert (played.posts, played.unjudged) == ([], {"the review was edited after its reply": 1})
    assert played.report.accounts[0].metrics.first_reply.count == 0


def test_a_review_younger_than_its_reply_has_no_latency() -> None:
    review = customer(ASKS, 50, id="r", edited=True, rating=1.0)
    played = play("slow-reply", [review, brand("It comes tomorrow.", 3, in_reply_to="r")])
    assert (played.posts, played.unjudged) == ([], {"the review was edited after its reply": 1})
    assert played.report.accounts[0].metrics.first_reply.count == 0
    assert played.report.accounts[0].metrics.response_rate == 1.0


def test_where_the_source_keeps_the_first_date_the_wait_is_known_though_not_judged() -> None:
    posts = [customer(ASKS, 0, edited=True, keeps_first_date=True, rating=1.0), brand("It comes tomorrow.", 300)]
    played = play("slow-reply", posts)
    assert played.posts == []
    assert played.report.accounts[0].metrics.first_reply.median == 300 * 60


def test_a_conversation_whose_beginning_is_missing_is_not_timed() -> None:
    played = play("slow-reply", [customer(ASKS, 0, parent_missing=True), brand("It comes tomorrow.", 100)])
    assert (played.posts, sum(played.unjudged.values())) == ([], 1)
    assert played.report.accounts[0].metrics.first_reply.count == 0


def test_without_times_nothing_is_slow() -> None:
    posts = [customer(ASKS, None), brand("It comes tomorrow.", None)]
    assert play("slow-reply", posts).unjudged == {"timestamps are missing": 1}
    assert play("slow-reply", posts, without=Evidence.TIMESTAMPS).unjudged == {
        "the source does not carry timestamps": 1
    }


def many(hours: list[float], account: str = "Acme") -> list[Post]:
    return [
        post
        for number, wait in enumerate(hours)
        for post in talk(f"c{number:03d}", ("c", ASKS, number), ("b", "It comes.", number + wait), who=f"u{number}")
    ]


def test_an_account_slower_than_its_sector() -> None:
    played = play("slow-account", many([10.0] * 19 + [60.0]))
    assert played.posts == ["c019.1"]
    assert "all sectors" in played.findings[0].message or "all:" in played.findings[0].message
    assert play("slow-account", many([8.9] * 20)).posts == []
    assert list(play("slow-account", many([60.0] * 19)).unjudged) == [
        "too few conversations to judge the account as a whole"
    ]
    assert play("slow-account", many([60.0] * 20), without=Evidence.TIMESTAMPS).posts == []


def silent(answered: int, of: int) -> list[Post]:
    return [
        post
        for n in range(of)
        for post in talk(
            f"c{n:03d}", ("c", ASKS, n), *([("b", "It comes.", n + 1)] if n < answered else []), who=f"u{n}"
        )
    ]


def test_too_few_answers() -> None:
    assert play("low-response-rate", silent(17, 20)).posts == ["c017.0"]
    assert play("low-response-rate", silent(18, 20)).posts == []
    assert play("low-response-rate", silent(0, 19)).posts == []


def test_a_young_archive_does_not_lower_the_rate() -> None:
    posts = silent(18, 18) + [
        customer(ASKS, 100 + n, id=f"y{n}", conversation=f"y{n}", author=f"y{n}") for n in range(9)
    ]
    assert play("low-response-rate", [*posts, *silent(20, 20)[36:]], ends=120).posts == []


def test_a_source_that_keeps_only_answered_conversations_shows_no_rate() -> None:
    posts = silent(20, 20)
    for rule in ("low-response-rate", "unanswered"):
        played = play(rule, posts, without=Evidence.UNANSWERED_POSTS, kind="twcs")
        assert played.unjudged == {"the source does not carry unanswered-posts": 20}
        metrics = played.report.accounts[0].metrics
        assert (metrics.response_rate, metrics.reason) == (None, "the source keeps only conversations with a reply")


@given(st.lists(st.floats(0.01, 500), min_size=1, max_size=40))
@settings(max_examples=30, deadline=None)
def test_response_times_against_an_independent_count(hours: list[float]) -> None:
    times = play("slow-account", many(hours)).report.accounts[0].metrics.first_reply
    waits = sorted(timedelta(hours=n + h) - timedelta(hours=n) for n, h in enumerate(hours))
    minutes = [w.total_seconds() / 60 for w in waits]
    assert times.count == len(hours)
    assert times.median == pytest.approx(statistics.median(minutes), abs=0.06)
    ninetieth = min(m for m in minutes if sum(x <= m for x in minutes) >= 0.9 * len(minutes))
    assert times.p90 == pytest.approx(ninetieth, abs=0.06)
    for limit, share in ((10, times.within_10m), (60, times.within_1h), (1440, times.within_24h)):
        near = [m for m in minutes if abs(m - limit) > 1e-6]
        assert share == pytest.approx(
            sum(m <= limit for m in minutes) / len(minutes), abs=1e-4 + len(minutes) - len(near)
        )


def test_the_report_prints_the_definition_it_used() -> None:
    round_the_clock = play("slow-account", many([1.0])).report.accounts[0].metrics.first_reply.definition
    assert "around the clock" in round_the_clock
    office = play("slow-account", many([1.0]), calendar=OFFICE).report.accounts[0].metrics.first_reply.definition
    assert "business hours (Mon 09:00–18:00" in office and "Europe/Rome" in office


def test_business_hours_count_in_the_table() -> None:
    friday_evening = datetime(2024, 3, 8, 16, 30, tzinfo=UTC)  # 17:30 in Rome
    monday_morning = datetime(2024, 3, 11, 8, 30, tzinfo=UTC)  # 9:30 in Rome
    posts = [customer(ASKS, 0, created_at=friday_evening), brand("Here.", 0, created_at=monday_morning)]
    assert play("slow-account", posts).report.accounts[0].metrics.first_reply.median == 64 * 60
    assert play("slow-account", posts, calendar=OFFICE).report.accounts[0].metrics.first_reply.median == 60


def test_nobody_waits_in_an_empty_archive() -> None:
    assert reply_times([], OFFICE).median is None


ZONES = [ZoneInfo(name) for name in ("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")]


def slow_twin(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Open minutes, counted one by one by the clock on the wall."""
    assert calendar.hours is not None
    count, moment = 0, start
    while moment < end:
        wall = moment.astimezone(calendar.zone)
        if wall.date() not in calendar.holidays and any(
            day == wall.weekday() and opens <= wall.time().replace(fold=0) < closes
            for day, opens, closes in calendar.hours
        ):
            count += 1
        moment += timedelta(minutes=1)
    return count


@given(
    st.sampled_from(ZONES),
    st.dictionaries(st.integers(0, 6), st.tuples(st.integers(4, 11), st.integers(12, 23)), min_size=1),
    st.integers(0, 3 * 24 * 60),
    st.integers(0, 4 * 24 * 60),
    st.sampled_from(
        [
            datetime(2024, 3, 29),
            datetime(2024, 10, 25),
            datetime(2024, 3, 9),
            datetime(2024, 11, 1),
            datetime(2024, 4, 5),
        ]
    ),
    st.sets(st.integers(0, 8), max_size=2),
)
@settings(max_examples=60, deadline=None)
def test_business_hours_against_a_minute_by_minute_twin(
    zone: ZoneInfo,
    hours: dict[int, tuple[int, int]],
    offset: int,
    length: int,
    base: datetime,
    closed: set[int],
) -> None:
    """Around the days on which clocks change, with holidays."""
    holidays = frozenset((base + timedelta(days=day)).date() for day in closed)
    calendar = Calendar(zone, tuple((d, time(a), time(b)) for d, (a, b) in sorted(hours.items())), holidays)
    start = base.replace(tzinfo=UTC) + timedelta(minutes=offset)
    end = start + timedelta(minutes=length)
    assert calendar.between(start, end) == timedelta(minutes=slow_twin(calendar, start, end))


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 20_000))
def test_working_time_adds_up(a: int, b: int, c: int) -> None:
    first, middle, last = (datetime(2024, 3, 28, tzinfo=UTC) + timedelta(minutes=m) for m in sorted((a, b, c)))
    whole = OFFICE.between(first, last)
    assert whole == OFFICE.between(first, middle) + OFFICE.between(middle, last)
    assert OFFICE.between(last, first) == (timedelta() if first < last else whole)


def test_sources_carry_what_the_scenarios_assume() -> None:
    assert Evidence.UNANSWERED_POSTS in EVERYTHING
