"""A report as text: one file per format; each sees the model only."""

from __future__ import annotations

from auditor.model import Report
from auditor.reports import (
    csv_table,
    github,
    gitlab,
    json_report,
    jsonl,
    junit,
    markdown,
    sarif,
    terminal,
    terminal_check,
)
from auditor.reports.interface import Look, Renderer
from auditor.reports.redact import Redactor

_RENDERERS: dict[str, Renderer] = {
    "terminal": terminal.render,
    "json": json_report.render,
    "jsonl": jsonl.render,
    "csv": csv_table.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "github": github.render,
    "gitlab": gitlab.render,
}
FORMATS = tuple(_RENDERERS)


def render(report: Report, format: str, *, show_personal_data: bool = False, look: Look) -> str:
    """The report in one of ``FORMATS``. Personal data is hidden unless it is asked for."""
    return _RENDERERS[format](report, Redactor(report, show_personal_data), look)


def render_check(report: Report, format: str, *, show_personal_data: bool = False, look: Look) -> str:
    """A report on one reply: at a terminal its findings instead of a ranking, else as ``render``."""
    if format != "terminal":
        return render(report, format, show_personal_data=show_personal_data, look=look)
    return terminal_check.render(report, Redactor(report, show_personal_data), look)


__all__ = ["FORMATS", "Look", "Redactor", "render", "render_check"]
