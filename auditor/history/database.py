"""One DuckDB file, opened by one process at a time: made whole at once, waited for, and closed again.

Runs take turns by a lock file beside the history (``.NAME.lock``): DuckDB's own lock does not keep two that open and close
a file in the same moment apart (one then read blocks that the other had just cut off). DuckDB's lock is waited for as well,
for another program may have the file open. After ``patience`` seconds it is told so. A lock of a killed process is free.
A file is made beside its place and linked there with its tables, so that a process that is killed while it makes one leaves
no half database, and of two that make one at the same time the second finds the first's.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.history.runs import HistoryError

if TYPE_CHECKING:
    import duckdb

SCHEMA = "auditor/history/1"
_TABLES = """
CREATE TABLE auditor_history (schema VARCHAR NOT NULL);
CREATE TABLE runs (run INTEGER PRIMARY KEY, saved_at TIMESTAMP NOT NULL, as_of TIMESTAMP, version VARCHAR NOT NULL,
  rules_digest VARCHAR NOT NULL);
CREATE TABLE sources (run INTEGER NOT NULL, path VARCHAR NOT NULL, kind VARCHAR NOT NULL);
CREATE TABLE looked_for (run INTEGER NOT NULL, rule VARCHAR NOT NULL);
CREATE TABLE accounts (run INTEGER NOT NULL, account VARCHAR NOT NULL, score DOUBLE NOT NULL, low DOUBLE NOT NULL,
  high DOUBLE NOT NULL, grade VARCHAR NOT NULL, provisional BOOLEAN NOT NULL, capped_by VARCHAR, posts INTEGER NOT NULL,
  replies INTEGER NOT NULL, conversations INTEGER NOT NULL, response_rate DOUBLE, median_minutes DOUBLE, p90_minutes DOUBLE);
CREATE TABLE rules (run INTEGER NOT NULL, account VARCHAR NOT NULL, rule VARCHAR NOT NULL, points DOUBLE NOT NULL,
  count INTEGER NOT NULL, opportunities INTEGER NOT NULL);
"""
_PAUSE = 0.1  # seconds between two tries
_MAGIC, _MAGIC_AT = b"DUCK", 8


@contextmanager
def opened(path: Path, *, read_only: bool, patience: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """The history at ``path``, once no other process has it open; a new one where there is none (unless ``read_only``).

    Raises HistoryError.
    """
    import duckdb

    until = time.monotonic() + patience
    try:
        if read_only and not (path.exists() and path.stat().st_size):
            raise HistoryError(f"{path}: there is no history; auditor audit … --save {path} begins one")
        with _turn(path, read_only, patience):
            if path.exists() and path.stat().st_size:
                _check_is_database(path)
            else:
                _make(path)
            connection = _connected(path, read_only, until)
            try:
                _check_is_history(connection, path)
                yield connection
            finally:
                connection.close()
    except (_InUse, TimeoutError) as error:
        told = f"another process has the history open for over {patience:g} seconds; try again when it has ended"
        raise HistoryError(f"{path}: {told}") from error
    except duckdb.Error as error:
        raise HistoryError(f"{path}: the history cannot be used ({str(error).splitlines()[0]})") from error
    except OSError as error:
        raise HistoryError(f"{path}: the history cannot be used ({error.strerror or error})") from error


@contextmanager
def _turn(path: Path, read_only: bool, patience: float) -> Iterator[None]:
    """This process's turn. Who only reads in a folder that may not be written in needs none: nobody writes there."""
    from filelock import FileLock

    if read_only and not os.access(path.resolve().parent, os.W_OK):
        yield
        return
    with FileLock(path.resolve().with_name(f".{path.name}.lock"), timeout=patience):
        yield


def _connected(path: Path, read_only: bool, until: float) -> duckdb.DuckDBPyConnection:
    import duckdb

    offline = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config={**offline, "threads": 1})
        except duckdb.IOException as error:
            if not _is_locked(error):
                raise
            if time.monotonic() > until:
                raise _InUse from error
            time.sleep(_PAUSE)


class _InUse(Exception):
    """Another program has the file open."""


def _is_locked(error: Exception) -> bool:
    return "Could not set lock" in str(error) or "being used by another process" in str(error)


def _check_is_database(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_MAGIC_AT + len(_MAGIC))
    if head[_MAGIC_AT:] != _MAGIC:
        raise HistoryError(f"{path}: is no DuckDB file; name another file for the history")


def _check_is_history(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    tables = {str(name) for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "auditor_history" not in tables:
        raise HistoryError(f"{path}: is a DuckDB file, but no history of the auditor; name another file")
    found = connection.execute("SELECT schema FROM auditor_history").fetchall()
    if found != [(SCHEMA,)]:
        told = ", ".join(str(schema) for (schema,) in found) or "nothing"
        raise HistoryError(
            f"{path}: a history of another shape ({told}, expected {SCHEMA}); use the auditor that wrote it"
        )


def _make(path: Path) -> None:
    """An empty history, there at once or not at all; one that another process has just made is left as it is."""
    import duckdb

    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:100]}.") as folder:
        new = Path(folder) / "new.duckdb"
        with duckdb.connect(str(new)) as connection:
            connection.execute(_TABLES)
            connection.execute("INSERT INTO auditor_history VALUES (?)", [SCHEMA])
        if path.exists() and not path.stat().st_size:
            new.replace(path)  # an empty file, as mktemp leaves one
            return
        with suppress(FileExistsError):
            try:
                os.link(new, path)
            except PermissionError:  # a file system without links
                new.rename(path)
