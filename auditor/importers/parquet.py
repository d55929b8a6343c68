"""Rows of a Parquet file, as text."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.importers.interface import SourceError

if TYPE_CHECKING:
    import duckdb

MAGIC = "PAR1"
_BATCH = 10_000


def read_parquet(path: Path, required: Collection[str], wanted: Collection[str]) -> Iterator[dict[str, object]]:
    """Every row in file order: those of the ``wanted`` columns that are there, as text (None where null).

    Raises SourceError when the file is not Parquet or a ``required`` column is missing.
    """
    import duckdb  # here, because it takes longer to import than most files take to read

    try:
        with duckdb.connect() as connection:
            yield from _rows(connection, path, required, wanted)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise SourceError(f"{path}: not a Parquet file that can be read ({reason}).") from error


def _rows(
    connection: duckdb.DuckDBPyConnection, path: Path, required: Collection[str], wanted: Collection[str]
) -> Iterator[dict[str, object]]:
    source = [glob.escape(str(path))]  # a path with [ or * in it is one file, not a pattern
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", source).fetchall()
    columns = [str(row[0]) for row in described]
    missing = sorted(set(required) - set(columns))
    if missing:
        raise SourceError(f"{path}: no column {', '.join(missing)}; add it or map one to it.")
    names = [name for name in columns if name in wanted]
    chosen = ", ".join(f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for name in names)
    result = connection.execute(f"SELECT {chosen} FROM read_parquet(?)", source)
    while batch := result.fetchmany(_BATCH):
        for row in batch:
            yield dict(zip(names, row, strict=True))
