"""Posts as rows: read from a frame's rows, or put into them by who has posts already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from auditor.importers.fields import FIELDS, optional, post_from
from auditor.model import Origin, Post
from auditor.spark.arrow import BYTES, NUMBER, TEXT, Row, batches, rows
from auditor.spark.codec import packed
from auditor.spark.columns import FILE

POSTS = {
    "source": TEXT,
    "id": TEXT,
    "in_reply_to": TEXT,
    "conversation": TEXT,
    "written": NUMBER,  # microseconds since 1970, UTC
    "body": BYTES,  # the post
    "refused": TEXT,  # why a row is no post; then it has no body, and an id only where it could be read
}
"""One row a post: what joins look at, and the post itself."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def row_of(post: Post, source: str) -> Row:
    """A post as one row of ``POSTS``."""
    written = (post.created_at - _EPOCH) // _MICROSECOND if post.created_at else None
    return source, post.id, post.in_reply_to, post.conversation, written, packed(post), None


def moment_of(written: int | None) -> datetime | None:
    """The moment of a ``written`` cell."""
    return None if written is None else _EPOCH + written * _MICROSECOND


def reader(columns: Sequence[str], source: str) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Reads rows with these ``columns`` (those of posts, and ``file``) into rows of ``POSTS``."""
    named = [name for name in columns if name in FIELDS]

    def read(given: Iterable[Any]) -> Iterator[Any]:
        found = (dict(zip(columns, row, strict=True)) for row in rows(given, columns))
        return batches((_read(cells, named, source) for cells in found), POSTS)

    return read


def _read(cells: dict[str, Any], named: Sequence[str], source: str) -> Row:
    fields = {name: _plain(cells[name]) for name in named}
    try:
        return row_of(post_from(fields, Origin(cells.get(FILE) or "")), source)
    except ValueError as error:
        return source, _id(fields), None, None, None, None, str(error)


def _id(fields: dict[str, object]) -> str | None:
    try:
        return optional(fields, "id")
    except ValueError:
        return None


def _plain(cell: object) -> object:
    """A cell as a JSON record would hold it. Whole numbers among fractions lose their ``.0`` (ids with gaps come out of
    pandas as fractions)."""
    if isinstance(cell, float):
        return None if cell != cell else int(cell) if cell.is_integer() and abs(cell) <= 2**53 else str(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else str(cell)
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell
