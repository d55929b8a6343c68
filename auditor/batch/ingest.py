"""From files to slices of whole histories on disk: read once, joined and sorted in the database, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import duckdb
import msgspec

from auditor.batch.database import Database
from auditor.batch.joining import join_files
from auditor.batch.order import find_conversations, find_threads, threads
from auditor.batch.posts import copy_posts, link_posts
from auditor.batch.records import COLUMNS, ONLY_ID, Taken, take_in
from auditor.batch.rows import ThreadRow, moment_of, pack_threads
from auditor.batch.sealed import Sealed, seal
from auditor.batch.spool import Spool
from auditor.batch.tweets import link_tweets
from auditor.engine.archives import TAKEN
from auditor.importers import Importer
from auditor.importers.posts import Posts
from auditor.importers.twcs import Twcs
from auditor.model import Evidence, SourceSummary

SLICE = 5_000  # posts, give or take a history; fewer where an archive is small
_LEAST, _SLICES = 100, 16
_POST = {name: COLUMNS[name] for name in (
    "n", "file", "id", "moment", "brand", "account", "author", "parent", "conversation", "missing", "elsewhere"
)}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """One file as it was read, before it was joined with others: how many posts and skipped records, where and why the
    first of these; and how many posts have an id that another post of another file has, and where the first is."""

    path: str
    kind: str
    named: bool
    posts: int
    skipped: int
    first: tuple[str, str] | None
    taken: int
    first_taken: tuple[str, str] | None  # where, and the id


@dataclass(frozen=True)
class Contents:
    """What the slices hold: the files, in the order of reading; their summaries; the newest post's time; how many posts
    each slice has."""

    files: tuple[str, ...]
    carries: tuple[tuple[str, tuple[Evidence, ...]], ...]
    reads: tuple[Read, ...]
    summaries: tuple[SourceSummary, ...]
    newest: datetime | None
    slices: tuple[int, ...]


def load_contents(folder: Path) -> Contents:
    """What ``ingest`` has left in a folder. Raises FileNotFoundError and Damaged."""
    file = Sealed(folder / "contents")
    file.check()
    return msgspec.msgpack.decode(file.section(0), type=Contents)


def slice_path(folder: Path, number: int) -> Path:
    """Where a slice lies."""
    return folder / "slices" / f"{number:06}"


def ingest(
    files: Sequence[tuple[Path, Importer, bool]],
    mapping: Mapping[str, str] | None,
    accounts: Sequence[str],
    folder: Path,
    tell: Callable[[int], None],
) -> Contents:
    """Read ``files`` (path, importer, whether the importer was named) and write slices into ``folder``. Raises SourceError
    for what cannot be read, OSError for what cannot be written; ``tell`` is told how many records are read."""
    (folder / "slices").mkdir(exist_ok=True)
    try:
        with Database(folder) as connection:
            taken = _read(connection, files, mapping, folder, tell)
            reads = _link(connection, taken)
            find_conversations(connection)
            find_threads(connection, accounts)
            slices = tuple(
                _write(folder, number, part) for number, part in enumerate(_cut(threads(connection), _size(connection)))
            )
            contents = _contents(connection, taken, reads, slices)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise _unwritten(error, folder) from error
    seal(folder / "contents", [msgspec.msgpack.encode(contents)])
    return contents


def _unwritten(error: duckdb.Error, folder: Path) -> OSError:
    """The database's complaint as what it is nearly always: no room, or no permission."""
    return OSError(None, str(error).splitlines()[0], str(folder))


def _read(
    connection: Database,
    files: Sequence[tuple[Path, Importer, bool]],
    mapping: Mapping[str, str] | None,
    folder: Path,
    tell: Callable[[int], None],
) -> list[Taken]:
    with Spool(folder / "records.tsv", COLUMNS) as spool, Spool(folder / "ids.tsv", ONLY_ID) as ids:
        taken = take_in(files, mapping, spool, ids, tell)
        spool.load(connection, "record")
        ids.load(connection, "only_id")
    return taken


