"""Chains followed in the database: every post jumps twice as far each time, until all stand at an end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.batch.database import Database

Circle = Callable[[Mapping[int, int]], Mapping[int, int]]


def chase(connection: Database) -> int:
    """Follow the chains of the table ``chain(n, next, name)``: a row has a ``name`` at a chain's end, else the number of
    its ``next``. Ends with a table ``ends(n, name)`` of all that reach an end, and ``circle(n, next)`` of those that go round
    in circles for ever or lead into one; how many the latter are.
    """
    run = connection.execute
    run("CREATE TABLE ends AS SELECT n, name FROM chain WHERE name IS NOT NULL")
    run("CREATE TABLE going AS SELECT n, next FROM chain WHERE name IS NULL")
    while True:
        run("CREATE TABLE arrived AS SELECT going.n, ends.name FROM going JOIN ends ON going.next = ends.n")
        if not connection.count("arrived"):
            break
        run("CREATE TABLE further AS SELECT one.n, two.next FROM going one JOIN going two ON one.next = two.n")
        run("INSERT INTO ends SELECT * FROM arrived")
        run("DROP TABLE going")
        run("DROP TABLE arrived")
        run("ALTER TABLE further RENAME TO going")
    run("CREATE TABLE circle AS SELECT chain.n, chain.next FROM chain SEMI JOIN going ON chain.n = going.n")
    run("DROP TABLE going")
    run("DROP TABLE arrived")
    run("DROP TABLE chain")
    return connection.count("circle")
