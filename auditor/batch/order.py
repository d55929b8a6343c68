"""Posts become threads and histories in the database, in the order of ``engine.audit.threads_by_history``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from auditor.batch.chase import chase
from auditor.batch.rows import Row, ThreadRow
from auditor.engine.conversations import conversation_of

_EARLIEST = "-9223372036854775807"
_BATCH = 5_000


class _Light(NamedTuple):
    id: str
    in_reply_to: str | None
    conversation: str | None


def find_conversations(connection: duckdb.DuckDBPyConnection) -> None:
    """``home(n, name)``: the conversation of every post; of one without, that of the post which it answers."""
    run = connection.execute
    run("CREATE TABLE number AS SELECT source.kind, post.id, post.n FROM post JOIN source USING (file)")
    run(
        "CREATE TABLE chain AS SELECT p.n, up.n AS next, CASE WHEN p.conversation IS NOT NULL THEN p.conversation "
        "WHEN up.n IS NULL THEN coalesce(p.parent, p.id) END AS name FROM post p JOIN source USING (file) "
        "LEFT JOIN number up ON up.kind = source.kind AND up.id = p.parent"
    )
    run("DROP TABLE number")
    if chase(connection):
        rows = run(
            "SELECT p.n, source.kind, p.id, p.parent FROM circle JOIN post p USING (n) JOIN source USING (file)"
        ).fetchall()
        for kind in {row[1] for row in rows}:
            light = {row[2]: _Light(row[2], row[3], None) for row in rows if row[1] == kind}
            named = [(row[0], conversation_of(light[row[2]], light)) for row in rows if row[1] == kind]
            connection.executemany("INSERT INTO ends VALUES (?, ?)", named)
    run("DROP TABLE circle")
    run("ALTER TABLE ends RENAME TO home")


def find_threads(connection: duckdb.DuckDBPyConnection, accounts: Sequence[str]) -> None:
    """``thread``: one per conversation and account, in their order; ``member``: the posts of conversations in time order.
    With ``accounts`` (their names in any spelling) only theirs."""
    run = connection.execute
    run(
        "CREATE TABLE member AS SELECT p.n, p.moment, p.brand, p.id, p.account, p.author, source.kind, home.name "
        "FROM post p JOIN home USING (n) JOIN source USING (file) "
        f"ORDER BY source.kind, home.name, coalesce(p.moment, {_EARLIEST}), p.brand, p.id"
    )
    run("DROP TABLE home")
    run(
        "CREATE TABLE head AS SELECT kind, name, min(rowid) AS c, count(*) AS posts, "
        "min(rowid) FILTER (NOT brand) AS anyone FROM member GROUP BY kind, name"
    )
    run(
        "CREATE TABLE seen AS SELECT kind, name, account, min(rowid) FILTER (NOT brand) AS mine FROM member "
        "GROUP BY kind, name, account"
    )
    _keep_only(connection, accounts)
    run(
        "CREATE TABLE thread AS SELECT seen.kind, seen.name, seen.account, who.author AS customer, head.c, head.posts "
        "FROM seen JOIN head USING (kind, name) JOIN member began ON began.rowid = head.c "
        "LEFT JOIN member who ON who.rowid = coalesce(seen.mine, head.anyone) "
        "ORDER BY seen.account, coalesce(who.author, ''), CASE WHEN who.author IS NULL THEN seen.name ELSE '' END, "
        f"seen.kind, coalesce(began.moment, {_EARLIEST}), began.brand, began.id, seen.name"
    )
    run("DROP TABLE seen")


def _keep_only(connection: duckdb.DuckDBPyConnection, accounts: Sequence[str]) -> None:
    if not accounts:
        return
    wanted = {name.casefold().lstrip("@") for name in accounts}
    names = [row[0] for row in connection.execute("SELECT DISTINCT account FROM seen").fetchall()]
    others = [(name,) for name in names if name.casefold().lstrip("@") not in wanted]
    connection.execute("CREATE TABLE other (account VARCHAR)")
    if others:
        connection.executemany("INSERT INTO other VALUES (?)", others)
    connection.execute("DELETE FROM seen WHERE account IN (SELECT account FROM other)")
    connection.execute("DROP TABLE other")


def threads(connection: duckdb.DuckDBPyConnection) -> Iterator[ThreadRow]:
    """Every thread with its posts, those of one history side by side."""
    result = connection.execute(
        "SELECT t.rowid AS place, t.name, t.account, t.customer, t.kind, p.id, p.moment, p.brand, p.account, p.author, "
        "p.parent, p.conversation, p.missing, p.elsewhere, r.rest "
        "FROM thread t JOIN head ON head.c = t.c JOIN member m ON m.kind = head.kind AND m.name = head.name "
        "JOIN post p ON p.n = m.n JOIN record r ON r.n = m.n ORDER BY t.rowid, m.rowid"
    )
    place = -1
    rows: list[Row] = []
    name, account, customer, kind = "", "", None, ""
    while batch := result.fetchmany(_BATCH):
        for row in batch:
            if row[0] != place:
                if rows:
                    yield name, account, customer, kind, rows
                place, name, account, customer, kind, rows = row[0], row[1], row[2], row[3], row[4], []
            rows.append(row[5:])
    if rows:
        yield name, account, customer, kind, rows
