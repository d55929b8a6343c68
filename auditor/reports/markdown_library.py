"""A library in Markdown: file by file, for a pull request or a ticket. Words stay words."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding, Report
from auditor.reports.interface import Look
from auditor.reports.library import by_file, costliest, where
from auditor.reports.markdown import escaped
from auditor.reports.redact import Redactor
from auditor.reports.view import View, counted, plural

_LONGEST, _COSTLIEST = 200, 5


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every fault under its file."""
    return "\n".join(_lines(View(report, redactor))) + "\n"


def _lines(view: View) -> Iterator[str]:
    files = list(by_file(view.faults))
    yield from ("# Canned responses", "")
    yield f"Found {counted(view.faults)} in {plural(len(files), 'file')}." if files else "No fault found."
    yield ""
    costs = costliest(view.faults, _COSTLIEST)
    if costs:
        yield from ("## What cost most in the archive", "", *(f"- {escaped(cost)}" for cost in costs), "")
    for file, findings in files:
        yield from (f"## {escaped(file)}", "")
        for finding in findings:
            yield from _finding(view, finding)
        yield ""


def _finding(view: View, finding: Finding) -> Iterator[str]:
    words = view.redactor.span(finding)
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    head = f"{escaped(where(finding))} {finding.severity.value} **{escaped(finding.rule)}**"
    yield f"- {head}: {escaped(view.redactor.message(finding)).strip()}"
    yield f"  - “{escaped(cut)}”"
    if finding.suggestion:
        yield f"  - Instead: {escaped(finding.suggestion)}"
