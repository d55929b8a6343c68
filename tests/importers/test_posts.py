from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.importers import SourceError, importer_named, load_mapping
from auditor.model import By, Evidence, Post, Visibility

from .helpers import ids, posts, skips, table, written

SOURCE = importer_named("posts")
GOOD = {"id": "1", "text": "Hi", "by": "customer", "account": "acme"}


def lines(*records: object) -> str:
    return "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records)


def test_every_field(tmp_path: Path) -> None:
    record = GOOD | {
        "author": 7,
        "agent": "Jo",
        "created_at": "2024-02-01T10:00:00+02:00",
        "in_reply_to": "0",
        "conversation": "c",
        "visibility": "private",
        "lang": "it",
        "url": "https://x.example",
        "title": "T",
        "rating": 4,
        "channel": "twitter",
        "template_id": "t1",
        "something": {"of": "theirs"},
    }
    path = written(tmp_path, "p.jsonl", lines(record))
    post = posts(SOURCE, path)["1"]
    assert post.created_at == datetime(2024, 2, 1, 8, tzinfo=UTC)
    assert post.created_at is not None and post.created_at.utcoffset() is not None
    assert (post.by, post.visibility, post.author, post.rating) == (By.CUSTOMER, Visibility.PRIVATE, "7", 4.0)
    assert (post.agent, post.lang, post.title, post.channel, post.template_id) == ("Jo", "it", "T", "twitter", "t1")
    assert (post.origin.file, post.origin.line) == (str(path), 1)
    assert post.parent_missing


def test_a_parent_further_down_is_not_missing(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", lines(GOOD | {"id": 2, "in_reply_to": 1}, GOOD | {"id": 1}))
    found = posts(SOURCE, path)
    assert (found["2"].in_reply_to, found["2"].parent_missing) == ("1", False)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('{"id": "2", "text": "Hi", "by": "cus', "not a JSON object on one line"),
        ("[1, 2]", "not a JSON object on one line"),
        ("[" * 100_000, "not a JSON object on one line"),
        ('{"id": ' + "9" * 5000 + "}", "not a JSON object on one line"),
        ({"text": "Hi", "by": "brand", "account": "a"}, 'field "id" is missing'),
        (GOOD | {"id": " "}, 'field "id" is missing'),
        (GOOD | {"id": True}, 'field "id" is not text'),
        (GOOD | {"id": "2", "account": ""}, 'field "account" is missing'),
        ({"id": "2", "by": "brand", "account": "a"}, 'field "text" is missing'),
        (GOOD | {"id": "2", "text": None}, 'field "text" is missing'),
        (GOOD | {"id": "2", "text": "  "}, 'field "text" is blank'),
        (GOOD | {"id": "2", "text": ["Hi"]}, 'field "text" is not text'),
        (GOOD | {"id": "2", "by": None}, 'field "by" is missing'),
        (GOOD | {"id": "2", "by": "agent"}, '"by" is neither customer nor brand'),
        (GOOD | {"id": "2", "by": {}}, '"by" is neither customer nor brand'),
        (GOOD | {"id": "2", "visibility": "secret"}, '"visibility" is neither public nor private'),
        (GOOD | {"id": "2", "rating": "four"}, "rating is not a number"),
        (GOOD | {"id": "2", "rating": True}, "rating is not a number"),
        ('{"id": "2", "text": "x", "by": "brand", "account": "a", "rating": NaN}', "rating is not a number"),
        (GOOD | {"id": "2", "created_at": "2024-02-30T10:00:00Z"}, "date not understood"),
        (GOOD | {"id": "2", "created_at": "2024-02-01T10:00:00"}, "date without a time zone"),
        (GOOD | {"id": "2", "created_at": "0001-01-01T00:00:00+14:00"}, "date not understood"),
        (GOOD | {"id": "2", "created_at": 1706781600}, "date not understood"),
        (GOOD | {"id": "2", "title": {"a": 1}}, 'field "title" is not text'),
        (GOOD, "repeated id"),
    ],
)
def test_a_broken_line_is_skipped_and_the_rest_goes_on(tmp_path: Path, record: object, reason: str) -> None:
    path = written(tmp_path, "p.jsonl", lines(GOOD, "", record, GOOD | {"id": "3"}))
    assert skips(SOURCE, path) == [(3, reason)]
    assert ids(SOURCE, path) == ["1", "3"]


