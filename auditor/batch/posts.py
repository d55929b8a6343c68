"""Our own posts in the database: repeated ids, parents that are not there. The same answers as ``importers.posts``."""

from __future__ import annotations

from auditor.batch.database import Database
from auditor.importers.common import REPEATED

_POST = "n, file, id, moment, brand, account, author, parent, conversation"


def mark_first(connection: Database, files: list[int]) -> None:
    """Makes the table ``first(file, id, n)``: where each id of ``files`` stands first. The others are skipped."""
    listed = ", ".join(str(file) for file in files)
    connection.execute(
        f"CREATE TABLE first AS SELECT file, id, min(n) AS n FROM record WHERE file IN ({listed}) GROUP BY file, id"
    )
    connection.execute(
        f"INSERT INTO skip SELECT n, file, line, '{REPEATED}' FROM record ANTI JOIN first USING (n) "
        f"WHERE file IN ({listed})"
    )


def link_posts(connection: Database, files: list[int]) -> None:
    """Adds the posts of ``files`` to the table ``post``, and repeated ones to ``skip(n, file, reason)``."""
    run = connection.execute
    listed = ", ".join(str(file) for file in files)
    mark_first(connection, files)
    run("INSERT INTO first SELECT DISTINCT file, id, NULL FROM only_id ANTI JOIN first USING (file, id)")
    run(
        f"CREATE TABLE orphan AS SELECT r.n FROM record r ANTI JOIN first ON first.file = r.file AND first.id = r.parent "
        f"WHERE r.file IN ({listed}) AND r.parent IS NOT NULL"
    )
    run(
        f"INSERT INTO post SELECT {_POST}, n IN (SELECT n FROM orphan), elsewhere FROM record SEMI JOIN first USING (n)"
    )
    run("DROP TABLE first")
    run("DROP TABLE orphan")


def copy_posts(connection: Database, files: list[int]) -> None:
    """Adds posts that their importer has put together itself."""
    listed = ", ".join(str(file) for file in files)
    connection.execute(f"INSERT INTO post SELECT {_POST}, missing, elsewhere FROM record WHERE file IN ({listed})")
