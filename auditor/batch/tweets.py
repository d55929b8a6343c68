"""Tweets in the database: who answers whom, which conversation, which account. The same answers as ``importers.twcs``."""

from __future__ import annotations

from auditor.batch.chase import chase
from auditor.batch.database import Database
from auditor.batch.posts import mark_first
from auditor.importers.chains import follow
from auditor.importers.twcs import NO_ACCOUNT


def link_tweets(connection: Database, files: list[int]) -> None:
    """Adds the posts of the tweets of ``files`` to the table ``post``, and what is no post to ``skip(n, file, reason)``."""
    run = connection.execute
    mark_first(connection, files)
    run(
        "CREATE TABLE tweet AS SELECT r.n, r.file, r.line, r.id, r.moment, r.brand, r.author, r.parent, r.handles, "
        "r.responses, up.n AS up FROM record r SEMI JOIN first USING (n) "
        "LEFT JOIN first up ON up.file = r.file AND up.id = r.parent"
    )
    run("DROP TABLE first")
    run("CREATE TABLE cut (n BIGINT)")
    _roots(connection)
    _accounts(connection)
    run("CREATE TABLE said AS SELECT up AS n, list(id) AS children FROM tweet WHERE up IS NOT NULL GROUP BY up")
    run(
        f"INSERT INTO skip SELECT t.n, file, line, '{NO_ACCOUNT}' FROM tweet t LEFT JOIN spoken USING (n) "
        "WHERE spoken.account IS NULL"
    )
    run(
        "INSERT INTO post SELECT t.n, t.file, t.id, t.moment, t.brand, spoken.account, t.author, "
        "CASE WHEN cut.n IS NULL THEN t.parent END, ends.name, "
        "cut.n IS NULL AND t.parent IS NOT NULL AND t.up IS NULL, "
        "t.responses IS NOT NULL AND NOT coalesce(list_has_all(said.children, string_split(t.responses, ',')), false) "
        "FROM tweet t JOIN spoken USING (n) JOIN ends USING (n) LEFT JOIN cut USING (n) LEFT JOIN said USING (n) "
        "WHERE spoken.account IS NOT NULL"
    )
    for table in ("tweet", "cut", "ends", "circle", "spoken", "said"):
        run(f"DROP TABLE {table}")


def _roots(connection: Database) -> None:
    """``ends(n, name)``: the first post of each tweet's conversation; ``cut``: links that close a circle."""
    run = connection.execute
    run(
        "CREATE TABLE chain AS SELECT n, up AS next, CASE WHEN up IS NULL THEN coalesce(parent, id) END AS name FROM tweet"
    )
    if not chase(connection):
        return
    rows = connection.execute(
        "SELECT t.file, t.id, t.parent, t.n FROM circle JOIN tweet t USING (n) ORDER BY t.n"
    ).fetchall()
    for file in {row[0] for row in rows}:
        number = {post_id: n for at, post_id, _, n in rows if at == file}
        chains = follow({post_id: parent for at, post_id, parent, _ in rows if at == file})
        connection.put("ends", [(number[i], root) for i, root in chains.roots.items()])
        connection.put("cut", [(number[i],) for i in sorted(chains.cut)])


def _accounts(connection: Database) -> None:
    """``spoken(n, account)``: who speaks, or is spoken to: by links, by what the post names, by its conversation."""
    run = connection.execute
    connection.execute("CREATE TABLE handle (file INTEGER, handle VARCHAR, account VARCHAR)")
    speakers = connection.execute("SELECT DISTINCT file, author FROM tweet WHERE brand ORDER BY ALL").fetchall()
    accounts = {(file, author.lower()): author for file, author in speakers}
    if accounts:
        connection.put("handle", [(*key, name) for key, name in accounts.items()])
    run(
        "CREATE TABLE answer AS SELECT up AS n, list(author ORDER BY length(id), id) AS accounts "
        "FROM tweet WHERE brand AND up IS NOT NULL GROUP BY up"
    )
    run(
        "CREATE TABLE named AS WITH word AS (SELECT n, file, unnest(string_split(handles, ' ')) AS handle, "
        "generate_subscripts(string_split(handles, ' '), 1) AS place FROM tweet WHERE handles IS NOT NULL) "
        "SELECT n, list(account ORDER BY place) AS accounts FROM word JOIN handle USING (file, handle) GROUP BY n"
    )
    run(
        "CREATE TABLE direct AS SELECT t.n, CASE WHEN t.brand THEN t.author WHEN up.brand THEN up.author "
        "ELSE coalesce(list_filter(named.accounts, lambda one: list_contains(answer.accounts, one))[1], "
        "answer.accounts[1], named.accounts[1]) END AS account "
        "FROM tweet t LEFT JOIN tweet up ON up.n = t.up LEFT JOIN answer ON answer.n = t.n LEFT JOIN named ON named.n = t.n"
    )
    run(
        "CREATE TABLE lost AS SELECT DISTINCT t.file, ends.name FROM direct JOIN tweet t USING (n) JOIN ends USING (n) "
        "WHERE direct.account IS NULL"
    )
    run(
        "CREATE TABLE around AS SELECT t.file, ends.name, "
        "first(direct.account ORDER BY t.id <> ends.name, length(t.id), t.id) AS account "
        "FROM direct JOIN tweet t USING (n) JOIN ends USING (n) JOIN lost ON lost.file = t.file AND lost.name = ends.name "
        "WHERE direct.account IS NOT NULL GROUP BY t.file, ends.name"
    )
    run(
        "CREATE TABLE spoken AS SELECT direct.n, coalesce(direct.account, around.account) AS account "
        "FROM direct JOIN tweet t USING (n) JOIN ends USING (n) "
        "LEFT JOIN around ON around.file = t.file AND around.name = ends.name"
    )
    for table in ("handle", "answer", "named", "direct", "lost", "around"):
        run(f"DROP TABLE {table}")
