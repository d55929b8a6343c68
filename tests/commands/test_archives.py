"""Several files of one kind as one archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.commands.read import read_sources
from auditor.engine.archives import REPEATED, TAKEN, joined
from auditor.engine.audit import Source
from auditor.model import By, Evidence, Origin, Post, SkippedPost


def post(post_id: str, parent: str | None = None, *, by: By = By.CUSTOMER, file: str = "a", **more: object) -> Post:
    made = Post(post_id, "words", by, "Acme", Origin(file, 1), in_reply_to=parent)
    return replace(made, **more)  # type: ignore[arg-type]


def source(name: str, *posts: Post, kind: str = "posts", skipped: tuple[SkippedPost, ...] = ()) -> Source:
    return Source(name, kind, frozenset(Evidence), posts, skipped)


def ids(sources: Sequence[Source]) -> list[list[str]]:
    return [[post.id for post in one.posts] for one in sources]


def test_one_file_stays_what_it_is() -> None:
    one = source("a", post("1"), post("2", "9", parent_missing=True))
    assert joined([one]) == [one]


def test_a_repeated_post_is_skipped_and_counted_where_it_does_not_count() -> None:
    first, second = joined([source("a", post("1")), source("b", post("1", file="b"), post("2"))])
    assert ids([first, second]) == [["1"], ["2"]]
    assert second.skipped == (SkippedPost(Origin("b", 1), REPEATED, "1"),)
    assert first.skipped == ()


def test_what_was_skipped_before_stays_skipped() -> None:
    before = SkippedPost(Origin("b", 9), "date not understood", "7")
    _, second = joined([source("a", post("1")), source("b", post("1"), skipped=(before,))])
    assert [skipped.reason for skipped in second.skipped] == ["date not understood", REPEATED]


def test_files_may_come_in_any_order() -> None:
    one, two = source("a", post("1"), post("2", "1")), source("b", post("1"), post("3", "1"))
    assert joined([one, two]) == list(reversed(joined([two, one])))


def test_files_of_other_kinds_have_ids_of_their_own() -> None:
    sources = [source("a", post("1")), source("b", post("1"), kind="trustpilot")]
    assert joined(sources) == sources


def test_the_copy_that_was_answered_counts() -> None:
    at = datetime(2024, 3, 4, tzinfo=UTC)
    old = source("a", post("1", text="as first written"))
    new = source("b", post("1", text="as edited"), post("1/reply", "1", by=By.BRAND, created_at=at))
    first, second = joined([old, new])
    assert ids([first, second]) == [[], ["1", "1/reply"]]


def test_the_latest_copy_counts() -> None:
    times = [datetime(2024, 3, day, tzinfo=UTC) for day in (1, 2)]
    first, second = joined([source("a", post("1", created_at=times[0])), source("b", post("1", created_at=times[1]))])
    assert ids([first, second]) == [[], ["1"]]


def test_another_post_with_the_same_id_is_told_from_a_copy() -> None:
    other = replace(post("1"), account="Other", text="other words")
    _, second = joined([source("a", post("1")), source("b", other)])
    assert [skipped.reason for skipped in second.skipped] == [TAKEN]


def test_a_parent_in_another_file_is_not_missing() -> None:
    asked, lost = post("2", "1", parent_missing=True), post("3", "99", parent_missing=True)
    _, second = joined([source("a", post("1")), source("b", asked, lost)])
    assert [one.parent_missing for one in second.posts] == [False, True]


def test_a_conversation_goes_on_in_another_file() -> None:
    start = (post("1", conversation="1"), post("2", "1", conversation="1"))
    later = (
        post("3", "2", conversation="2", parent_missing=True),
        post("4", "3", conversation="2"),
        post("5", conversation="5"),
    )
    _, second = joined([source("a", *start, kind="twcs"), source("b", *later, kind="twcs")])
    assert [one.conversation for one in second.posts] == ["1", "1", "5"]


def test_a_conversation_goes_on_through_three_files_in_any_order() -> None:
    parts = [
        source("c", post("1", conversation="1"), post("2", "1", conversation="1"), kind="twcs"),
        source("b", post("3", "2", conversation="2", parent_missing=True), kind="twcs"),
        source("a", post("4", "3", conversation="3", parent_missing=True), kind="twcs"),
    ]
    assert {one.conversation for part in joined(parts) for one in part.posts} == {"1"}


def test_a_conversation_that_the_file_names_itself_is_left_alone() -> None:
    _, second = joined([source("a", post("1")), source("b", post("2", "1", conversation="ours", parent_missing=True))])
    assert second.posts[0].conversation == "ours"


def test_a_cycle_over_files_is_one_conversation() -> None:
    parts = [
        source("a", post("1", "2", conversation="2", parent_missing=True), kind="twcs"),
        source("b", post("2", "1", conversation="1", parent_missing=True), kind="twcs"),
    ]
    assert {one.conversation for part in joined(parts) for one in part.posts} == {"1"}


TWCS = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
ROWS = [
    "1,ada,True,Tue Oct 31 22:10:47 +0000 2017,@Acme my parcel?,2,",
    "2,Acme,False,Tue Oct 31 22:11:47 +0000 2017,@ada which one?,3,1",
    "3,ada,True,Tue Oct 31 22:12:47 +0000 2017,@Acme the blue one,4,2",
    "4,Acme,False,Tue Oct 31 22:13:47 +0000 2017,@ada it is at the depot,,3",
]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_tweets_cut_in_two_files_are_the_thread_they_were(tmp_path: Path, cut: int) -> None:
    for name, rows in (("1.csv", ROWS[:cut]), ("2.csv", ROWS[cut:])):
        (tmp_path / name).write_text(TWCS + "\n".join(rows) + "\n")
    sources = read_sources(
        [tmp_path / "2.csv", tmp_path / "1.csv"] if cut > 1 else [tmp_path / "2.csv"], None, None, print
    )
    posts = [one for part in sources for one in part.posts]
    assert len({one.conversation for one in posts}) == 1
    assert [one.id for one in posts if one.parent_missing] == ([] if cut > 1 else ["2"])
