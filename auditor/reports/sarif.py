"""SARIF 2.1.0: for code scanning. Faults only, suppressed ones too; what could not be judged is a notification of the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from auditor.model import Finding, Report, RuleSummary
from auditor.reports.clean import shown
from auditor.reports.interface import Look
from auditor.reports.library import line_of, range_of
from auditor.reports.markdown import escaped
from auditor.reports.redact import Redactor
from auditor.reports.shape import dumped, reach_shape
from auditor.reports.view import LEVELS, View, standing

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASELINE = "baseline:"  # how the reason of a known finding begins; others stand in the entry itself
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}  # as code scanning names them


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """One run with every fault."""
    view = View(report, redactor)
    rules = _rules(report, view.faults)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_result(finding, redactor, index) for finding in view.faults]
    if any(finding.suppressed is not None for finding in view.faults):  # by the standard all of a run have it, or none
        for finding, result in zip(view.faults, results, strict=True):
            result["suppressions"] = _suppressions(finding)
    run = {
        "tool": {"driver": {"name": "auditor", "version": report.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(report)}],
        "results": results,
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rules(report: Report, faults: Sequence[Finding]) -> list[dict[str, Any]]:
    """The rules that found something, each with what it says for people."""
    known = {rule.name: rule for rule in report.rules}
    first: dict[str, Finding] = {}
    for finding in faults:
        first.setdefault(finding.rule, finding)
    return [_rule(finding, known.get(name)) for name, finding in sorted(first.items())]


def _rule(finding: Finding, summary: RuleSummary | None) -> dict[str, Any]:
    principle = summary.principle if summary else finding.principle
    silent = summary.silent_when if summary else ()
    plain = [principle.statement, f"Source: {principle.source}"]
    marked = [escaped(principle.statement), f"Source: {escaped(principle.source)}"]
    if silent:
        plain.append("Silent when:\n" + "\n".join(f"- {reason}" for reason in silent))
        marked.append("**Silent when**\n\n" + "\n".join(f"- {escaped(reason)}" for reason in silent))
    level = LEVELS.get(summary.severity if summary else finding.severity, "note")
    tags = {"tags": [shown(summary.dimension)]} if summary else {}
    return {
        "id": finding.rule,
        "shortDescription": {"text": shown(summary.title if summary else finding.rule)},
        "fullDescription": {"text": shown(principle.statement)},
        "help": {"text": shown("\n\n".join(plain)), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": level},
        "properties": {**tags, "problem.severity": _PROBLEMS[level]},
    }


def _result(finding: Finding, redactor: Redactor, index: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.post.origin.file)}}
    region = _region(finding)
    if region:
        place["region"] = {**region, "snippet": {"text": shown(redactor.span(finding))}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": shown(f"{redactor.message(finding)} {finding.suggestion}".strip())},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"auditor/v1": finding.fingerprint},
        "properties": {
            "id": finding.id,
            "account": shown(finding.account),
            "postId": shown(finding.post.id),
            "words": shown(redactor.span(finding)),
            "language": finding.lang,
            **({"reach": reach_shape(finding.reach)} if finding.reach else {}),
        },
    }


def _region(finding: Finding) -> dict[str, int]:
    """In a library the very words; in an archive the line of their record, if its format has lines."""
    place = range_of(finding)
    if place is None:
        line = line_of(finding)
        return {} if line is None else {"startLine": line}
    return {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if finding.suppressed is None:
        return []
    reason = shown(finding.suppressed).strip()
    kind = "external" if reason.startswith(_BASELINE) else "inSource"
    return [{"kind": kind, **({"justification": reason} if reason else {})}]


def _notes(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "level": "note",
            "message": {"text": shown(f"{one.rule}: {one.count} not judged in {one.source}: {one.reason}")},
        }
        for one in report.not_checkable
    ] + [
        {"level": "note", "message": {"text": shown(f"{score.account}: {standing(score)}")}}
        for score in report.accounts
        if not score.judged
    ]


def uri(path: str) -> str:
    """A path as a URI reference: an absolute one under ``file:``, a relative one as it is."""
    plain = path.replace("\\", "/")
    if len(plain) > 1 and plain[1] == ":":
        plain = f"/{plain}"
    escaped = quote(plain.removeprefix("./"), safe="/", errors="replace")
    return f"file://{escaped}" if plain.startswith("/") else escaped
