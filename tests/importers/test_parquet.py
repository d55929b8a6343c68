"""Parquet as others write it, and Parquet that is broken."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import auditor.importers.packed as packed
from auditor.importers import SourceError, importer_named

from .helpers import ids, posts, written

SOURCE = importer_named("posts")


def parquet(path: Path, query: str, options: str = "") -> Path:
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet{options})")
    return path


def test_ids_that_pandas_made_fractions(tmp_path: Path) -> None:
    """A column of whole numbers with gaps is one of fractions with NaN to pandas."""
    values = "(1::DOUBLE, 'nan'::DOUBLE, 4.5::FLOAT), (2, 1, 3), (1e300, NULL, NULL)"
    rows = f"(VALUES {values}) t(id, parent, rating)"
    query = f"SELECT id, 'Hi' AS text, 'brand' AS \"by\", 7 AS account, parent AS in_reply_to, rating FROM {rows}"
    found = posts(SOURCE, parquet(tmp_path / "p.parquet", query))
    assert [(one.id, one.in_reply_to, one.rating) for one in found.values()] == [
        ("1", None, 4.5), ("2", "1", 3.0), ("1e+300", None, None),
    ]  # fmt: skip
    assert not found["2"].parent_missing


def test_text_that_is_not_marked_as_text(tmp_path: Path) -> None:
    query = "SELECT '1' AS id, encode('Città') AS text, 'brand' AS \"by\", 'acme' AS account"
    assert posts(SOURCE, parquet(tmp_path / "p.parquet", query))["1"].text == "Città"


def test_moments_are_read_in_any_zone(tmp_path: Path) -> None:
    query = "SELECT 1 AS id, 'Hi' AS text, 'brand' AS \"by\", 'a' AS account, TIMESTAMPTZ '2024-03-04 10:00:00+01' AS created_at"
    at = posts(SOURCE, parquet(tmp_path / "p.parquet", query))["1"].created_at
    assert at is not None
    assert at.isoformat() == "2024-03-04T09:00:00+00:00"


def test_a_damaged_row_group_ends_the_reading(tmp_path: Path) -> None:
    query = "SELECT i AS id, 'Words ' || md5(i::VARCHAR) AS text, 'brand' AS \"by\", 'acme' AS account FROM range(6000) t(i)"
    path = parquet(tmp_path / "p.parquet", query, ", ROW_GROUP_SIZE 2048")
    assert len(ids(SOURCE, path)) == 6000
    ((offset,),) = duckdb.execute(
        "SELECT data_page_offset FROM parquet_metadata(?) WHERE row_group_id = 2 AND path_in_schema = 'text'",
        [str(path)],
    ).fetchall()
    content = bytearray(path.read_bytes())
    content[offset + 200 : offset + 400] = b"\xff" * 200
    written(tmp_path, "p.parquet", bytes(content))
    got: list[object] = []
    with pytest.raises(SourceError, match=r"/p\.parquet: the Parquet file is damaged \(.+\); write or copy it again\."):
        got.extend(SOURCE.read(path))
    assert got == []


def test_a_file_whose_end_is_missing(tmp_path: Path) -> None:
    path = parquet(tmp_path / "p.parquet", "SELECT 1 AS id, 'Hi' AS text, 'brand' AS \"by\", 'a' AS account")
    written(tmp_path, "p.parquet", path.read_bytes()[:-6])
    with pytest.raises(SourceError, match=r"/p\.parquet: not a Parquet file that can be read \(.+\); write or copy it"):
        list(SOURCE.read(path))


def test_rows_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "SELECT 1 AS id, repeat('x', 5000) AS text, 'brand' AS \"by\", 'a' AS account FROM range(30000)"
    path = parquet(tmp_path / "p.parquet", query)
    monkeypatch.setattr(packed, "_FREE_BYTES", 1000)
    assert path.stat().st_size * 1000 < 30000 * 5000
    with pytest.raises(SourceError, match="unpacks to more than 1,000 times its size"):
        list(SOURCE.read(path))


def test_a_part_without_rows(tmp_path: Path) -> None:
    query = "SELECT '1' AS id, 'Hi' AS text, 'brand' AS \"by\", 'a' AS account LIMIT 0"
    assert list(SOURCE.read(parquet(tmp_path / "p.parquet", query))) == []
