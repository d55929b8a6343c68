"""Several files of one kind as one archive, in the database. The same answers as ``engine.archives``."""

from __future__ import annotations

from auditor.batch.database import Database
from auditor.batch.rows import text_of
from auditor.engine.archives import REPEATED, TAKEN

_NEVER = "-9223372036854775807"
_BATCH = 10_000


def join_files(connection: Database) -> None:
    """Each post once: copies leave ``post`` for ``skip``; parents and conversations are found in other files. Expects a
    table ``source(file, kind, place)`` of the files with their kind's and their own place by name."""
    run = connection.execute
    run("CREATE TABLE together AS SELECT file, kind, place FROM source "
        "WHERE kind IN (SELECT kind FROM source GROUP BY kind HAVING count(*) > 1)")  # fmt: skip
    if connection.count("together"):
        _once(connection)
        _link(connection)
    run("DROP TABLE together")


def _once(connection: Database) -> None:
    run = connection.execute
    run(
        "CREATE TABLE twice AS SELECT kind, id FROM post JOIN together USING (file) GROUP BY kind, id HAVING count(*) > 1"
    )
    run(
        f"CREATE TABLE answered AS SELECT post.file, parent AS id, max(coalesce(moment, {_NEVER})) AS answer FROM post "
        "JOIN together t USING (file) SEMI JOIN twice ON twice.kind = t.kind AND twice.id = post.parent "
        "WHERE brand GROUP BY post.file, parent"
    )
    run(
        "CREATE TABLE copy AS SELECT post.n, post.file, t.kind, post.id, post.brand, post.account, "
        f"row_number() OVER (PARTITION BY t.kind, post.id ORDER BY coalesce(answered.answer, {_NEVER}) DESC, "
        f"coalesce(post.moment, {_NEVER}) DESC, t.place) AS rank "
        "FROM post JOIN together t USING (file) SEMI JOIN twice ON twice.kind = t.kind AND twice.id = post.id "
        "LEFT JOIN answered ON answered.file = post.file AND answered.id = post.id"
    )
    run(
        "CREATE TABLE loser AS SELECT l.n, l.file, w.n AS winner, "
        "l.brand = w.brand AND l.account = w.account AS same FROM copy l JOIN copy w "
        "ON l.kind = w.kind AND l.id = w.id AND w.rank = 1 WHERE l.rank > 1"
    )
    run("CREATE TABLE alike (n BIGINT)")
    connection.put("alike", [(n,) for n in _same_words(connection)])
    run("UPDATE loser SET same = true WHERE n IN (SELECT n FROM alike)")
    run(
        f"INSERT INTO skip SELECT loser.n, loser.file, r.line, CASE WHEN same THEN '{REPEATED}' ELSE '{TAKEN}' END "
        "FROM loser JOIN record r USING (n)"
    )
    run("DELETE FROM post WHERE n IN (SELECT n FROM loser)")
    for table in ("twice", "answered", "copy", "loser", "alike"):
        run(f"DROP TABLE {table}")


def _same_words(connection: Database) -> list[int]:
    """Copies by another speaker or account, but in the very words of the one that is kept."""
    result = connection.execute(
        "SELECT loser.n, one.rest, other.rest FROM loser JOIN record one USING (n) "
        "JOIN record other ON other.n = loser.winner WHERE NOT same"
    )
    same = []
    while rows := result.fetchmany(_BATCH):
        same += [n for n, one, other in rows if text_of(one) == text_of(other)]
    return same


def _link(connection: Database) -> None:
    run = connection.execute
    run(
        "CREATE TABLE away AS SELECT DISTINCT post.file, t.kind, post.conversation AS name FROM post "
        "JOIN together t USING (file) WHERE missing AND conversation = parent"
    )
    run("CREATE TABLE every AS SELECT t.kind, post.id, post.conversation FROM post JOIN together t USING (file)")
    _follow(connection)
    run(
        "UPDATE post SET conversation = led.target FROM away JOIN led ON led.kind = away.kind AND led.name = away.name "
        "WHERE post.file = away.file AND post.conversation = away.name"
    )
    run(
        "CREATE TABLE found AS SELECT post.n FROM post JOIN together t USING (file) "
        "SEMI JOIN every ON every.kind = t.kind AND every.id = post.parent WHERE missing"
    )
    run("UPDATE post SET missing = false WHERE n IN (SELECT n FROM found)")
    for table in ("away", "every", "led", "found"):
        run(f"DROP TABLE {table}")


def _follow(connection: Database) -> None:
    """``led(kind, name, target)``: where a conversation that a file named after a post it does not hold really belongs,
    through as many files as it takes."""
    run = connection.execute
    run("CREATE TABLE led (kind VARCHAR, name VARCHAR, target VARCHAR)")
    run("CREATE TABLE walk AS SELECT DISTINCT kind, name, name AS here, [name] AS seen FROM away")
    while True:
        run(
            "CREATE TABLE step AS SELECT w.kind, w.name, w.here, w.seen, every.id IS NOT NULL AS known, "
            "every.conversation AS beyond FROM walk w LEFT JOIN every ON every.kind = w.kind AND every.id = w.here"
        )
        run("INSERT INTO led SELECT kind, name, here FROM step WHERE NOT known")
        run("INSERT INTO led SELECT kind, name, NULL FROM step WHERE known AND beyond IS NULL")
        run(
            "INSERT INTO led SELECT kind, name, list_min(seen[list_position(seen, beyond):]) FROM step "
            "WHERE known AND list_contains(seen, beyond)"
        )
        run("DROP TABLE walk")
        run(
            "CREATE TABLE walk AS SELECT kind, name, beyond AS here, list_append(seen, beyond) AS seen FROM step "
            "WHERE known AND beyond IS NOT NULL AND NOT list_contains(seen, beyond)"
        )
        run("DROP TABLE step")
        if not connection.count("walk"):
            break
    run("DROP TABLE walk")
