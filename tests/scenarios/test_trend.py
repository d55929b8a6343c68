"""How an account fares over time, in weeks where they hold enough, and what stands around a finding."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.model import Archive, Post, Surroundings
from tests.scenarios.stage import play, rulebook, talk, without_times

ASKED = "My iPhone won't charge since 11.1."
BAD = "We can help. Please DM us your iOS version."
GOOD = "Hold the side button for 10 s. If it stays dark, DM us your serial number."
DAY, WEEK = 24.0, 7 * 24.0
WEIGHT = rulebook().rules["private-only"].card.weight


def talks(number: int, reply: str, at: float, name: str) -> list[Post]:
    """So many exchanges from ``at`` hours on, an hour apart, each answered after six minutes."""
    return [
        post
        for i in range(number)
        for post in talk(f"{name}{i}", ("c", ASKED, at + i), ("b", reply, at + i + 0.1), who=f"{name}{i}")
    ]


def test_a_week_is_scored_by_the_conversations_that_began_in_it() -> None:
    posts = talks(8, BAD, 0, "a") + talks(4, BAD, WEEK, "b") + talks(4, GOOD, WEEK + DAY, "c")
    (account,) = play("private-only", posts).report.accounts
    assert account.trend.unit == "week"
    first, second = account.trend.periods
    assert (first.start, second.start) == (date(2024, 3, 4), date(2024, 3, 11))
    assert (first.conversations, first.replies, second.conversations) == (8, 8, 8)
    assert first.score == pytest.approx(100 * (1 - WEIGHT), abs=0.005)
    assert second.score == pytest.approx(100 * (1 - WEIGHT / 2), abs=0.005)
    assert first.interval[0] < first.score < first.interval[1]
    assert first.median_minutes == 6.0


def test_a_week_begins_on_monday_in_utc() -> None:
    posts = talks(8, BAD, 6 * DAY, "a") + talks(8, BAD, 6 * DAY + 15, "b")  # Sunday from 9:00, Monday from 0:00
    (account,) = play("private-only", posts).report.accounts
    assert [(p.start, p.conversations) for p in account.trend.periods] == [
        (date(2024, 3, 4), 8),
        (date(2024, 3, 11), 8),
    ]


def test_thin_weeks_become_months() -> None:
    posts = [post for week in range(12) for post in talks(3, BAD, week * WEEK, f"w{week}-")]
    (account,) = play("private-only", posts, ends=13 * WEEK).report.accounts
    assert account.trend.unit == "month"
    # Mondays from 4 March: four in March, five in April, three in May
    assert [(p.start, p.conversations) for p in account.trend.periods] == [
        (date(2024, 3, 1), 12),
        (date(2024, 4, 1), 15),
        (date(2024, 5, 1), 9),
    ]


def test_more_than_sixty_weeks_become_months() -> None:
    posts = [post for week in range(61) for post in talks(8, BAD, week * WEEK, f"w{week}-")]
    (account,) = play("private-only", posts, ends=62 * WEEK).report.accounts
    assert account.trend.unit == "month"
    assert len(account.trend.periods) == 14  # March 2024 to April 2025


def test_a_period_without_conversations_is_left_out() -> None:
    posts = talks(8, BAD, 0, "a") + talks(8, BAD, 2 * WEEK, "b")
    (account,) = play("private-only", posts).report.accounts
    assert [p.start for p in account.trend.periods] == [date(2024, 3, 4), date(2024, 3, 18)]


def test_there_is_no_trend_within_one_period_or_without_times() -> None:
    assert play("private-only", talks(20, BAD, 0, "a")).report.accounts[0].trend.periods == ()
    posts = without_times(talks(20, BAD, 0, "a") + talks(20, BAD, WEEK, "b"))
    assert play("private-only", posts).report.accounts[0].trend.periods == ()


def test_what_only_the_whole_account_shows_counts_in_the_week_of_each_reply() -> None:
    template = "We are sorry to hear this and will pass it on to the team that deals with it."
    things = ("My oven", "The lamp", "Our lift", "Your app", "The door")
    posts = [
        post
        for week, reply in ((0, template), (1, GOOD))
        for i in range(10)
        for post in talk(
            f"{week}-{i}",
            ("c", f"{things[i % 5]} is broken, can you help me? Number {i}.", week * WEEK + i),
            ("b", reply, week * WEEK + i + 0.1),
            who=f"{week}-{i}",
        )
    ]
    (account,) = play("boilerplate", posts).report.accounts
    weight = rulebook().rules["boilerplate"].card.weight
    assert account.score == pytest.approx(100 * (1 - weight / 2), abs=0.005)  # ten of the twenty replies
    assert [p.score for p in account.trend.periods] == [pytest.approx(100 * (1 - weight), abs=0.005), 100.0]


def test_around_a_finding_stands_its_conversation() -> None:
    posts = talk("x", ("c", ASKED, 0), ("b", BAD, 1), ("c", "And now?", 2), ("b", GOOD, 3)) + talks(2, BAD, 5, "y")
    report = play("private-only", posts).report
    around = report.archive.around(report.findings)
    assert {len(one.conversation) for one in around.values()} == {4, 2}
    finding = next(f for f in report.findings if f.post.conversation == "x")
    assert [post.id for post in around[finding.id].conversation] == ["x.0", "x.1", "x.2", "x.3"]
    assert [(role, post.id) for role, post in around[finding.id].related] == [("customer-post", "x.0")]


def test_related_posts_of_other_conversations_are_found_and_those_of_no_file_are_not() -> None:
    words = "My refund of 40 euros is still missing after five weeks!"
    answered = talk("a", ("c", words, 0), ("b", "It was paid out this morning.", 1), who="ann")
    report = play("unanswered-duplicate", answered + talk("b", ("c", words, 5), who="ann")).report
    (finding,) = report.findings
    assert [(role, post.id) for role, post in report.archive.around([finding])[finding.id].related] == [
        ("answered-copy", "a.0")
    ]
    assert Archive().around([finding])[finding.id] == Surroundings()