def test_a_rating_alone_is_a_post(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", lines(GOOD | {"text": "", "rating": "2"}))
    assert (posts(SOURCE, path)["1"].text, posts(SOURCE, path)["1"].rating) == ("", 2.0)


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", lines(GOOD | {"text": "  Hi __email__ \r\n "}))
    assert posts(SOURCE, path)["1"].text == "  Hi __email__ \r\n "


def test_lone_surrogates_and_nuls_are_replaced_one_for_one(tmp_path: Path) -> None:
    line = r'{"id": "\ud83d1", "text": "a\ud83db\u0000c \ud83d\ude00", "by": "brand", "account": "a\udc00"}'
    post = next(iter(posts(SOURCE, written(tmp_path, "p.jsonl", line)).values()))
    assert (post.id, post.text, post.account) == ("\ufffd1", "a\ufffdb\ufffdc 😀", "a\ufffd")
    post.text.encode()


def test_bytes_that_are_not_utf8_cost_one_line(tmp_path: Path) -> None:
    content = (
        lines(GOOD).encode() + '{"id": "2", "text": "perchè"}\n'.encode("latin-1") + lines(GOOD | {"id": 3}).encode()
    )
    path = written(tmp_path, "p.jsonl", content)
    assert skips(SOURCE, path) == [(2, "not UTF-8")]
    assert ids(SOURCE, path) == ["1", "3"]


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    assert ids(SOURCE, written(tmp_path, "p.jsonl", "\ufeff" + lines(GOOD))) == ["1"]
    assert ids(SOURCE, written(tmp_path, "p.csv", "\ufeff" + table(list(GOOD), [list(GOOD.values())]))) == ["1"]


@pytest.mark.parametrize("content", ["", "\n \n\n"])
@pytest.mark.parametrize("name", ["p.jsonl", "p.csv"])
def test_an_empty_file_is_an_error(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(SourceError, match=r"p\.(jsonl|csv): the file (is empty|holds only blank lines)"):
        list(SOURCE.read(written(tmp_path, name, content)))


def test_csv_with_columns_of_other_names(tmp_path: Path) -> None:
    path = written(tmp_path, "p.csv", "who;body;nr;page;stars;by\ncustomer;Ciao;7;acme;3;x\n")
    mapping = {"who": "by", "body": "text", "nr": "id", "page": "account", "stars": "rating"}
    post = posts(SOURCE, path, mapping)["7"]
    assert (post.by, post.text, post.account, post.rating) == (By.CUSTOMER, "Ciao", "acme", 3.0)


def test_jsonl_with_columns_of_other_names(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", lines({"nr": 7, "body": "Ciao", "by": "brand", "account": "a"}))
    assert posts(SOURCE, path, {"nr": "id", "body": "text"})["7"].text == "Ciao"


def test_a_table_without_a_needed_column_is_one_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, "p.csv", "id,text,by\n1,x,brand\n")
    with pytest.raises(SourceError, match=r"p\.csv:1: no column account; the header must name it\.$"):
        list(SOURCE.read(path))
    with pytest.raises(SourceError, match="no column account, nowhere; "):
        list(SOURCE.read(path, {"nowhere": "lang"}))


@pytest.mark.parametrize("mapping", [{"a": "colour"}, {"a": "text", "b": "text"}])
def test_a_wrong_mapping_is_an_error(tmp_path: Path, mapping: dict[str, str]) -> None:
    with pytest.raises(SourceError, match="the mapping"):
        list(SOURCE.read(written(tmp_path, "p.jsonl", lines(GOOD)), mapping))


def test_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    path = tmp_path / "p[1]*.parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES (1, 'Hi', 'customer', 'a', TIMESTAMPTZ '2024-02-01 10:00:00+02', 4.5, {'x': 1}),"
        " (2, 'Yo', 'brand', 'a', NULL, NULL, NULL), (2, 'Yo', 'brand', 'a', NULL, NULL, NULL))"
        ' v(id, "the ""text""", "by", account, created_at, rating, other)'
    ).write_parquet(str(path))
    found = [one for one in SOURCE.read(path, {'the "text"': "text"}) if isinstance(one, Post)]
    assert [(one.id, one.text, one.rating, one.origin.line) for one in found] == [
        ("1", "Hi", 4.5, None),
        ("2", "Yo", None, None),
    ]
    assert found[0].created_at == datetime(2024, 2, 1, 8, tzinfo=UTC)
    assert skips(SOURCE, path, {'the "text"': "text"}) == [(None, "repeated id")]
    with pytest.raises(SourceError, match="no column text; "):
        list(SOURCE.read(path))


def test_a_star_in_a_parquet_files_name_is_no_pattern(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    for number, name in enumerate(("p*.parquet", "p2.parquet")):
        duckdb.sql(f"SELECT {number} id, 'Hi' \"text\", 'brand' \"by\", 'a' account").write_parquet(
            str(tmp_path / name)
        )
    assert ids(SOURCE, tmp_path / "p*.parquet") == ["0"]


def test_a_parquet_file_cut_short_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    with pytest.raises(SourceError, match="not a Parquet file that can be read"):
        list(SOURCE.read(written(tmp_path, "p.parquet", b"PAR1 and no more")))


@pytest.mark.parametrize("content", ["no: id\nbody: text\n", '{"no": "id", "body": "text"}'])
def test_a_mapping_file(tmp_path: Path, content: str) -> None:
    assert load_mapping(written(tmp_path, "m.yaml", content)) == {"no": "id", "body": "text"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: id\nb: colour\n", r"m\.yaml:2: 'colour' is not one of our columns"),
        ("a: id\na: text\n", r"m\.yaml:2: 'a' is mapped already on line 1"),
        ("a: id\n\nb: id\n", r"m\.yaml:3: a second column is mapped to 'id'"),
        ("a: id\nb: [text]\n", r"m\.yaml:2: not 'their column: our column'"),
        ("a: id\nb: 'text\n", r"m\.yaml:3: not YAML"),
        ("- a\n", r"m\.yaml:1: not a mapping"),
        ("# nothing\n", r"m\.yaml:1: not a mapping"),
        ("", r"m\.yaml: the file is empty"),
    ],
)
def test_a_broken_mapping_file_names_its_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        load_mapping(written(tmp_path, "m.yaml", content))


def test_carries_everything() -> None:
    assert SOURCE.carries == frozenset(Evidence)
