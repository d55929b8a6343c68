"""A run goes in, in one transaction; all runs come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.history.database import opened
from auditor.history.runs import AccountPoint, RulePoint, Run
from auditor.model import Report

if TYPE_CHECKING:
    import duckdb

PATIENCE = 60.0  # seconds that a run waits for another to end writing
_TOGETHER = 500  # rows of one statement


def save(report: Report, path: Path, saved_at: datetime, patience: float = PATIENCE) -> int:
    """Append a report's scores and counts; the number of the run. Killed at any moment it is there whole or not at all.

    Raises HistoryError.
    """
    with opened(path, read_only=False, patience=patience) as connection:
        connection.begin()
        row = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchone()
        number = int(row[0]) if row else 1
        moments = [saved_at.astimezone(UTC).replace(tzinfo=None), _naive(report.as_of)]
        _insert(connection, "runs", [(number, *moments, report.version, report.rules_digest)])
        _insert(connection, "sources", [(number, _text(source.path), source.kind) for source in report.sources])
        _insert(connection, "looked_for", [(number, rule.name) for rule in report.rules])
        _insert(
            connection,
            "accounts",
            [
                (number, _text(a.account), a.score, *a.interval, a.grade, a.provisional, a.capped_by, a.posts, a.replies,
                 a.conversations, a.metrics.response_rate, a.metrics.first_reply.median, a.metrics.first_reply.p90)
                for a in report.accounts
            ],
        )  # fmt: skip
        _insert(
            connection,
            "rules",
            [
                (number, _text(a.account), part.rule, part.points, part.count, part.opportunities)
                for a in report.accounts
                for part in a.contributions
            ],
        )
        connection.commit()
    return number


def load(path: Path, patience: float = PATIENCE) -> list[Run]:
    """All runs by the moment of their archives, then in the order of saving. Raises HistoryError."""
    with opened(path, read_only=True, patience=patience) as connection:
        rules: dict[tuple[int, str], list[RulePoint]] = defaultdict(list)
        for run, account, *figures in _all(connection, "rules", "points DESC, rule"):
            rules[run, account].append(RulePoint(*figures))
        accounts: dict[int, list[AccountPoint]] = defaultdict(list)
        for run, *members in _all(connection, "accounts", "account"):
            point = AccountPoint(*members)
            accounts[run].append(replace(point, rules=tuple(rules[run, point.account])))
        sources: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for run, path_of_it, kind in _all(connection, "sources", "path"):
            sources[run].append((path_of_it, kind))
        looked_for: dict[int, list[str]] = defaultdict(list)
        for run, rule in _all(connection, "looked_for", "rule"):
            looked_for[run].append(rule)
        runs = [
            Run(
                number,
                saved_at.replace(tzinfo=UTC),
                as_of and as_of.replace(tzinfo=UTC),
                version,
                digest,
                tuple(sources[number]),
                tuple(looked_for[number]),
                tuple(accounts[number]),
            )
            for number, saved_at, as_of, version, digest in _all(connection, "runs", "run")
        ]
    return sorted(runs, key=lambda run: (run.as_of or datetime.min.replace(tzinfo=UTC), run.number))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        places = ", ".join(f"({', '.join('?' * len(row))})" for row in part)
        connection.execute(f"INSERT INTO {table} VALUES {places}", [value for row in part for value in row])


def _all(connection: duckdb.DuckDBPyConnection, table: str, order: str) -> Iterable[tuple[Any, ...]]:
    return connection.execute(f"SELECT * FROM {table} ORDER BY run, {order}").fetchall()


def _naive(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC).replace(tzinfo=None)


def _text(words: str) -> str:
    """Words that a database can hold: half characters (lone surrogates) become marks."""
    return words.encode("utf-8", "replace").decode("utf-8")
