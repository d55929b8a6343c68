"""The database in which records are joined and sorted: a file, and little memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

_MEGABYTES = 256
_MOST = 4096
_ROWS = 5_000


class Database:
    """A database file in a work folder, gone when it is closed. What does not fit into memory is sorted beside it. A statement
    for which memory does not do (some need a block of it for every few million rows) is tried again with twice as much."""

    def __init__(self, folder: Path) -> None:
        self._file, self._sorting = folder / "posts.duckdb", folder / "sorting"
        self._remove()
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{_MEGABYTES}MB",
            "temp_directory": str(self._sorting),
            "threads": 1,  # each more wants its own share of the memory
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._megabytes = _MEGABYTES
        self._connection = duckdb.connect(str(self._file), config=config)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(duckdb.Error):  # after a full disk there is nothing that it could still write
            self._connection.close()
        self._remove()

    def execute(self, statement: str) -> duckdb.DuckDBPyConnection:
        """Run one statement."""
        while True:
            try:
                return self._connection.execute(statement)
            except duckdb.OutOfMemoryException:
                if self._megabytes >= _MOST:
                    raise
                self._megabytes *= 2
                self._connection.execute(f"SET memory_limit = '{self._megabytes}MB'")

    def walk(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement beside others that are walked; those of a plain table come as they were inserted."""
        result = self._connection.cursor().execute(statement)
        while rows := result.fetchmany(_ROWS):
            yield from rows

    def put(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert a few rows."""
        if rows:
            blanks = ", ".join("?" for _ in rows[0])
            self._connection.executemany(f"INSERT INTO {table} VALUES ({blanks})", rows)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        row = self.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0

    def _remove(self) -> None:
        for path in (self._file, self._file.with_name(f"{self._file.name}.wal")):
            path.unlink(missing_ok=True)
        shutil.rmtree(self._sorting, ignore_errors=True)
