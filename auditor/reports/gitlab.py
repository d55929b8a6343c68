"""GitLab Code Quality: a JSON list of faults. Faults only."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line, shown
from auditor.reports.interface import Look
from auditor.reports.library import line_of, range_of
from auditor.reports.redact import Redactor
from auditor.reports.shape import dumped
from auditor.reports.view import View

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every fault; GitLab wants each fingerprint once, so a text that comes again is counted into it."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in View(report, redactor).faults:
        issues.append(_issue(finding, redactor, seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return dumped(issues, indent=1) + "\n"


def _issue(finding: Finding, redactor: Redactor, before: int) -> dict[str, Any]:
    message = f"{redactor.message(finding)} “{redactor.span(finding)}”"
    fingerprint = f"{finding.fingerprint}/{before}" if before else finding.fingerprint
    return {
        "description": one_line(message if finding.place else f"{finding.account}: {message}"),
        "check_name": finding.rule,
        "fingerprint": hashlib.sha256(fingerprint.encode()).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": shown(finding.post.origin.file).removeprefix("./"),
            **_position(finding),
        },
    }


def _position(finding: Finding) -> dict[str, Any]:
    place = range_of(finding)
    if place is None:
        return {"lines": {"begin": line_of(finding) or 1}}
    ends = {"begin": place.start, "end": place.end}
    return {"positions": {name: {"line": end.line, "column": end.column} for name, end in ends.items()}}
