"""The names of a large report, whose findings lie on disk: it names more people than a process should hold. They are kept as
digests in a temporary file of SQLite's own, and what is held does not grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

_CACHE = 16_000  # kilobytes of the file that SQLite holds


class LaidNames:
    """Names and their numbers on disk. A name is told by eight bytes of its digest: of ten million names two are taken for
    one once in 370,000 reports. Not to be asked by a forked process. All of it raises OSError where there is no room."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)  # gone when it is closed
        statements = (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            f"PRAGMA cache_size = -{_CACHE}",
            "CREATE TABLE names (name INTEGER PRIMARY KEY, number INTEGER NOT NULL)",
            "BEGIN",
        )
        with _told():
            for statement in statements:
                self._file.execute(statement)

    def get(self, name: str) -> int | None:
        """The number of a name; None where it has none."""
        with _told():
            found = self._file.execute("SELECT number FROM names WHERE name = ?", (_key(name),)).fetchone()
        return None if found is None else int(found[0])

    def put(self, name: str, number: int) -> None:
        """Give a name a number, unless it has one."""
        with _told():
            self._file.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (_key(name), number))


class LaidPeople:
    """Customers' names on disk, in the file of ``names``."""

    def __init__(self, names: LaidNames) -> None:
        self._names = names

    def __contains__(self, name: object) -> bool:
        return self._names.get(f"\0{name}") is not None

    def add(self, name: str, /) -> None:
        """Take a name in."""
        self._names.put(f"\0{name}", 0)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"the names in the report cannot be kept in a temporary file: {error}") from error


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
