from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.importers import SourceError, importer_named
from auditor.model import By, Evidence, Post, SkippedPost

from .helpers import ids, posts, skips, table, written

TRUSTPILOT, APPSTORE, GOOGLEPLAY = (importer_named(name) for name in ("trustpilot", "appstore", "googleplay"))
GOOGLE = ("reviewId", "userName", "content", "score", "at", "replyContent", "repliedAt", "bank")
APPLE = ("userName", "title", "review", "rating", "date", "developerResponse", "isEdited")
ANSWER = "{'id': 5, 'body': 'Grazie!', 'modified': '2021-09-18T13:56:54Z'}"


def review(
    id: str = "r1", updated: str | None = None, replied: str | None = "2024-03-02T09:00:00.000Z"
) -> dict[str, Any]:
    reply = {"message": "Dank u", "publishedDate": replied, "updatedDate": None}
    return {
        "id": id,
        "text": "Traag",
        "title": "Slecht",
        "rating": 1,
        "dates": {"publishedDate": "2024-03-01T09:00:00.000Z", "updatedDate": updated},
        "consumer": {"id": "c1"},
        "reply": reply if replied else None,
        "language": "nl",
    }


def listed(folder: Path, *records: object, indent: int | None = 1) -> Path:
    return written(folder / "trustpilot_acme", "reviews.json", json.dumps(records, indent=indent))


def test_trustpilot_review_and_reply(tmp_path: Path) -> None:
    found = posts(TRUSTPILOT, listed(tmp_path, review()))
    said, answered = found["r1"], found["r1/reply"]
    assert (said.by, said.account, said.author, said.rating, said.lang) == (By.CUSTOMER, "acme", "c1", 1.0, "nl")
    assert said.words == "Slecht\nTraag"
    assert (answered.by, answered.in_reply_to, answered.conversation) == (By.BRAND, "r1", "r1")
    assert (answered.created_at is not None) and (said.created_at is not None)
    assert (answered.created_at - said.created_at).days == 1


@pytest.mark.parametrize(
    ("updated", "replied", "edited"),
    [
        (None, "2024-03-02T09:00:00Z", False),
        ("2024-03-01T10:00:00Z", "2024-03-02T09:00:00Z", False),
        ("2024-03-02T10:00:00+02:00", "2024-03-02T09:00:00Z", False),
        ("2024-03-03T10:00:00Z", "2024-03-02T09:00:00Z", True),
        (None, "2024-02-02T09:00:00Z", True),
        ("2024-03-03T10:00:00Z", None, False),
    ],
)
def test_trustpilot_edited_after_its_reply(
    tmp_path: Path, updated: str | None, replied: str | None, edited: bool
) -> None:
    assert posts(TRUSTPILOT, listed(tmp_path, review(updated=updated, replied=replied)))["r1"].edited is edited


def test_trustpilot_names_its_account_itself_where_it_can(tmp_path: Path) -> None:
    record = review() | {"businessUnit": {"identifyingName": "acme.be", "displayName": "Acme Bank"}}
    assert posts(TRUSTPILOT, listed(tmp_path, record))["r1/reply"].account == "Acme Bank"


@pytest.mark.parametrize("turn", [1, -1])
def test_a_repeated_review_counts_once_and_with_its_reply(tmp_path: Path, turn: int) -> None:
    path = listed(tmp_path, *[review(replied=None), review(), review("r2")][::turn])
    found = list(TRUSTPILOT.read(path))
    assert sorted(one.id for one in found if isinstance(one, Post)) == ["r1", "r1/reply", "r2", "r2/reply"]
    assert [one.reason for one in found if isinstance(one, SkippedPost)] == ["repeated review id"]


def test_equal_rows_count_once(tmp_path: Path) -> None:
    path = listed(tmp_path, review(), review(), review(), indent=None)
    assert ids(TRUSTPILOT, path) == ["r1", "r1/reply"]
    assert skips(TRUSTPILOT, path) == [(1, "repeated review id")] * 2


def test_trustpilot_lines_are_where_each_review_begins(tmp_path: Path) -> None:
    path = listed(tmp_path, review("a"), review("b", replied=None))
    text = path.read_text().splitlines()
    found = posts(TRUSTPILOT, path)
    for key in "ab":
        assert f'"id": "{key}"' in text[found[key].origin.line or 0]
        assert text[(found[key].origin.line or 0) - 1].strip() == "{"


def test_trustpilot_broken_records(tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        7,
        review() | {"id": None},
        review("x") | {"text": None},
        review("y") | {"dates": {"publishedDate": "soon"}},
        review("z") | {"rating": "many"},
        review("w") | {"reply": {"message": " "}},
        indent=None,
    )
    assert [reason for _, reason in skips(TRUSTPILOT, path)] == [
        "not an object",
        "no id",
        "no text",
        "date not understood",
        "rating is not a number",
        "reply without a message",
    ]
    assert [one.replied_elsewhere for one in TRUSTPILOT.read(path) if isinstance(one, Post)] == [True]


