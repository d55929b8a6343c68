"""JUnit XML: a suite per account, a test case per fault; what could not be judged is skipped, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from auditor.model import Finding, Report
from auditor.reports.clean import one_line, shown
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.view import View, plural

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = "1970-01-01T00:00:00"


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every account as a suite; one without faults has one test that passes."""
    root = ET.Element("testsuites")
    stamp = report.as_of.strftime("%Y-%m-%dT%H:%M:%S") if report.as_of else _LONG_AGO
    faults = {name: list(group) for name, group in groupby(View(report, redactor).faults, key=lambda f: f.account)}
    names = list(dict.fromkeys([*(score.account for score in report.accounts), *faults]))
    replies = {score.account: score.replies for score in report.accounts}
    for name in names:
        cases = [_case(finding, redactor) for finding in faults.get(name, ())]
        clean = _testcase(name, f"{plural(replies.get(name, 0), 'reply')}: no faults")
        _suite(root, name, stamp, cases or [clean], failures=len(cases))
    if report.not_checkable:
        _suite(root, "not checkable", stamp, list(_skipped(report)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, stamp: str, cases: list[ET.Element], failures: int = 0) -> None:
    suite = ET.SubElement(
        root,
        "testsuite",
        {
            "name": _token(name),
            "package": "auditor",
            "id": str(len(root)),
            "timestamp": stamp,
            "hostname": "localhost",
            "tests": str(len(cases)),
            "failures": str(failures),
            "errors": "0",
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    suite.extend(cases)
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")


def _testcase(account: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _token(account), "name": _token(name), "time": "0"})


def _case(finding: Finding, redactor: Redactor) -> ET.Element:
    case = _testcase(finding.account, f"{finding.rule} {finding.post.origin} [{finding.id}]")
    message = redactor.message(finding)
    failure = ET.SubElement(case, "failure", {"type": finding.severity.value, "message": _xml(one_line(message))})
    lines = (
        redactor.post(finding).text,
        f"Words: {redactor.span(finding)}",
        f"Instead: {finding.suggestion}",
        f"Why: {finding.principle.statement} ({finding.principle.source})",
    )
    failure.text = _xml(shown("\n".join(lines)))
    return case


def _skipped(report: Report) -> Iterator[ET.Element]:
    for one in report.not_checkable:
        case = _testcase("not checkable", f"{one.rule} {one.source}: {one.reason}")
        ET.SubElement(case, "skipped", {"message": _xml(one_line(f"{one.count} not judged: {one.reason}"))})
        yield case


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _token(text: str) -> str:
    return _xml(one_line(text)).strip() or "-"
