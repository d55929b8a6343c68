from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.importers import SourceError, importer_named
from auditor.model import By, Evidence, Post

from .helpers import TWCS, WHEN, posts, skips, table, written

SOURCE = importer_named("twcs")


def tweet(id: object, author: str, text: str, parent: object = "", responses: str = "", when: str = WHEN) -> list[str]:
    inbound = "True" if author.isdigit() else "False"
    return [str(id), author, inbound, when, text, responses, str(parent)]


def read(folder: Path, *rows: list[str]) -> dict[str, Post]:
    return posts(SOURCE, written(folder, "t.csv", table(TWCS, rows)))


def test_customers_and_brands(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "900", "@Acme help", responses="2"), tweet(2, "Acme", "@900 Sure", 1))
    assert (found["1"].by, found["1"].account, found["1"].author) == (By.CUSTOMER, "Acme", "900")
    assert (found["2"].by, found["2"].account, found["2"].author) == (By.BRAND, "Acme", "Acme")
    assert found["2"].in_reply_to == "1"
    assert {one.conversation for one in found.values()} == {"1"}
    assert found["1"].created_at == datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
    assert not any(one.parent_missing or one.replied_elsewhere for one in found.values())


def test_unescapes_the_three_entities_once(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "Acme", "a &amp; b &lt;c&gt; &amp;lt; x?a=1&copy=2 &#39;"))
    assert found["1"].text == "a & b <c> &lt; x?a=1&copy=2 &#39;"


def test_account_of_the_brand_answered_before_the_one_named(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "Acme", "Hi"), tweet(2, "900", "@Other hi", 1), tweet(3, "Other", "Hello"))
    assert found["2"].account == "Acme"


def test_account_of_the_brand_that_answers(tmp_path: Path) -> None:
    assert read(tmp_path, tweet(1, "900", "my phone is dead"), tweet(2, "Acme", "Oh no", 1))["1"].account == "Acme"


def test_of_several_answering_accounts_the_named_one_was_spoken_to(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        tweet(1, "900", "@AcmeHelp my phone is dead"),
        tweet(2, "Acme", "Ask our help desk", 1),
        tweet(3, "AcmeHelp", "Try this", 1),
    )
    assert [found[one].account for one in "123"] == ["AcmeHelp", "Acme", "AcmeHelp"]
    assert {one.conversation for one in found.values()} == {"1"}


def test_account_by_handle_whatever_its_case(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "900", "@nobody and @ACMEhelp why"), tweet(2, "AcmeHelp", "News"))
    assert found["1"].account == "AcmeHelp"


def test_an_address_inside_a_word_is_no_handle(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", table(TWCS, [tweet(1, "900", "mail me@Acme.com"), tweet(2, "Acme", "News")]))
    assert skips(SOURCE, path) == [(2, "addressed to no account of this file")]


def test_account_of_the_conversation(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "900", "@Acme help"), tweet(2, "901", "same here", 1), tweet(3, "Acme", "News"))
    assert found["2"].account == "Acme"


def test_account_of_the_conversations_root_before_any_other(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        tweet(9, "900", "@Acme help"),
        tweet(2, "901", "same here", 9),
        tweet(1, "902", "@Beta too", 2),
        tweet(3, "Acme", "News"),
        tweet(4, "Beta", "News"),
    )
    assert found["2"].account == "Acme"


