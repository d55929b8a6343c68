"""Rows out of Arrow batches and into them: what Spark's ``mapInArrow`` gives and takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

Row = tuple[Any, ...]
_ROWS = 5_000
_BYTES = 8 * 1024 * 1024  # a batch is copied a few times on its way through the JVM

TEXT, BYTES, NUMBER = pa.string(), pa.binary(), pa.int64()


def rows(batches: Iterable[Any], columns: Sequence[str]) -> Iterator[Row]:
    """The rows of record batches, those ``columns`` of them."""
    for batch in batches:
        yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def batches(found: Iterable[Row], columns: Mapping[str, Any]) -> Iterator[Any]:
    """Rows as record batches of ``columns`` (name to Arrow type), none of them much larger than 8 MB."""
    waiting: list[Row] = []
    size = 0
    for row in found:
        waiting.append(row)
        size += sum([len(cell) for cell in row if isinstance(cell, str | bytes)])
        if len(waiting) >= _ROWS or size >= _BYTES:
            yield _batch(waiting, columns)
            waiting, size = [], 0
    if waiting:
        yield _batch(waiting, columns)


def _batch(found: Sequence[Row], columns: Mapping[str, Any]) -> Any:
    made = zip(zip(*found, strict=True), columns.values(), strict=True)
    return pa.RecordBatch.from_arrays([pa.array(cells, kind) for cells, kind in made], names=list(columns))
