"""JUnit XML: a suite per account (in a library: per file), a test case per fault; what could not be judged is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from auditor.model import Finding, Report
from auditor.reports.clean import one_line, shown
from auditor.reports.interface import Look
from auditor.reports.library import by_file, where
from auditor.reports.redact import Redactor
from auditor.reports.view import View, plural, standing

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = "1970-01-01T00:00:00"


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every account as a suite; one without faults has one test that passes, one that was not judged one that is skipped."""
    faults: dict[str, list[Finding]] = {}
    for finding in View(report, redactor).faults:
        faults.setdefault(finding.account, []).append(finding)
    suites = {
        score.account: f"{plural(score.replies, 'reply')}: no faults" if score.judged else standing(score)
        for score in report.accounts
    }
    unread = frozenset(score.account for score in report.accounts if not score.judged)
    return _document(report, redactor, suites, faults, unread)


def render_library(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every file as a suite; one without faults has one test that passes."""
    suites = {source.path: f"{plural(source.replies, 'reply')}: no faults" for source in report.sources}
    faults = dict(by_file(View(report, redactor).faults))
    if any(
        path not in suites for path in faults
    ):  # sources that are no files, such as a folder, have no verdict of their own
        suites = {path: words for path, words in suites.items() if path in faults}
    return _document(report, redactor, suites, faults)


def _document(
    report: Report,
    redactor: Redactor,
    suites: dict[str, str],
    faults: dict[str, list[Finding]],
    unread: frozenset[str] = frozenset(),
) -> str:
    root = ET.Element("testsuites")
    stamp = report.as_of.strftime("%Y-%m-%dT%H:%M:%S") if report.as_of else _LONG_AGO
    for name in dict.fromkeys([*suites, *faults]):
        cases = [_case(name, finding, redactor) for finding in faults.get(name, ())]
        others = [_unread(name, suites[name])] if name in unread else [] if cases else [_testcase(name, suites[name])]
        _suite(root, name, stamp, [*cases, *others], failures=len(cases))
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


def _testcase(suite: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _token(suite), "name": _token(name), "time": "0"})


def _unread(suite: str, words: str) -> ET.Element:
    case = _testcase(suite, words)
    ET.SubElement(case, "skipped", {"message": xml(one_line(words))})
    return case


def _case(suite: str, finding: Finding, redactor: Redactor) -> ET.Element:
    case = _testcase(suite, f"{finding.rule} {where(finding)} [{finding.id}]")
    message = redactor.message(finding)
    failure = ET.SubElement(case, "failure", {"type": finding.severity.value, "message": xml(one_line(message))})
    lines = (
        redactor.post(finding).text,
        f"Words: {redactor.span(finding)}",
        f"Instead: {finding.suggestion}",
        f"Why: {finding.principle.statement} ({finding.principle.source})",
    )
    failure.text = xml(shown("\n".join(lines)))
    return case


def _skipped(report: Report) -> Iterator[ET.Element]:
    for one in report.not_checkable:
        case = _testcase("not checkable", f"{one.rule} {one.source}: {one.reason}")
        ET.SubElement(case, "skipped", {"message": xml(one_line(f"{one.count} not judged: {one.reason}"))})
        yield case


def xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def _token(text: str) -> str:
    return xml(one_line(text)).strip() or "-"
