"""``unanswered-duplicate``: a customer posts the same complaint again and again, and some copies are left alone."""

from __future__ import annotations

import random

import pytest

from auditor.model import Evidence, Post
from tests.engine.make import brand, customer
from tests.scenarios.stage import play, talk

WORDS = "My refund of 40 euros is still missing after five weeks!"
ANSWER = "It was paid out this morning."


def copies(*hours: float, answered: tuple[int, ...] = (), who: str = "ann", words: str = WORDS) -> list[Post]:
    """One conversation per copy; ``answered`` are the numbers of those that got a reply an hour later."""
    posts: list[Post] = []
    for number, at in enumerate(hours):
        turns = [("c", words, at)] + ([("b", ANSWER, at + 1)] if number in answered else [])
        posts += talk(f"{who}{number}", *turns, who=who)
    return posts


def test_five_copies_over_two_days_of_which_two_were_answered() -> None:
    played = play("unanswered-duplicate", copies(0, 10, 20, 30, 44, answered=(1, 3)))
    assert played.posts == ["ann0.0", "ann2.0", "ann4.0"]
    for post in played.posts:
        assert played.related(post, "answered-copy") == ["ann1.0", "ann3.0"]
    facts = dict(played.findings[0].facts)
    assert (facts["copies"], facts["answered"]) == ("5", "2")
    assert played.counts() == (3, 5)
    assert play("unanswered", copies(0, 10, 20, 30, 44, answered=(1, 3))).posts == []


def test_five_copies_in_one_conversation_with_links() -> None:
    posts = [customer(WORDS, at, id=f"p{at}") for at in (0, 10, 20, 30, 44)]
    posts += [brand(ANSWER, at + 1, in_reply_to=f"p{at}") for at in (10, 30)]
    played = play("unanswered-duplicate", posts)
    assert played.posts == ["p0", "p20", "p44"]
    assert played.related("p44", "answered-copy") == ["p10", "p30"]


def test_a_copy_posted_after_the_answer_counts() -> None:
    assert play("unanswered-duplicate", copies(0, 5, answered=(0,))).posts == ["ann1.0"]


def test_a_copy_posted_after_the_answer_in_the_same_thread_counts() -> None:
    turns = ("c", WORDS, 0), ("b", ANSWER, 1), ("c", WORDS, 5)
    assert play("unanswered-duplicate", talk("t", *turns)).posts == ["t.2"]


def test_every_copy_answered_with_the_same_words_is_clean() -> None:
    posts = copies(0, 5, 9, 20, 33, 40, answered=(0, 1, 2, 3, 4, 5))
    assert play("unanswered-duplicate", posts).posts == []
    assert play("boilerplate", posts).posts == []


def test_no_copy_answered_is_left_to_unanswered() -> None:
    posts = copies(0, 5)
    assert play("unanswered-duplicate", posts).posts == []
    assert play("unanswered", posts).posts == ["ann0.0", "ann1.0"]


def test_two_customers_with_the_same_words_are_not_duplicates() -> None:
    posts = copies(0, answered=(0,)) + copies(3, who="bob")
    assert play("unanswered-duplicate", posts).posts == []
    assert play("unanswered", posts).posts == ["bob0.0"]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("My refund of 40 euros is STILL missing after five weeks!!!", True),
        ("@Acme my refund of 40 euros is still missing after 5 weeks!", True),
        ("My parcel with the blue lamp never came, where is it?", False),
        ("My refund is missing.", False),
    ],
)
def test_what_makes_a_copy(other: str, same: bool) -> None:
    posts = copies(0, answered=(0,)) + talk("other", ("c", other, 6))
    assert bool(play("unanswered-duplicate", posts).posts) is same


def test_months_later_it_is_another_matter() -> None:
    assert play("unanswered-duplicate", copies(0, 24 * 40, answered=(0,)), ends=24 * 90).posts == []


def test_words_typed_again_at_once_are_one_copy() -> None:
    posts = [customer(WORDS, 0, id="a"), customer(WORDS + " Please!", 0.1, id="b"), brand(ANSWER, 1, in_reply_to="b")]
    assert play("unanswered-duplicate", posts).posts == []


def test_a_fresh_copy_is_not_judged_before_its_window_closes() -> None:
    played = play("unanswered-duplicate", copies(0, 50, answered=(0,)), ends=60)
    assert (played.posts, sum(played.unjudged.values())) == ([], 1)


def test_without_authors_nothing_is_said() -> None:
    played = play("unanswered-duplicate", copies(0, 5, answered=(0,)), without=Evidence.AUTHORS)
    assert (played.posts, played.unjudged) == ([], {"the source does not carry authors": 2})


def test_italian_copies() -> None:
    words = "Il rimborso di 40 euro manca ancora dopo cinque settimane!"
    assert play("unanswered-duplicate", copies(0, 5, 9, answered=(1,), words=words)).posts == ["ann0.0", "ann2.0"]


def test_the_order_of_the_file_does_not_matter() -> None:
    posts = copies(0, 10, 20, 30, 44, answered=(1, 3))
    expected = play("unanswered-duplicate", posts).report
    for seed in range(5):
        shuffled = list(posts)
        random.Random(seed).shuffle(shuffled)
        assert play("unanswered-duplicate", shuffled).report == expected
