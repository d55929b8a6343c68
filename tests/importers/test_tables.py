from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from auditor.importers import SourceError
from auditor.importers.common import account_from
from auditor.importers.dates import parse_date
from auditor.importers.tables import Row, read_rows
from auditor.model import SkippedPost

from .helpers import written


def rows(folder: Path, content: str | bytes) -> list[tuple[int | None, object]]:
    found = read_rows(written(folder, "t.csv", content), ("a", "b"))
    return [(one.line, one.cells["b"]) if isinstance(one, Row) else (one.origin.line, one.reason) for one in found]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_exact_under_fields_of_many_lines(tmp_path: Path, end: str) -> None:
    content = f'a,b{end}1,"x\ny\r\n\rz"{end}{end}2,w{end}3,v'
    assert rows(tmp_path, content) == [(2, "x\ny\r\n\rz"), (6, "w"), (7, "v")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators(tmp_path: Path, mark: str) -> None:
    assert rows(tmp_path, f"a{mark}b\n1{mark}x\n") == [(2, "x")]


def test_broken_rows_do_not_take_the_rest_along(tmp_path: Path) -> None:
    content = 'a,b\n1\n2,x,y\n3,"x"y\n4,ok\n5,"open\n6,lost\n'
    assert rows(tmp_path, content) == [
        (2, "1 cells under 2 columns"),
        (3, "3 cells under 2 columns"),
        (4, "a quote or line break stands where CSV has none"),
        (5, "ok"),
        (6, "a quote is opened and never closed"),
    ]


def test_bytes_that_are_not_utf8_cost_their_record(tmp_path: Path) -> None:
    content = b'a,b\n1,x\n2,"per\nch\xe8"\n3,y\n'
    assert rows(tmp_path, content) == [(2, "x"), (3, "not UTF-8"), (5, "y")]
    with pytest.raises(SourceError, match=r"t\.csv:1: the header is not UTF-8"):
        rows(tmp_path, b"a,b,c\xe8\n")


def test_nul_bytes(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a,b\n1,x\x00y\n") == [(2, "x\ufffdy")]


def test_fields_larger_than_the_csv_modules_own_limit(tmp_path: Path) -> None:
    assert rows(tmp_path, "a,b\n1," + "x" * 300_000 + "\n") == [(2, "x" * 300_000)]


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"t\.csv:1: column b stands twice"):
        rows(tmp_path, "a,b,b\n1,2,3\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.csv: cannot be read"):
        list(read_rows(tmp_path / "none.csv", ()))


@pytest.mark.parametrize(
    "text",
    [
        "Tue Oct 31 22:10:47 +0000 2017",
        "2017-10-31T22:10:47Z",
        "2017-10-31 22:10:47+00",
        " 2017-11-01T00:10:47.000+02:00 ",
        "Tue, 31 Oct 2017 22:10:47 GMT",
        "Tue Oct 31 23:10:47 +0100 2017",
    ],
)
def test_dates_come_out_in_utc(text: str) -> None:
    found = parse_date(text)
    assert found == datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_dates_without_a_zone_take_the_one_given() -> None:
    assert parse_date("2017-10-31 22:10:47", UTC).hour == 22
    assert parse_date("2017-10-31 22:10:47", timezone(timedelta(hours=9))).hour == 13
    with pytest.raises(ValueError, match="without a time zone"):
        parse_date("2017-10-31 22:10:47")


@pytest.mark.parametrize(
    "text", ["", "soon", "31/10/2017", "Tue Foo 31 22:10:47 +0000 2017", "Tue Oct 32 22:10:47 +0000 2017"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="date not understood"):
        parse_date(text, UTC)


@pytest.mark.parametrize(
    ("path", "account"),
    [
        ("trustpilot_acme/reviews.json", "acme"),
        ("x/acme.json", "acme"),
        ("x/Acme Bank_reviews.json", "Acme_Bank"),
        ("acme/trustpilot_reviews.json", "acme"),
        ("reviews/reviews.json", "reviews"),
    ],
)
def test_accounts_named_by_their_files(path: str, account: str) -> None:
    assert account_from(Path(path), "trustpilot") == account


def test_skips_are_values(tmp_path: Path) -> None:
    (found,) = read_rows(written(tmp_path, "t.csv", "a\n1,2\n"), ("a",))
    assert isinstance(found, SkippedPost)
    assert str(found.origin) == f"{tmp_path / 't.csv'}:2"
