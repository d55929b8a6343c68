"""JSON: the whole report as ``auditor/report/1``; one account, rule or finding a line, so that two reports can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.model import Report
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.shape import (
    account_shape,
    benchmark_shape,
    dumped,
    finding_shape,
    head_shape,
    rule_shape,
    source_shape,
    unjudged_shape,
)


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """The report as JSON; the same report gives the same bytes."""
    return "".join(pieces(report, redactor, _look))


def pieces(report: Report, redactor: Redactor, _look: Look) -> Iterator[str]:
    """The same text a line at a time: a report of a large archive need not be held as text."""
    yield "{\n"
    for key, value in head_shape(report).items():
        yield f"{dumped(key)}: {dumped(value)},\n"
    yield from _list("sources", (dumped(source_shape(source, redactor)) for source in report.sources))
    yield from _list("accounts", (dumped(account_shape(score, redactor)) for score in report.accounts))
    yield from _list("rules", (dumped(rule_shape(rule)) for rule in report.rules))
    yield from _list("findings", dumped_findings(redactor))
    yield from _list("benchmarks", (dumped(benchmark_shape(benchmark)) for benchmark in report.benchmarks))
    yield from _list(
        "not_checkable", (dumped(unjudged_shape(unjudged)) for unjudged in report.not_checkable), end="\n}\n"
    )


def dumped_findings(redactor: Redactor) -> Iterator[str]:
    """Every finding as JSON, in the report's order."""
    return redactor.in_order(lambda finding: dumped(finding_shape(finding, redactor)))


def _list(name: str, items: Iterable[str], end: str = ",\n") -> Iterator[str]:
    before = f'"{name}": [\n'
    for item in items:
        yield f"{before}  {item}"
        before = ",\n"
    yield (f"\n]{end}" if before == ",\n" else f'"{name}": []{end}')
