"""The generic source: one post a line (JSONL), or the same columns in CSV or Parquet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from auditor.importers.columns import Columns, columns_of_posts
from auditor.importers.common import NOT_UTF8, REPEATED, Lines, open_bytes, read_head
from auditor.importers.fields import optional, post_from
from auditor.importers.interface import Head, SourceError
from auditor.importers.mapping import check_mapping
from auditor.importers.packed import is_packed, named_inside
from auditor.importers.parquet import MAGIC, read_parquet
from auditor.importers.tables import columns_of, read_rows
from auditor.model import Evidence, Origin, Post, SkippedPost

# A record by our own names, or the reason why it could not be read.
Record = tuple[Origin, dict[str, object] | str]

_KEY = re.compile(r'"(\w+)"\s*:')


class Posts:
    """What anyone can export to. A time, an author and so on are there where a post has them. What is the same for all
    posts of a file may stand in the names of its folders instead (``account=Acme/``).

    The file is read twice: once for its ids, so that a post whose parent is nowhere in it can say so.
    """

    name = "posts"
    describes = "posts.jsonl, or the same columns as CSV or Parquet; a mapping file renames columns"
    carries = frozenset(Evidence)

    def recognises(self, head: Head) -> bool:
        if head.text.startswith(MAGIC):
            return True
        required = columns_of_posts(head.path, {}).needed
        if head.text.lstrip().startswith("{"):
            lines = head.text.splitlines()[:20]
            return any(set(_KEY.findall(line)) >= required for line in lines)
        return columns_of(head) >= required

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every post, in file order; a repeated id counts once, where it stands first.

        ``mapping`` gives, for columns of other names, which of ours they are. Raises SourceError when the mapping is
        wrong, or when a CSV or Parquet file lacks a required or mapped column.
        """
        mapping = mapping or {}
        check_mapping(path, mapping)
        records = _reader(path, columns_of_posts(path, mapping))
        known = {post_id for _, fields in records() if (post_id := _id_of(fields)) is not None}
        seen: set[str] = set()
        for origin, fields in records():
            post = _post(fields, origin)
            if isinstance(post, SkippedPost):
                yield post
            elif post.id in seen:
                yield SkippedPost(origin, REPEATED, post.id)
            else:
                seen.add(post.id)
                parent = post.in_reply_to
                yield replace(post, parent_missing=True) if parent is not None and parent not in known else post


def post_records(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
    """Every record of a file by itself, in file order: repeated ids are not looked for, nor whether parents are there."""
    check_mapping(path, mapping or {})
    for origin, fields in _reader(path, columns_of_posts(path, mapping or {}))():
        yield _post(fields, origin)


def _reader(path: Path, columns: Columns) -> Callable[[], Iterator[Record]]:
    """The way to read this file, told by its content, and by its name where the content could be two things."""
    head, suffix = read_head(path).text, named_inside(path).suffix.lower()
    if head.startswith(MAGIC):
        if is_packed(path):
            raise SourceError(f"{path}: is a packed Parquet file; unpack it (Parquet is compressed in itself).")
        return lambda: _from_parquet(path, columns)
    if suffix in (".jsonl", ".ndjson") or (suffix not in (".csv", ".tsv") and head.lstrip().startswith("{")):
        return lambda: _from_lines(path, columns)
    return lambda: _from_table(path, columns)


def _from_lines(path: Path, columns: Columns) -> Iterator[Record]:
    filled = False
    with open_bytes(path) as file:
        lines = Lines(path, file)
        for line in lines:
            if not line.strip():
                continue
            filled = True
            yield Origin(str(path), lines.number), NOT_UTF8 if lines.take_broken() else _object(line, columns)
    if not filled:
        raise SourceError(f"{path}: the file holds only blank lines; export it again.")


def _object(line: str, columns: Columns) -> dict[str, object] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "not a JSON object on one line"
    if not isinstance(value, dict):
        return "not a JSON object on one line"
    return columns.ours(value)


def _from_table(path: Path, columns: Columns) -> Iterator[Record]:
    for row in read_rows(path, columns.needed):
        if isinstance(row, SkippedPost):
            yield row.origin, row.reason
        else:
            yield Origin(str(path), row.line), columns.ours(row.cells)


def _from_parquet(path: Path, columns: Columns) -> Iterator[Record]:
    for cells in read_parquet(path, columns.needed, frozenset(columns.theirs.values())):
        yield Origin(str(path)), columns.ours(cells)


def _post(fields: dict[str, object] | str, origin: Origin) -> Post | SkippedPost:
    if isinstance(fields, str):
        return SkippedPost(origin, fields)
    try:
        return post_from(fields, origin)
    except ValueError as error:
        return SkippedPost(origin, str(error), _id_of(fields))


def _id_of(fields: dict[str, object] | str) -> str | None:
    if isinstance(fields, str):
        return None
    try:
        return optional(fields, "id")
    except ValueError:
        return None
