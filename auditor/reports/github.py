"""GitHub workflow commands: a line per fault, shown as an annotation, and one per account that was not judged."""

from __future__ import annotations

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.library import line_of, range_of
from auditor.reports.redact import Redactor
from auditor.reports.view import View, standing

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """One command a line; nothing a stranger wrote can begin another."""
    lines = [_command(finding, redactor) for finding in View(report, redactor).faults]
    unread = (score for score in report.accounts if not score.judged)
    lines += [f"::notice title={_property(score.account)}::{_data(standing(score))}" for score in unread]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, redactor: Redactor) -> str:
    properties = [f"file={_property(finding.post.origin.file)}"]
    properties += _position(finding)
    title = finding.rule if finding.place else f"{finding.rule} ({finding.account})"
    properties += [f"title={_property(title)}"]
    message = f"{redactor.message(finding)} Words: “{redactor.span(finding)}” Instead: {finding.suggestion}"
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(message)}"


def _position(finding: Finding) -> list[str]:
    """Lines always; columns only where all is on one line: GitHub takes no others."""
    place = range_of(finding)
    if place is None:
        line = line_of(finding)
        return [] if line is None else [f"line={line}"]
    lines = [f"line={place.start.line}", f"endLine={place.end.line}"]
    return [*lines, f"col={place.start.column}", f"endColumn={place.end.column}"] if place.on_one_line else lines


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