def _link(connection: Database, taken: Sequence[Taken]) -> tuple[Read, ...]:
    run = connection.execute
    run(f"CREATE TABLE post ({', '.join(f'{name} {kind}' for name, kind in _POST.items())})")
    run("CREATE TABLE skip (n BIGINT, file INTEGER, line BIGINT, reason VARCHAR)")
    run("CREATE TABLE source (file INTEGER, kind VARCHAR, place INTEGER)")
    place = {file: number for number, file in enumerate(sorted(range(len(taken)), key=lambda i: taken[i].path))}
    connection.put("source", [(i, t.kind, place[i]) for i, t in enumerate(taken)])
    for kind in sorted({one.kind for one in taken}):
        numbers = [number for number, one in enumerate(taken) if one.kind == kind]
        link = link_tweets if kind == Twcs.name else link_posts if kind == Posts.name else copy_posts
        link(connection, numbers)
    _count_skipped(connection, taken)
    posts = dict(run("SELECT file, count(*) FROM post GROUP BY file").fetchall())
    run("DELETE FROM skip")
    join_files(connection)
    _count_skipped(connection, taken)
    taken_ids = {
        row[0]: row[1:]
        for row in run(
            f"SELECT skip.file, count(*), arg_min(r.line, skip.n), arg_min(r.id, skip.n) FROM skip "
            f"JOIN record r USING (n) WHERE reason = '{TAKEN}' GROUP BY skip.file"
        ).fetchall()
    }
    return tuple(_as_read(number, one, posts.get(number, 0), taken_ids) for number, one in enumerate(taken))


def _as_read(number: int, one: Taken, posts: int, taken_ids: Mapping[int, tuple[int, int | None, str]]) -> Read:
    count, line, post_id = taken_ids.get(number, (0, None, ""))
    where = one.path if line is None else f"{one.path}:{line}"
    before = one.skipped.total() - sum(
        one.skipped[reason] for reason in one.skipped if reason.startswith("repeated id: ")
    )
    return Read(
        one.path, one.kind, one.named, posts, before, one.first[1:] if one.first else None, count,
        (where, post_id) if count else None,
    )  # fmt: skip


def _count_skipped(connection: Database, taken: Sequence[Taken]) -> None:
    rows = connection.execute(
        "SELECT file, reason, count(*), min(n), arg_min(line, n) FROM skip GROUP BY file, reason"
    ).fetchall()
    for file, reason, count, n, line in rows:
        one = taken[file]
        one.skip(n, one.path if line is None else f"{one.path}:{line}", reason)
        one.skipped[reason] += count - 1


def _cut(rows: Iterator[ThreadRow], size: int) -> Iterator[list[ThreadRow]]:
    """Whole histories, as many as make a slice."""
    part: list[ThreadRow] = []
    posts = 0
    for _, history in groupby(rows, key=_history):
        threads = list(history)
        part += threads
        posts += sum(len(thread[4]) for thread in threads)
        if posts >= size:
            yield part
            part, posts = [], 0
    if part:
        yield part


def _size(connection: Database) -> int:
    return max(_LEAST, min(SLICE, connection.count("post") // _SLICES))


def _history(row: ThreadRow) -> tuple[str, str]:
    return (row[1], row[2] if row[2] is not None else f"\0{row[0]}")


def _write(folder: Path, number: int, part: list[ThreadRow]) -> int:
    seal(slice_path(folder, number), [pack_threads(part)])
    return sum(len(thread[4]) for thread in part)


def _contents(
    connection: Database, taken: Sequence[Taken], reads: tuple[Read, ...], slices: tuple[int, ...]
) -> Contents:
    run = connection.execute
    counts: dict[int, tuple[int, int]] = {
        row[0]: row[1:]
        for row in run("SELECT file, count(*), count(*) FILTER (brand) FROM post GROUP BY file").fetchall()
    }
    newest = run("SELECT max(moment) FROM post").fetchone()
    kinds = {one.kind: one.carries for one in taken}
    return Contents(
        tuple(one.path for one in taken),
        tuple((kind, tuple(sorted(kinds[kind]))) for kind in sorted(kinds)),
        reads,
        tuple(
            SourceSummary(
                one.path,
                one.kind,
                *counts.get(number, (0, 0)),
                tuple(sorted(Counter(one.skipped).items())),
                tuple(sorted(need.value for need in Evidence if need not in one.carries)),
            )
            for number, one in enumerate(taken)
        ),
        moment_of(newest[0]) if newest else None,
        slices,
    )