def test_trustpilot_lone_surrogates(tmp_path: Path) -> None:
    path = listed(tmp_path, review() | {"text": "a\ud83d", "title": "\ude00"})
    assert posts(TRUSTPILOT, path)["r1"].words == "\ufffd\na\ufffd"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[\n{"id": "a"},\n{"id": \n', r"reviews\.json:4: not JSON"),
        (b'[\n{"id": "a"},\n\n{"id" "b"}]', r"reviews\.json:4: not JSON"),
        (b'{"id": "a"}', r"reviews\.json:1: not a JSON list"),
        (b'[\n{"id": "a\xe8"}]', r"reviews\.json:2: not UTF-8"),
        (b"[\n" + b"[" * 100_000, r"reviews\.json:2: JSON that no review holds"),
        (b"", r"reviews\.json: the file is empty"),
    ],
)
def test_trustpilot_unreadable_files(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(TRUSTPILOT.read(written(tmp_path, "reviews.json", content)))


def apple(folder: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = APPLE) -> Path:
    return written(folder / "appstore_acme_it", "reviews.csv", table(columns, rows))


def test_appstore_review_and_reply(tmp_path: Path) -> None:
    path = apple(tmp_path, ("Ann", "Top", "Bella", "5", "2021-09-11 12:11:07", ANSWER, "False"))
    said, answered = posts(APPSTORE, path).values()
    assert (said.account, said.author, said.title, said.text, said.rating) == ("acme_it", "Ann", "Top", "Bella", 5.0)
    assert said.created_at is not None and said.created_at.isoformat() == "2021-09-11T12:11:07+00:00"
    assert (answered.text, answered.in_reply_to, answered.by) == ("Grazie!", said.id, By.BRAND)
    assert answered.created_at is not None and answered.created_at.isoformat() == "2021-09-18T13:56:54+00:00"
    assert not said.edited


@pytest.mark.parametrize(
    ("date", "flag", "edited"),
    [
        ("2021-09-11 12:11:07", "False", False),
        ("2021-10-11 12:11:07", "False", True),
        ("2021-09-11 12:11:07", "True", True),
    ],
)
def test_appstore_edited(tmp_path: Path, date: str, flag: str, edited: bool) -> None:
    said, _ = posts(APPSTORE, apple(tmp_path, ("Ann", "Top", "Bella", "5", date, ANSWER, flag))).values()
    assert said.edited is edited


@pytest.mark.parametrize(
    "literal",
    [
        "{'id': 5, 'body': 'Gra",
        "__import__('os').getcwd()",
        "['body']",
        "{'body': 5}",
        "{[]: 1}",
        "(" * 5000,
        "-" * 50_000 + "1",
        "{'body': '" + "x" * 200_000 + "'}",
        "{'body': 'x', 'modified': 'then'}",
    ],
)
def test_a_reply_that_cannot_be_read_leaves_the_review(tmp_path: Path, literal: str) -> None:
    path = apple(tmp_path, ("Ann", "Top", "Bella", "5", "2021-09-11 12:11:07", literal, "False"))
    said, skipped = APPSTORE.read(path)
    assert isinstance(said, Post) and said.replied_elsewhere
    assert isinstance(skipped, SkippedPost) and skipped.reason.startswith("developerResponse")


def test_appstore_rows_repeated_by_paging_are_one_review(tmp_path: Path) -> None:
    row = ("Ann", "Top", "Bella", "5", "2021-09-11 12:11:07", ANSWER, "False")
    other = ("Bob", *row[1:])
    path = apple(tmp_path, row, other, row)
    assert len(ids(APPSTORE, path)) == 4
    assert skips(APPSTORE, path) == [(4, "repeated review id")]
    both = apple(tmp_path / "two", (*row, "A"), (*row, "B"), columns=(*APPLE, "bank"))
    assert [one.account for one in posts(APPSTORE, both).values()] == ["A", "A", "B", "B"]


def test_googleplay(tmp_path: Path) -> None:
    rows = [
        ("g1", "A Google user", "Bad", "1", "2024-07-27 19:33:32", "Sorry", "2024-07-29 14:04:24", "Kookmin"),
        ("g2", "A Google user", "Bad", "1", "2024-07-27 19:33:32", "Sorry", "2024-07-20 14:04:24", "Kookmin"),
        ("g3", "A Google user", "Good", "5", "2024-07-27 19:33:32", "", "", ""),
    ]
    found = posts(GOOGLEPLAY, written(tmp_path, "acme_reviews.csv", table(GOOGLE, rows)))
    assert list(found) == ["g1", "g1/reply", "g2", "g2/reply", "g3"]
    assert [found[one].account for one in ("g1", "g2/reply", "g3")] == ["Kookmin", "Kookmin", "acme"]
    assert [found[one].edited for one in ("g1", "g2", "g3")] == [False, True, False]
    assert len({found[one].author for one in ("g1", "g2", "g3")}) == 3


def test_googleplay_broken_rows(tmp_path: Path) -> None:
    when = "2024-07-27 19:33:32"
    rows = [
        ("", "A", "Bad", "1", when, "", "", "K"),
        ("g2", "A", " ", "1", when, "", "", "K"),
        ("g3", "A", "Bad", "1", "27/07/24", "", "", "K"),
        ("g4", "A", "Bad", "1", when, "Sorry", "27/07/24", "K"),
    ]
    assert skips(GOOGLEPLAY, written(tmp_path, "r.csv", table(GOOGLE, rows))) == [
        (2, "no reviewId"),
        (3, "no text"),
        (4, "date not understood"),
        (5, "repliedAt: date not understood"),
    ]


@pytest.mark.parametrize("source", [TRUSTPILOT, APPSTORE, GOOGLEPLAY])
def test_review_sites_show_unanswered_posts_and_no_threads(source: Any) -> None:
    assert frozenset(Evidence) - source.carries == {Evidence.THREADS, Evidence.HANDLES}
