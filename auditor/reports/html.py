"""HTML: the whole report on one page that needs no network, and no script to be read."""

from __future__ import annotations

from collections import Counter

from auditor.model import Finding, Report
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.library import by_file
from auditor.reports.redact import Redactor
from auditor.reports.view import View, counted, plural


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """Accounts, what costs them points, and findings with their conversations; of very many a fair part, and said so."""
    from auditor.reports.pages import page
    from auditor.reports.pages.accounts import MOST_PARTS, average_losses, part_of, rows_of, rule_rows
    from auditor.reports.pages.choose import chosen
    from auditor.reports.pages.findings import groups_of, moment_words

    view = View(report, redactor)
    listed = chosen(view.faults, report.accounts)
    rows = rows_of(view)
    keys = {score.account: f"a{number}" for number, score in enumerate(report.accounts, 1)}
    groups = groups_of(view, listed, keys, Counter(finding.account for finding in view.faults))
    on_page = {(finding.account, finding.rule) for finding in listed}
    rules = rule_rows(view)
    return page(
        "report.html",
        title="Reply quality",
        styles=("report.css",),
        script="report.js",
        view=view,
        as_of=moment_words(report.as_of) or "no moment known",
        rows=rows,
        more_rows=len(report.accounts) - len(rows),
        parts=[part_of(view, row, on_page) for row in rows[:MOST_PARTS]],
        more_parts=max(len(rows) - MOST_PARTS, 0),
        ranked=any(not score.provisional for score in report.accounts),
        provisional=any(score.provisional for score in report.accounts),
        answered_known=any(row.answered is not None for row in rows),
        groups=groups,
        shown=len(listed),
        total=len(view.faults),
        choices=_choices(listed),
        rules=rules,
        losses=average_losses(rules),
        benchmarks=report.benchmarks,
        definitions=sorted({s.metrics.first_reply.definition for s in report.accounts if s.metrics.first_reply.count}),
    )


def render_library(report: Report, redactor: Redactor, _look: Look) -> str:
    """A library of canned responses: its findings file by file."""
    from auditor.reports.pages import page
    from auditor.reports.pages.choose import chosen
    from auditor.reports.pages.findings import entry_group

    view = View(report, redactor)
    listed = chosen(view.faults, ())
    totals = Counter(finding.post.origin.file for finding in view.faults)
    return page(
        "library.html",
        title="Canned responses",
        styles=("report.css",),
        script="report.js",
        view=view,
        found=f"{counted(view.faults)} in {plural(len(totals), 'file')}",
        groups=[
            entry_group(view, f"a{number}", file, found, totals[file])
            for number, (file, found) in enumerate(by_file(listed), 1)
        ],
        shown=len(listed),
        total=len(view.faults),
        choices=_choices(listed),
    )


def _choices(findings: list[Finding]) -> dict[str, list[str]]:
    """What a reader can choose findings by, in alphabetical order; severities worst first."""
    severities = dict.fromkeys(("error", "warning", "info"))
    there = {finding.severity.value for finding in findings}
    return {
        "severity": [severity for severity in severities if severity in there],
        "rule": sorted({finding.rule for finding in findings}),
        "language": sorted({finding.lang for finding in findings if finding.lang}),
        "account": sorted({one_line(finding.account) for finding in findings}, key=str.casefold),
    }
