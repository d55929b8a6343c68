"""One reply at a terminal: each finding with what would have excused it and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.terminal import printed, unjudged_part
from auditor.reports.terminal_account import words_of
from auditor.reports.view import View, sought

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


def render(report: Report, redactor: Redactor, look: Look) -> str:
    """Faults first, the worst of them at the top; then what the reply does well and what could not be judged."""
    return printed(_page(View(report, redactor), look), look)


def _page(view: View, look: Look) -> Iterable[RenderableType]:
    for finding in view.faults:
        yield from _fault(view, finding, look)
    if not view.faults:
        yield Text("No fault found.", "bold green")
    strengths = [finding for finding in view.report.findings if finding.severity is Severity.STRENGTH]
    for finding in strengths:
        yield Text.assemble(("strength ", "bold green"), (finding.rule, "bold cyan"), f"  {_message(view, finding)}")
    yield from unjudged_part(view)


def _fault(view: View, finding: Finding, look: Look) -> Iterable[RenderableType]:
    yield Text.assemble((f"{finding.severity.value} ", _STYLES[finding.severity]), (finding.rule, "bold cyan"))
    yield Padding(words_of(view.quote(finding), look, 4), (0, 0, 0, 2))
    yield Padding(Text(_message(view, finding)), (0, 0, 0, 2))
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True, style="bold")
    facts.add_column(overflow="fold")
    if finding.excuses:
        facts.add_row("Looked for", Text(one_line(sought(finding.excuses))))
    facts.add_row("Instead", Text(one_line(finding.suggestion)))
    facts.add_row("Why", Text(one_line(finding.principle.statement)))
    yield Padding(facts, (0, 0, 0, 2))
    yield Text()


def _message(view: View, finding: Finding) -> str:
    return one_line(view.redactor.message(finding))