def test_of_a_repeated_id_the_first_stands(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", table(TWCS, [tweet(1, "Acme", "a"), tweet(1, "Acme", "b", 7)]))
    (kept,) = (one for one in SOURCE.read(path) if isinstance(one, Post))
    assert (kept.text, kept.conversation, kept.parent_missing) == ("a", "1", False)
    assert skips(SOURCE, path) == [(3, "repeated id")]


def test_file_order_and_column_order_do_not_matter(tmp_path: Path) -> None:
    rows = [
        tweet(1, "900", "hello"),
        tweet(2, "901", "me too", 1),
        tweet(3, "Acme", "Yes", 2),
        tweet(4, "Beta", "Also", 2),
        tweet(5, "902", "@beta and I", 77),
        tweet(6, "903", "so do I", 77),
    ]
    straight = read(tmp_path, *rows)
    mixed = list(range(len(TWCS)))
    random.Random(3).shuffle(mixed)
    turned = [[row[i] for i in mixed] for row in reversed(rows)]
    path = written(tmp_path, "turned.csv", table([TWCS[i] for i in mixed], turned))
    other = posts(SOURCE, path)

    def seen(found: dict[str, Post]) -> dict[str, tuple[str, str | None, bool]]:
        return {key: (one.account, one.conversation, one.parent_missing) for key, one in sorted(found.items())}

    assert seen(straight) == seen(other)
    assert straight["1"].account == "Acme"
    assert straight["6"].account == "Beta"


def test_posts_under_one_missing_parent_stay_together(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "Acme", "a", 99), tweet(2, "900", "@Acme b", "99.0"), tweet(3, "Acme", "c", 2))
    assert {one.conversation for one in found.values()} == {"99"}
    assert [found[one].parent_missing for one in "123"] == [True, True, False]
    assert [found[one].in_reply_to for one in "123"] == ["99", "99", "2"]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_circle_of_replies_is_cut_at_its_lowest_id(tmp_path: Path, turn: int) -> None:
    rows = [tweet(10, "Acme", "a", 9), tweet(9, "900", "b", 11), tweet(11, "Acme", "c", 10), tweet(12, "900", "d", 11)]
    found = read(tmp_path, *rows[::turn])
    assert {one.conversation for one in found.values()} == {"9"}
    assert {key: one.in_reply_to for key, one in found.items()} == {"9": None, "10": "9", "11": "10", "12": "11"}


def test_a_post_that_answers_itself_is_a_root(tmp_path: Path) -> None:
    found = read(tmp_path, tweet(1, "Acme", "a", 1))
    assert (found["1"].conversation, found["1"].in_reply_to, found["1"].parent_missing) == ("1", None, False)


def test_a_chain_longer_than_the_stack(tmp_path: Path) -> None:
    rows = [tweet(i, "Acme", "x", i - 1 if i > 1 else "") for i in range(1, 5001)]
    assert {one.conversation for one in read(tmp_path, *rows[::-1]).values()} == {"1"}


@pytest.mark.parametrize(
    ("responses", "elsewhere"),
    [("", False), ("2", False), ("2,3", True), ("3", True), ("####", True), ("2.0", False)],
)
def test_replied_elsewhere(tmp_path: Path, responses: str, elsewhere: bool) -> None:
    found = read(tmp_path, tweet(1, "900", "@Acme a", responses=responses), tweet(2, "Acme", "b", 1))
    assert found["1"].replied_elsewhere is elsewhere


def test_ids_run_together_by_a_spreadsheet_are_no_links(tmp_path: Path) -> None:
    rows = [tweet(8311, "900", "@Acme a", responses="83,128,310")]
    rows += [tweet(i, "Acme", "other", 5) for i in (83, 128, 310)]
    found = read(tmp_path, *rows)
    assert found["8311"].replied_elsewhere
    assert {found[one].conversation for one in ("83", "128", "310")} == {"5"}


def test_broken_rows_are_told_with_their_lines(tmp_path: Path) -> None:
    rows = [
        tweet(1, "Acme", "two\nlines"),
        tweet(2, "Acme", "x", when="yesterday"),
        tweet(3, "Acme", "x", when="2017-10-31 22:10:47"),
        ["4", "Acme", "maybe", WHEN, "x", "", ""],
        tweet(5, "Acme", " "),
        tweet(1, "Acme", "again"),
        tweet("", "Acme", "x"),
    ]
    assert skips(SOURCE, written(tmp_path, "t.csv", table(TWCS, rows))) == [
        (4, "created_at: date not understood"),
        (5, "created_at: date without a time zone"),
        (6, "inbound is neither True nor False"),
        (7, "text is empty"),
        (8, "repeated id"),
        (9, "tweet_id is empty"),
    ]


def test_a_broken_parent_counts_as_missing(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", table(TWCS, [tweet(1, "Acme", "x", when="?"), tweet(2, "Acme", "y", 1)]))
    assert [one.parent_missing for one in SOURCE.read(path) if isinstance(one, Post)] == [True]


def test_a_missing_column_is_one_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "tweet_id,text\n1,x\n")
    with pytest.raises(SourceError, match=r"t\.csv:1: no column author_id, created_at, .*header must name it\.$"):
        list(SOURCE.read(path))


def test_a_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="twcs has columns of its own"):
        list(SOURCE.read(written(tmp_path, "t.csv", table(TWCS, [])), {"a": "text"}))


def test_carries_all_but_unanswered_posts() -> None:
    assert frozenset(Evidence) - SOURCE.carries == {Evidence.UNANSWERED_POSTS}
