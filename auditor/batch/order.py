"""Posts become threads and histories in the database, in the order of ``engine.audit.threads_by_history``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from auditor.batch.chase import chase
from auditor.batch.database import Database
from auditor.batch.rows import ThreadRow
from auditor.engine.conversations import conversation_of

_EARLIEST = "-9223372036854775807"


class _Light(NamedTuple):
    id: str
    in_reply_to: str | None
    conversation: str | None


def find_conversations(connection: Database) -> None:
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
            connection.put("ends", named)
    run("DROP TABLE circle")
    run("ALTER TABLE ends RENAME TO home")


def find_threads(connection: Database, accounts: Sequence[str]) -> None:
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
    # One join at a time: together they would have to be in memory together.
    run("CREATE TABLE heard AS SELECT seen.kind, seen.name, account, coalesce(mine, anyone) AS who, c, posts "
        "FROM seen JOIN head USING (kind, name)")  # fmt: skip
    run("DROP TABLE seen")
    run(
        "CREATE TABLE known AS SELECT heard.*, member.author AS customer FROM heard LEFT JOIN member "
        "ON member.rowid = who"
    )
    run("DROP TABLE heard")
    run(
        "CREATE TABLE dated AS SELECT known.*, member.moment, member.brand, member.id FROM known JOIN member "
        "ON member.rowid = c"
    )
    run("DROP TABLE known")
    run(
        "CREATE TABLE thread AS SELECT kind, name, account, customer, c FROM dated ORDER BY account, "
        "coalesce(customer, ''), CASE WHEN customer IS NULL THEN name ELSE '' END, "
        f"kind, coalesce(moment, {_EARLIEST}), brand, id, name"
    )
    run("DROP TABLE dated")


def _keep_only(connection: Database, accounts: Sequence[str]) -> None:
    if not accounts:
        return
    wanted = {name.casefold().lstrip("@") for name in accounts}
    names = [row[0] for row in connection.execute("SELECT DISTINCT account FROM seen").fetchall()]
    others = [(name,) for name in names if name.casefold().lstrip("@") not in wanted]
    connection.execute("CREATE TABLE other (account VARCHAR)")
    if others:
        connection.put("other", others)
    connection.execute("DELETE FROM seen WHERE account IN (SELECT account FROM other)")
    connection.execute("DROP TABLE other")


def threads(connection: Database) -> Iterator[ThreadRow]:
    """Every thread with its posts, those of one history side by side."""
    run = connection.execute
    run("CREATE TABLE seat AS SELECT m.rowid AS m, m.n, head.c FROM member m JOIN head USING (kind, name)")
    run("DROP TABLE member")
    run("DROP TABLE head")
    run("CREATE TABLE place AS SELECT t.rowid AS t, seat.m, seat.n FROM thread t JOIN seat USING (c)")
    run("DROP TABLE seat")
    run("CREATE TABLE told AS SELECT t, m, n, p.id, p.moment, p.brand, p.account, p.author, p.parent, p.conversation, "
        "p.missing, p.elsewhere FROM place JOIN post p USING (n)")  # fmt: skip
    run("DROP TABLE place")
    run(
        "CREATE TABLE entry AS SELECT t, m, told.id, told.moment, told.brand, told.account, told.author, told.parent, "
        "told.conversation, told.missing, told.elsewhere, record.rest FROM told JOIN record USING (n)"
    )
    run("DROP TABLE told")
    run("DROP TABLE record")
    run("CREATE TABLE laid AS SELECT * EXCLUDE (m) FROM entry ORDER BY t, m")
    run("DROP TABLE entry")
    heads = connection.walk("SELECT name, account, customer, kind FROM thread")
    for _, posts in groupby(connection.walk("SELECT * FROM laid"), key=itemgetter(0)):
        name, account, customer, kind = next(heads)
        yield name, account, customer, kind, [row[1:] for row in posts]
