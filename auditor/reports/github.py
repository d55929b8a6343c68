"""GitHub workflow commands: a line per fault, shown as an annotation. Faults only."""

from __future__ import annotations

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.view import View

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """One command a line; nothing a stranger wrote can begin another."""
    return "".join(f"{_command(finding, redactor)}\n" for finding in View(report, redactor).faults)


def _command(finding: Finding, redactor: Redactor) -> str:
    origin = finding.post.origin
    properties = [f"file={_property(origin.file)}"]
    properties += [] if origin.line is None else [f"line={max(origin.line, 1)}"]
    properties += [f"title={_property(f'{finding.rule} ({finding.account})')}"]
    message = f"{redactor.message(finding)} Words: “{redactor.span(finding)}” Instead: {finding.suggestion}"
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
