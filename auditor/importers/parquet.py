"""Rows of a Parquet file, as text."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.importers.interface import SourceError
from auditor.importers.packed import Bound

if TYPE_CHECKING:
    import duckdb

MAGIC = "PAR1"
_BATCH = 10_000
# No network, flat memory. One thread reads as fast as posts are made of its rows.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "512MB",
    "threads": 1,
}
# Folders' names are read by ``partitions``, alike for every format. Old writers do not mark text as text.
_SOURCE = "read_parquet(?, hive_partitioning = false, binary_as_string = true)"
# Equal texts and ids in a row take next to no room in Parquet.
_TIMES = 1000
_WHOLE = 2**53  # up to here every whole number is exact as a DOUBLE


def read_parquet(path: Path, required: Collection[str], wanted: Collection[str]) -> Iterator[dict[str, object]]:
    """Every row in file order: those of the ``wanted`` columns that are there, as text (None where null).

    Raises SourceError when the file is not Parquet, is damaged (a row group that cannot be read ends the reading, so
    that no half of a file passes for the whole), or a ``required`` column is missing.
    """
    import duckdb  # here, because it takes longer to import than most files take to read

    kinds: dict[str, str] = {}
    try:
        with _engine().cursor() as connection:
            kinds = _columns(connection, path)
            missing = sorted(set(required) - set(kinds))
            if missing:
                raise SourceError(f"{path}: no column {', '.join(missing)}; add it or map one to it.")
            yield from _rows(connection, path, {name: kind for name, kind in kinds.items() if name in wanted})
    except duckdb.Error as error:
        what = "the Parquet file is damaged" if kinds else "not a Parquet file that can be read"
        reason = str(error).splitlines()[0].replace(str(path), path.name)
        raise SourceError(f"{path}: {what} ({reason}); write or copy it again.") from error


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One for the process: a new one for every reading would take longer than a small part file takes to read."""
    import duckdb

    return duckdb.connect(config=_CONFIG)


def _columns(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    described = connection.execute(f"DESCRIBE SELECT * FROM {_SOURCE}", [_one(path)]).fetchall()
    return {str(row[0]): str(row[1]) for row in described}


def _one(path: Path) -> str:
    return glob.escape(str(path))  # a path with [ or * in it is one file, not a pattern


def _rows(connection: duckdb.DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> Iterator[dict[str, object]]:
    chosen = ", ".join(_as_text(name, kind) for name, kind in columns.items())
    bound = Bound(path, _TIMES)
    result = connection.execute(f"SELECT {chosen} FROM {_SOURCE}", [_one(path)])
    while batch := result.fetchmany(_BATCH):
        for row in batch:
            bound.take(sum([len(cell) for cell in row if cell]))
            yield dict(zip(columns, row, strict=True))


def _as_text(name: str, kind: str) -> str:
    """A column as text. Whole numbers among fractions lose their ``.0``: ids with gaps come out of pandas as fractions."""
    column = f'"{name.replace(chr(34), chr(34) * 2)}"'
    if kind not in ("DOUBLE", "FLOAT"):
        return f"CAST({column} AS VARCHAR)"
    whole = f"{column} = trunc({column}) AND abs({column}) <= {_WHOLE}"
    return (
        f"CASE WHEN isnan({column}) THEN NULL WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) "
        f"ELSE CAST({column} AS VARCHAR) END"
    )
