"""rdjson, the format of reviewdog: a list of diagnostics. Faults only.

Its columns count bytes of UTF-8, so those are given where the file's bytes are known (a finding in a library that was just
read); else a range is given in whole lines, which the format allows. ``original_output`` has the column in code points.
"""

from __future__ import annotations

from typing import Any

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.library import line_of, range_of, where
from auditor.reports.redact import Redactor
from auditor.reports.shape import dumped
from auditor.reports.view import View

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """One result with every fault."""
    diagnostics = [_diagnostic(finding, redactor) for finding in View(report, redactor).faults]
    return dumped({"source": {"name": "auditor"}, "diagnostics": diagnostics}, indent=1) + "\n"


def _diagnostic(finding: Finding, redactor: Redactor) -> dict[str, Any]:
    message = one_line(redactor.message(finding)).strip()
    words = one_line(redactor.span(finding))
    location: dict[str, Any] = {"path": one_line(finding.post.origin.file).removeprefix("./")}
    if (line := line_of(finding)) is not None:
        place = range_of(finding)
        location["range"] = {"start": {"line": line}, "end": {"line": place.end.line if place else line}}
        if place and place.start.byte is not None and place.end.byte is not None:
            location["range"]["start"]["column"] = place.start.byte
            location["range"]["end"]["column"] = place.end.byte
    return {
        "message": f"{message} “{words}” {one_line(finding.suggestion)}".strip(),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "original_output": f"{one_line(where(finding))} {finding.severity.value} {finding.rule} {message}",
    }
