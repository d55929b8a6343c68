"""Who answers whom, and which halves belong together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine.conversations import part_of, threads_of, turns_of
from auditor.model import Post, Thread
from tests.engine.make import brand, customer


def texts(thread: Thread) -> list[list[str]]:
    return [[post.text for post in turn] for turn in turns_of(thread)]


def test_posts_of_one_conversation_stand_in_time_order() -> None:
    posts = [brand("b", 2), customer("a", 0), customer("c", 3)]
    (thread,) = threads_of(posts, "s")
    assert [post.text for post in thread.posts] == ["a", "b", "c"]
    assert (thread.account, thread.customer, thread.source) == ("Acme", "ann", "s")


def test_without_a_conversation_posts_follow_their_parents() -> None:
    one = customer("one", 0, conversation=None)
    two = brand("two", 1, conversation=None, in_reply_to=one.id)
    three = customer("three", 2, conversation=None, in_reply_to=two.id)
    alone = customer("alone", 3, conversation=None)
    assert sorted(len(t.posts) for t in threads_of([three, alone, two, one], "s")) == [1, 3]


def test_siblings_under_a_parent_outside_the_file_stay_together() -> None:
    posts = [brand(text, at, conversation=None, in_reply_to="gone") for at, text in enumerate("ab")]
    assert [len(t.posts) for t in threads_of(posts, "s")] == [2]


def test_a_cycle_of_replies_ends() -> None:
    one = customer("one", 0, conversation=None, id="x", in_reply_to="y")
    two = brand("two", 1, conversation=None, id="y", in_reply_to="x")
    threads = threads_of([one, two], "s")
    assert sum(len(t.posts) for t in threads) >= 2
    assert threads == threads_of([two, one], "s")


def test_two_accounts_in_one_conversation_each_have_their_thread_with_all_posts() -> None:
    posts = [customer("help", 0), brand("ask @Other", 1), brand("here", 2, account="Other", author="Other")]
    threads = threads_of(posts, "s")
    assert [(t.account, len(t.posts)) for t in threads] == [("Acme", 3), ("Other", 3)]


def test_halves_are_one_turn_in_the_order_of_their_numbers() -> None:
    first = customer("help")
    halves = [
        brand("and your address. 2/2 ^AL", 1, in_reply_to=first.id),
        brand("Please send your name 1/2", 1.01, in_reply_to=first.id),
    ]
    (thread,) = threads_of([first, *halves], "s")
    assert texts(thread) == [["help"], ["Please send your name 1/2", "and your address. 2/2 ^AL"]]


@pytest.mark.parametrize(
    "other",
    [
        brand("Again 2/2", 3),  # too late
        brand("Another 2/3", 1.01),  # of another whole
        brand("The same half 1/2", 1.01),
        brand("No mark at all", 1.01),
        brand("Other account 2/2", 1.01, account="Other"),
    ],
)
def test_what_is_no_half_stays_alone(other: Post) -> None:
    thread = threads_of([customer("help"), brand("Please send 1/2", 1), other], "s")[0]
    assert len(texts(thread)) == 3


def test_a_reply_that_goes_on_with_arrows() -> None:
    first = customer("help")
    posts = [
        first,
        brand("Restart it and >>", 1, in_reply_to=first.id),
        brand("then update it. ^AL", 1.02, in_reply_to=first.id),
    ]
    (thread,) = threads_of(posts, "s")
    assert len(texts(thread)) == 2


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Hello 1/2", (1, 2)),
        ("@1234 (2/3) hello, this goes on for quite a while and then some more", (2, 3)),
        ("1/2 ^AB", (1, 2)),
        ("open 24/7", None),
        ("on 1/2/2018", None),
        ("rated 4/5 stars", None),
        ("3/2", None),
        ("mix one part " + "x" * 40 + " 1/2 cup " + "y" * 40, None),
    ],
)
def test_marks_of_halves(text: str, part: tuple[int, int] | None) -> None:
    assert part_of(text) == part


@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_the_order_of_the_input_does_not_matter(rng: random.Random, size: int) -> None:
    posts: list[Post] = []
    for number in range(size):
        parent = rng.choice(posts).id if posts and rng.random() < 0.7 else None
        make = customer if rng.random() < 0.5 else brand
        posts.append(make(f"t{number}", rng.randint(0, 5), id=f"i{number}", conversation=None, in_reply_to=parent))
    shuffled = list(posts)
    rng.shuffle(shuffled)
    assert threads_of(shuffled, "s") == threads_of(posts, "s")
    assert {p.id for t in threads_of(posts, "s") for p in t.posts} == {p.id for p in posts}


def test_a_span_of_joined_halves_is_laid_back_on_its_post() -> None:
    from auditor.engine.reading import read_thread
    from auditor.model import Span
    from auditor.rulebook import load_rulebook

    first = customer("help")
    one, two = (
        brand("Please send us your name 1/2", 1, in_reply_to=first.id),
        brand("and DM us. 2/2", 1, in_reply_to=first.id),
    )
    (thread,) = threads_of([first, one, replace(two, lang="en")], "s")
    turn = read_thread(thread, load_rulebook().reader).turns[1]
    at = turn.reading.text.index("DM us")
    assert turn.locate(Span(at, at + 5)) == (two if turn.parts[1] == two else turn.parts[1], Span(4, 9))
