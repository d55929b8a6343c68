"""JSON Lines: one finding a line, in the shape it has in the JSON report."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Report
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.shape import dumped, finding_shape


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every finding, strengths too."""
    return "".join(pieces(report, redactor, _look))


def pieces(report: Report, redactor: Redactor, _look: Look) -> Iterator[str]:
    """The same text a line at a time."""
    return (f"{dumped(finding_shape(finding, redactor))}\n" for finding in report.findings)
