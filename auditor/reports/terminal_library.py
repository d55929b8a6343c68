"""A library at a terminal: file by file, each finding with its line, carets under the words, and what to write instead.

Clean libraries print nothing. The first line of a finding is never folded: ``file:line:column severity rule message`` is
what editors and ``grep`` read.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from auditor.model import Finding, Report, Severity
from auditor.reports.clean import one_line, shown
from auditor.reports.interface import Look
from auditor.reports.library import by_file, costliest, where
from auditor.reports.redact import Redactor
from auditor.reports.view import View, counted, plural
from auditor.reports.wrap import folded, in_ascii

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}
_INDENT = "    "
_COSTLIEST = 5
_LEAST = 20  # columns that the words get before those around them


def render(report: Report, redactor: Redactor, look: Look) -> str:
    """Every fault, then their number; nothing at all where there is none."""
    view = View(report, redactor)
    return "".join(f"{line.rstrip()}\n" for line in _page(view, look)) if view.faults else ""


def _page(view: View, look: Look) -> Iterator[str]:
    files = 0
    for file, findings in by_file(view.faults):
        files += 1
        yield _styled(_plain(one_line(file), look), "1;4", look)
        for finding in findings:
            yield from _fault(view, finding, look)
        yield ""
    costs = costliest(view.faults, _COSTLIEST)
    if costs:
        yield _styled("What cost most in the archive", "1", look)
        yield from (_plain(f"{_INDENT}{one_line(cost)}", look) for cost in costs)
        yield ""
    yield f"{counted(view.faults)} in {plural(files, 'file')}."


def _fault(view: View, finding: Finding, look: Look) -> Iterator[str]:
    yield " ".join(
        (
            _plain(one_line(where(finding)), look),
            _styled(finding.severity.value, _COLOURS[finding.severity], look),
            _styled(finding.rule, "1;36", look),
            _plain(one_line(view.redactor.message(finding)).strip(), look),
        )
    )
    yield from _source(view, finding, look)
    if finding.suggestion:
        lead = f"{_INDENT}Instead: "
        lines = folded(_plain(one_line(finding.suggestion), look), look.width, lead, " " * len(lead))
        yield from (lines[0].replace("Instead:", _styled("Instead:", "1", look), 1), *lines[1:])


def _source(view: View, finding: Finding, look: Look) -> Iterator[str]:
    """The line of the text on which the words begin, and carets under them."""
    hidden = view.redactor.post(finding)
    span = hidden.locate(finding.span)
    before, words, after = (
        _plain(shown(part), look)
        for part in (hidden.text[: span.start], hidden.text[span.start : span.end], hidden.text[span.end :])
    )
    stripped = words.lstrip("\n")
    before = "" if stripped != words else before.rpartition("\n")[2]
    first, broken, _ = stripped.partition("\n")
    after = "" if broken else after.partition("\n")[0]
    before, first, after = (part.replace("\t", " ") for part in (before.lstrip(), first, after.rstrip()))
    more = _plain(" …", look) if broken else ""
    before, first, after = _fitted(before, first, after, look, look.width - len(_INDENT) - cell_len(more))
    yield f"{_INDENT}{before}{first}{after}{more}"
    yield f"{_INDENT}{' ' * cell_len(before)}{_styled('^' * max(cell_len(first), 1), _COLOURS[finding.severity], look)}"


def _fitted(before: str, words: str, after: str, look: Look, room: int) -> tuple[str, str, str]:
    """The three on one line: the words first, and of what surrounds them what still fits."""
    gap = _plain("…", look)
    if cell_len(words) > max(room, _LEAST):
        words = set_cell_size(words, max(room, _LEAST) - 2 * len(gap)).rstrip() + gap
    spare = max(room - cell_len(words), 0)
    front = max(spare // 2, spare - cell_len(after))
    if cell_len(before) > front:
        before = gap + set_cell_size(before[::-1], front - len(gap))[::-1] if front > len(gap) else ""
    back = spare - cell_len(before)
    if cell_len(after) > back:
        after = set_cell_size(after, back - len(gap)) + gap if back > len(gap) else ""
    return before, words, after


def _plain(text: str, look: Look) -> str:
    return text if look.unicode else in_ascii(text)


def _styled(text: str, code: str, look: Look) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if look.colour and text else text
