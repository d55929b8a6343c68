"""Records on their way into the database: one plain text file, which it reads faster than rows handed over one by one."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.batch.database import Database

_TROUBLE = re.compile("[\t\n\r\x1a]")
_MARK = "\x1a"
_LEAST_BUFFER = 2**21

Cell = str | int | bool | None


class Spool:
    """A file of tab-separated cells without quotes. What would end a cell or a line is marked, and unmarked in the
    database (only the columns in which it was met). An empty cell is None: no cell of ours is an empty text."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        self._path, self._columns = path, columns
        self._file = path.open("w", encoding="utf-8", newline="", buffering=1 << 20)
        self._longest = 0
        self._marked = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def put(self, *cells: Cell) -> None:
        """One row."""
        line = "\t".join(["" if cell is None else str(cell) for cell in cells])
        if line.count("\t") >= len(cells) or "\n" in line or "\r" in line or _MARK in line:
            line = "\t".join(["" if cell is None else _TROUBLE.sub(_marked, str(cell)) for cell in cells])
            self._marked = True
        if len(line) > self._longest:
            self._longest = len(line)
        self._file.write(line)
        self._file.write("\n")

    def load(self, connection: Database, table: str) -> None:
        """Create ``table`` with all rows."""
        self._file.close()
        longest = max(_LEAST_BUFFER, 4 * self._longest + 16)
        named = ", ".join(f"'{name}': '{kind}'" for name, kind in self._columns.items())
        chosen = ", ".join(
            f"{_unmarked(name)} AS {name}" if self._marked and kind == "VARCHAR" else name
            for name, kind in self._columns.items()
        )
        path = str(self._path).replace("'", "''")
        connection.execute(
            f"CREATE TABLE {table} AS SELECT {chosen} FROM read_csv('{path}', columns = {{{named}}}, auto_detect = false, "
            f"header = false, delim = '\t', quote = '', escape = '', comment = '', nullstr = '', new_line = '\\n', "
            f"max_line_size = {longest}, buffer_size = {2 * longest}, strict_mode = true)"
        )


def _marked(match: re.Match[str]) -> str:
    return _MARK + {"\t": "t", "\n": "n", "\r": "r", _MARK: "m"}[match.group()]


def _unmarked(name: str) -> str:
    told = name
    for letter, code in (("t", 9), ("n", 10), ("r", 13), ("m", 26)):
        told = f"replace({told}, chr(26) || '{letter}', chr({code}))"
    return told
