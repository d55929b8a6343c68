"""Checkstyle XML: a file with its faults, each with line and column. Read by Jenkins, reviewdog and others. Faults only."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from auditor.model import Finding, Report
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.junit import xml
from auditor.reports.library import by_file, line_of
from auditor.reports.redact import Redactor
from auditor.reports.view import View


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every fault under its file."""
    root = ET.Element("checkstyle", {"version": "4.3"})
    for file, findings in by_file(View(report, redactor).faults):
        element = ET.SubElement(root, "file", {"name": xml(one_line(file))})
        for finding in findings:
            ET.SubElement(element, "error", _error(finding, redactor))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _error(finding: Finding, redactor: Redactor) -> dict[str, str]:
    message = f"{redactor.message(finding)} “{redactor.span(finding)}” {finding.suggestion}"
    column = {"column": str(finding.place[0].column)} if finding.place else {}
    return {
        "line": str(line_of(finding) or 1),
        **column,
        "severity": finding.severity.value,
        "message": xml(one_line(message)).strip(),
        "source": f"auditor.{finding.rule}",
    }
