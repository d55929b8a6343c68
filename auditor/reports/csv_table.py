"""CSV: one finding a row, for spreadsheets. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from auditor.model import Finding, Report
from auditor.reports.clean import shown
from auditor.reports.interface import Look
from auditor.reports.library import line_of, range_of
from auditor.reports.redact import Redactor
from auditor.reports.view import sought

COLUMNS = (
    "id",
    "rule",
    "severity",
    "account",
    "agent",
    "post_id",
    "file",
    "line",
    "url",
    "lang",
    "text",
    "span_start",
    "span_end",
    "span_text",
    "message",
    "suggestion",
    "excuses",
    "related",
    "principle",
    "principle_source",
    "fingerprint",
    "column",
    "end_line",
    "end_column",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Every finding, strengths too; all cells quoted."""
    return "".join(pieces(report, redactor, _look))


def pieces(_report: Report, redactor: Redactor, _look: Look) -> Iterator[str]:
    """The same text a line at a time."""
    yield _line(COLUMNS)
    yield from redactor.in_order(lambda finding: _line([cell(value) for value in _row(finding, redactor)]))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return out.getvalue()


def cell(value: str | int | None) -> str:
    """A cell as OWASP advises: what a spreadsheet would compute gets an apostrophe before it."""
    if value is None:
        return ""
    text = shown(str(value))
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _row(finding: Finding, redactor: Redactor) -> tuple[str | int | None, ...]:
    post, place = finding.post, range_of(finding)
    return (
        finding.id,
        finding.rule,
        finding.severity.value,
        finding.account,
        redactor.agent(finding),
        post.id,
        post.origin.file,
        line_of(finding),
        redactor.url(finding),
        finding.lang,
        redactor.post(finding).text,
        finding.span.start,
        finding.span.end,
        redactor.span(finding),
        redactor.message(finding),
        finding.suggestion,
        sought(finding.excuses),
        "; ".join(f"{related.role} {related.post_id}" for related in finding.related),
        finding.principle.statement,
        finding.principle.source,
        finding.fingerprint,
        *((place.start.column, place.end.line, place.end.column) if place else (None, None, None)),
    )
