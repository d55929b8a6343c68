"""JSON: the whole report as ``auditor/report/1``; one account, rule or finding a line, so that two reports can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Report
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.shape import (
    Shape,
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
    members = [f"{dumped(key)}: {dumped(value)}" for key, value in head_shape(report).items()]
    members += [
        _list("sources", (source_shape(source, redactor) for source in report.sources)),
        _list("accounts", (account_shape(score, redactor) for score in report.accounts)),
        _list("rules", (rule_shape(rule) for rule in report.rules)),
        _list("findings", (finding_shape(finding, redactor) for finding in report.findings)),
        _list("benchmarks", (benchmark_shape(benchmark) for benchmark in report.benchmarks)),
        _list("not_checkable", (unjudged_shape(unjudged) for unjudged in report.not_checkable)),
    ]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _list(name: str, items: Iterable[Shape]) -> str:
    lines = ",\n".join(f"  {dumped(item)}" for item in items)
    return f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []'
