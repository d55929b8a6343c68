"""What a library of canned responses holds: entries, and where every character of them stands in its file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from auditor.model.acts import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: 1-based line and 1-based column, counted in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Lays an entry's text back on its file.

    ``runs`` are ``(at, offset)`` pairs, rising: from the text's code point ``at`` on, the file's code point is
    ``offset`` plus the distance to ``at``, until the next run begins (where HTML tags, entities or escapes stand
    between). ``line_starts`` are the offsets at which the file's lines begin.
    """

    runs: tuple[tuple[int, int], ...]
    line_starts: tuple[int, ...]

    def offset(self, at: int) -> int:
        """The file's code point for the text's code point ``at``."""
        run_at, offset = self.runs[max(bisect_right(self.runs, at, key=lambda run: run[0]) - 1, 0)]
        return offset + at - run_at

    def place(self, at: int) -> Place:
        """Line and column for the text's code point ``at``."""
        offset = self.offset(at)
        line = bisect_right(self.line_starts, offset)
        return Place(line, offset - self.line_starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Suppression:
    """``auditor: ignore[rule] reason``, written inside an entry. No rules: all of them."""

    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One canned response in one language.

    ``key`` names the entry whatever its language (its id, else its title), so that translations can be told apart from
    other entries; ``text`` is what a customer would read, HTML already text. ``public`` is False for an internal note.
    """

    key: str
    title: str
    text: str
    file: str
    source: SourceMap
    reader: str
    lang: str | None = None
    public: bool = True
    channel: str | None = None
    platform: str | None = None
    suppressions: tuple[Suppression, ...] = ()

    def place(self, span: Span) -> tuple[Place, Place]:
        """Where a span of the text begins, and where its last character ends (exclusive column)."""
        start = self.source.place(span.start)
        last = self.source.place(max(span.end - 1, span.start))
        return start, Place(last.line, last.column + 1)
