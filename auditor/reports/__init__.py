"""A report as text: one file per format; each sees the model only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from auditor.model import Report
from auditor.reports import csv_table, json_report, jsonl
from auditor.reports.interface import Look, Renderer
from auditor.reports.library import is_library, unsuppressed
from auditor.reports.redact import Redactor


def _by(module: str, function: str = "render") -> Renderer:
    """A format's renderer. Its module is loaded when it first renders: what draws a terminal or a page takes its time."""

    def render(report: Report, redactor: Redactor, look: Look) -> str:
        renderer: Renderer = getattr(import_module(f"auditor.reports.{module}"), function)
        return renderer(report, redactor, look)

    return render


_RENDERERS: dict[str, Renderer] = {
    "terminal": _by("terminal"),
    "json": json_report.render,
    "jsonl": jsonl.render,
    "csv": csv_table.render,
    "markdown": _by("markdown"),
    "html": _by("html"),
    "sarif": _by("sarif"),
    "junit": _by("junit"),
    "github": _by("github"),
    "gitlab": _by("gitlab"),
    "checkstyle": _by("checkstyle"),
    "rdjson": _by("rdjson"),
}
_OF_A_LIBRARY: dict[str, Renderer] = {
    **_RENDERERS,
    "terminal": _by("terminal_library"),
    "markdown": _by("markdown_library"),
    "html": _by("html", "render_library"),
    "junit": _by("junit", "render_library"),
}
_OF_ONE_REPLY = _by("terminal_check")
_IN_PIECES: dict[str, Callable[[Report, Redactor, Look], Iterator[str]]] = {
    "json": json_report.pieces,
    "jsonl": jsonl.pieces,
    "csv": csv_table.pieces,
}
FORMATS = tuple(_RENDERERS)


def render(report: Report, format: str, *, show_personal_data: bool = False, look: Look) -> str:
    """The report in one of ``FORMATS``. Personal data is hidden unless it is asked for."""
    if is_library(report):
        return render_library(report, format, look=look)
    return _RENDERERS[format](report, Redactor(report, show_personal_data), look)


def render_in_pieces(report: Report, format: str, redactor: Redactor, *, look: Look) -> Iterator[str]:
    """A report on replies, piece after piece where the format allows it, so that the text of a large one is never held.
    ``redactor`` is the report's own: one serves whatever else is written of it, and names everyone alike there."""
    if format in _IN_PIECES:
        yield from _IN_PIECES[format](report, redactor, look)
    else:
        redactor.number()
        yield _RENDERERS[format](report, redactor, look)


def render_library(report: Report, format: str, *, look: Look) -> str:
    """A report on canned responses, clean or not: nothing in it is redacted, for it holds the team's own words only.

    What the team has suppressed is in SARIF, which says why, and in no other format.
    """
    told = report if format == "sarif" else unsuppressed(report)
    return _OF_A_LIBRARY[format](told, Redactor(told, show=True), look)


def render_check(report: Report, format: str, *, show_personal_data: bool = False, look: Look) -> str:
    """A report on one reply: at a terminal its findings instead of a ranking, else as ``render``."""
    if format != "terminal":
        return render(report, format, show_personal_data=show_personal_data, look=look)
    return _OF_ONE_REPLY(report, Redactor(report, show_personal_data), look)


__all__ = ["FORMATS", "Look", "Redactor", "render", "render_check", "render_in_pieces", "render_library"]
