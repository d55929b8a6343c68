"""SARIF 2.1.0: for code scanning. Faults only; what could not be judged is a notification of the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from auditor.model import Finding, Report
from auditor.reports.clean import shown
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.shape import dumped
from auditor.reports.view import LEVELS, View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """One run with every fault."""
    view = View(report, redactor)
    rules = _rules(report, view.faults)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "auditor", "version": report.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(report)}],
        "results": [_result(finding, redactor, index) for finding in view.faults],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rules(report: Report, faults: Sequence[Finding]) -> list[dict[str, Any]]:
    titles = {rule.name: rule.title for rule in report.rules}
    first: dict[str, Finding] = {}
    for finding in faults:
        first.setdefault(finding.rule, finding)
    return [
        {
            "id": name,
            "shortDescription": {"text": shown(titles.get(name, name))},
            "fullDescription": {"text": shown(finding.principle.statement)},
            "help": {"text": shown(f"{finding.principle.statement}\n\nSource: {finding.principle.source}")},
            "defaultConfiguration": {"level": LEVELS[finding.severity]},
        }
        for name, finding in sorted(first.items())
    ]


def _result(finding: Finding, redactor: Redactor, index: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.post.origin.file)}}
    if finding.post.origin.line is not None:
        snippet = {"text": shown(redactor.span(finding))}
        place["region"] = {"startLine": max(finding.post.origin.line, 1), "snippet": snippet}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": shown(f"{redactor.message(finding)} {finding.suggestion}")},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"auditor/v1": finding.fingerprint},
        "properties": {
            "id": finding.id,
            "account": shown(finding.account),
            "postId": shown(finding.post.id),
            "words": shown(redactor.span(finding)),
            "language": finding.lang,
        },
    }


def _notes(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "level": "note",
            "message": {"text": shown(f"{one.rule}: {one.count} not judged in {one.source}: {one.reason}")},
        }
        for one in report.not_checkable
    ]


def uri(path: str) -> str:
    """A path as a URI reference: an absolute one under ``file:``, a relative one as it is."""
    plain = path.replace("\\", "/")
    if len(plain) > 1 and plain[1] == ":":
        plain = f"/{plain}"
    escaped = quote(plain.removeprefix("./"), safe="/", errors="replace")
    return f"file://{escaped}" if plain.startswith("/") else escaped
