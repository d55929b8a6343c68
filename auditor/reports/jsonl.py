"""JSON Lines: one finding a line, in the shape it has in the JSON report."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Report
from auditor.reports.interface import Look
from auditor.reports.json_report import dumped_findings
from auditor.reports.redact import Redactor


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every finding, strengths too."""
    return "".join(pieces(report, redactor, _look))


def pieces(_report: Report, redactor: Redactor, _look: Look) -> Iterator[str]:
    """The same text a line at a time."""
    return (f"{finding}\n" for finding in dumped_findings(redactor))
