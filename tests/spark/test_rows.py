"""Rows of a frame become the posts that an importer reads from the same table; findings become rows, with nobody named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytest.importorskip("msgspec", reason="no msgspec: pip install -e '.[spark]'")
pytest.importorskip("pyarrow", reason="no pyarrow: pip install -e '.[spark]'")

import pyarrow as pa
from pyarrow import parquet

from auditor.importers import importer_named
from auditor.model import Post, SkippedPost
from auditor.spark.arrow import BYTES, batches, rows
from auditor.spark.codec import packed, post_of
from auditor.spark.posts import POSTS, moment_of, reader
from auditor.spark.tables import columns_of, findings_table
from tests.scenarios.stage import play, talk
from tests.spark.test_steps import job

_TABLE = """
    SELECT * FROM (VALUES
        (1.0::DOUBLE, 'My app crashes', 'customer', 'Acme', 7::BIGINT, TIMESTAMPTZ '2024-03-04 10:00:00.25+01', NULL, 4.0::FLOAT),
        (2.0, 'Please DM us.', 'brand', 'Acme', 8, TIMESTAMPTZ '2024-03-04 12:00:00+00', 1.0::DOUBLE, NULL),
        (2.5, 'Now', 'brand', 'Acme', NULL, NULL, 'nan'::DOUBLE, 3.5),
        (NULL, 'Nobody', 'brand', 'Acme', NULL, NULL, NULL, NULL),
        (4.0, 'Who am I?', 'robot', 'Acme', NULL, NULL, NULL, NULL),
        (5.0, '  ', 'customer', 'Acme', 12345678901234, NULL, 2.0, NULL)
    ) AS posts(id, text, "by", account, author, created_at, in_reply_to, rating)
"""


def test_rows_are_read_as_the_importer_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "posts.parquet"
    duckdb.execute(f"COPY ({_TABLE}) TO '{path}' (FORMAT parquet)")
    table = parquet.read_table(path)
    table = table.append_column("file", pa.array([str(path)] * len(table)))
    found = [
        dict(zip(POSTS, row, strict=True))
        for row in rows(reader(table.column_names, "posts")(table.to_batches()), tuple(POSTS))
    ]
    read: list[Post | SkippedPost] = list(importer_named("posts").read(path))
    assert len(found) == len(read) == 6
    for row, one in zip(found, read, strict=True):
        if isinstance(one, SkippedPost):
            assert (row["id"], row["refused"], row["body"]) == (one.post_id, one.reason, None)
        else:
            assert replace(post_of(row["body"]), parent_missing=one.parent_missing) == one
            assert (row["id"], row["in_reply_to"], row["refused"]) == (one.id, one.in_reply_to, None)
            assert moment_of(row["written"]) == one.created_at


def planted(show: bool) -> list[dict[str, Any]]:
    reply = "Hi @zelda_q1, Zelda Quist, please call us on 0800 123 4567 or write to zelda@example.com. ^KL"
    posts = talk("c", ("c", "@Acme my app crashes, I am Zelda Quist", 0), ("b", reply, 1), who="zelda_q1")
    found = play("", posts).report.findings
    taken = findings_table(job([]).packed(), show)
    given = batches([(packed(found),)], {"body": BYTES})
    columns = columns_of("findings")
    return [dict(zip(columns, row, strict=True)) for row in rows(taken(given), tuple(columns))]


def test_nobody_is_named_in_the_rows_of_findings() -> None:
    hidden, shown = planted(show=False), planted(show=True)
    assert len(hidden) == len(shown) > 1
    told = repr(hidden)
    for secret in ("zelda", "Zelda", "Quist", "0800", "4567", "KL"):
        assert secret in repr(shown)
        assert secret not in told
    assert "[phone]" in told
    assert "[customer]" in told
    assert not any(f"{kind} {number}]" in told for kind in ("phone", "customer", "agent") for number in range(1, 9))


def test_spans_point_at_the_same_words() -> None:
    for hidden, shown in zip(planted(show=False), planted(show=True), strict=True):
        assert shown["text"][shown["span_start"] : shown["span_end"]] == shown["span_text"]
        assert hidden["span_text"] in hidden["text"]
        assert (hidden["span_start"], hidden["id"]) == (shown["span_start"], shown["id"])
