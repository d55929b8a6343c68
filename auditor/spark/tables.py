"""Findings and scores as rows with the columns of ``audit --parquet``.

Names are hidden as in a report, but without numbers: a report counts people from its first finding to its last, and no
worker sees more than one customer's. ``[customer]`` is any customer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from auditor.model import AccountScore, Finding, Report
from auditor.reports.redact import Redactor
from auditor.reports.tables import TABLES
from auditor.spark.arrow import Row, batches, rows
from auditor.spark.codec import findings_of, score_of
from auditor.spark.job import Job, bench

_KINDS = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", "UTC"),
}


class KindRedactor(Redactor):
    """Hides what a Redactor hides behind its kind alone: ``[phone]``, not ``[phone 3]``."""

    def _pseudonym(self, kind: str, value: str, account: str) -> str:
        return f"{super()._pseudonym(kind, value, account).rpartition(' ')[0]}]"


def columns_of(table: str) -> dict[str, Any]:
    """The columns of ``findings`` or ``scores`` with their Arrow types."""
    return {name: _type(kind) for name, kind in TABLES[table].columns.items()}


def _type(kind: str) -> Any:
    """An SQL type in Arrow's words."""
    if kind.endswith("[]"):
        return pa.list_(_type(kind.removesuffix("[]")))
    if kind.startswith("STRUCT("):
        fields = (field.split(" ", 1) for field in kind.removeprefix("STRUCT(").removesuffix(")").split(", "))
        return pa.struct([(name.strip('"'), _type(inner)) for name, inner in fields])
    return _KINDS[kind]


def findings_table(packed_job: bytes, show: bool) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Makes rows of the findings table of rows that hold findings in ``body``, those of one row hidden by one another's
    records; with ``show`` nothing is hidden."""

    def tabled(given: Iterable[Any]) -> Iterator[Any]:
        def found() -> Iterator[Row]:
            for (body,) in rows(given, ("body",)):
                report = _report(bench(packed_job).job, findings=findings_of(body))
                yield from _rows("findings", report, KindRedactor(report, show))

        return batches(found(), columns_of("findings"))

    return tabled


def scores_table(packed_job: bytes) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Makes rows of the scores table of rows that hold a score in ``body``."""

    def tabled(given: Iterable[Any]) -> Iterator[Any]:
        def found() -> Iterator[Row]:
            for (body,) in rows(given, ("body",)):
                report = _report(bench(packed_job).job, accounts=(score_of(body),))
                yield from _rows("scores", report, Redactor(report, show=True))  # no column holds a stranger's words

        return batches(found(), columns_of("scores"))

    return tabled


def _report(job: Job, accounts: Sequence[AccountScore] = (), findings: Sequence[Finding] = ()) -> Report:
    return Report(job.version, job.rules, job.as_of, (), tuple(accounts), tuple(findings), ())


def _rows(table: str, report: Report, redactor: Redactor) -> Iterator[Row]:
    moments = [kind.startswith("TIMESTAMP") for kind in TABLES[table].columns.values()]
    for shape in TABLES[table].rows(report, redactor):
        cells = (shape[name] for name in TABLES[table].columns)
        yield tuple(
            datetime.fromisoformat(cell) if is_moment and cell else cell
            for cell, is_moment in zip(cells, moments, strict=True)
        )
