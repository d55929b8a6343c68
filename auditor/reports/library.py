"""A report on a library of canned responses: no accounts, and every finding at a place of a file.

Nothing is redacted in it. A canned response is the team's own words, written to be sent to everyone: a telephone number, a
handle or a name in it is the team's, stands in the repository beside the report, and is the very thing to be mended. What
cannot be seen (control characters, terminal sequences, turned writing) is taken out as everywhere: whoever can open a pull
request can write into a library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.model import Finding, Place, Report


@dataclass(frozen=True, slots=True)
class Range:
    """Lines and columns of a file: from 1 on, in code points, the end exclusive."""

    start: Place
    end: Place

    @property
    def on_one_line(self) -> bool:
        """Whether it ends on the line on which it begins."""
        return self.start.line == self.end.line


def is_library(report: Report) -> bool:
    """Whether a report is one on a library. One without findings does not show it."""
    return not report.accounts and bool(report.findings) and all(one.place for one in report.findings)


def unsuppressed(report: Report) -> Report:
    """The report without what the team does not want to hear of."""
    if all(one.suppressed is None for one in report.findings):
        return report
    return replace(report, findings=tuple(one for one in report.findings if one.suppressed is None))


def range_of(finding: Finding) -> Range | None:
    """Where a finding's words stand in its file; None in an archive, of which only the record's line is known."""
    if finding.place is None:
        return None
    start, end = finding.place
    return Range(start, max(end, Place(start.line, start.column + 1), key=lambda place: (place.line, place.column)))


def line_of(finding: Finding) -> int | None:
    """The line to open: of the words where it is known, else of their record."""
    if finding.place is not None:
        return finding.place[0].line
    return None if finding.post.origin.line is None else max(finding.post.origin.line, 1)


def where(finding: Finding) -> str:
    """``file:line:column``, as far as it is known."""
    if finding.place is None:
        return str(finding.post.origin)
    return f"{finding.post.origin.file}:{finding.place[0].line}:{finding.place[0].column}"


def by_file(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Findings file by file, in each from the top down."""
    for file, group in groupby(sorted(findings, key=_order), key=lambda one: one.post.origin.file):
        yield file, list(group)


def costliest(findings: Sequence[Finding], most: int) -> list[str]:
    """The findings that cost most in an archive, each with its points and its place; the same entry and rule only once."""
    points: dict[tuple[str, str, str], tuple[float, Finding]] = {}
    for finding in findings:
        cost = sum(lost for _, lost in finding.reach.points) if finding.reach else 0.0
        if cost > 0:
            points.setdefault((finding.post.origin.file, finding.post.id, finding.rule), (cost, finding))
    ordered = sorted(points.values(), key=lambda pair: (-pair[0], *_order(pair[1])))
    return [f"−{cost:.2f} points: {one.rule}, {where(one)}" for cost, one in ordered[:most]]


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    start = finding.place[0] if finding.place else Place(line_of(finding) or 1, 1)
    return finding.post.origin.file, start.line, start.column, finding.rule, finding.id
