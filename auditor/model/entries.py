"""What a library of canned responses holds: entries, and where every character of them stands in its file."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from auditor.model.acts import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: 1-based line and 1-based column, counted in Unicode code points; ``byte`` is the column counted in
    bytes of UTF-8, where the file is known."""

    line: int
    column: int
    byte: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Widths:
    """Which characters of a file take more than one byte of UTF-8: where they stand, and the bytes beyond the first of all
    of them up to each."""

    at: tuple[int, ...]
    extra: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Widths:
        if text.isascii():
            return cls((), ())
        wide = [(at, len(c.encode("utf-8", "surrogatepass")) - 1) for at, c in enumerate(text) if c > "\x7f"]
        return cls(tuple(at for at, _ in wide), tuple(accumulate(more for _, more in wide)))

    def before(self, offset: int) -> int:
        """Bytes beyond one per character before ``offset``."""
        count = bisect_left(self.at, offset)
        return self.extra[count - 1] if count else 0


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Lays an entry's text back on its file.

    ``runs`` are ``(at, offset)`` pairs, rising: from the text's code point ``at`` on, the file's code point is
    ``offset`` plus the distance to ``at``, until the next run begins (where HTML tags, entities or escapes stand
    between). ``line_starts`` are the offsets at which the file's lines begin, ``widths`` what its characters measure in
    bytes.
    """

    runs: tuple[tuple[int, int], ...]
    line_starts: tuple[int, ...]
    widths: Widths | None = None

    def offset(self, at: int) -> int:
        """The file's code point for the text's code point ``at``."""
        run_at, offset = self.runs[max(bisect_right(self.runs, at, key=lambda run: run[0]) - 1, 0)]
        return offset + at - run_at

    def place(self, at: int) -> Place:
        """Line and column for the text's code point ``at``."""
        return self.place_of(self.offset(at))

    def place_of(self, offset: int) -> Place:
        """Line and column of the file's code point ``offset``; one past a line's end is still on that line."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        column = offset - start + 1
        more = None if self.widths is None else self.widths.before(offset) - self.widths.before(start)
        return Place(line, column, None if more is None else column + more)

    def run_end(self, at: int) -> int:
        """Where in the text the run ends that holds ``at``: up to there the file goes on without a break."""
        after = bisect_right(self.runs, at, key=lambda run: run[0])
        return self.runs[after][0] if after < len(self.runs) else sys.maxsize


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
        """Where a span of the text begins, and where its last character ends (exclusive column).

        Where the last character stands in the file before the first (the address of an HTML link is read after its words),
        the place ends with what stands together.
        """
        source, last = self.source, max(span.end - 1, span.start)
        if source.offset(last) < source.offset(span.start):
            last = min(source.run_end(span.start) - 1, last)
        start, end = source.place(span.start), source.place(last)
        width = self._width(last)
        return start, Place(end.line, end.column + 1, None if end.byte is None else end.byte + width)

    def _width(self, at: int) -> int:
        """Bytes of the file's character behind the text's ``at``."""
        widths, offset = self.source.widths, self.source.offset(at)
        return 1 if widths is None else 1 + widths.before(offset + 1) - widths.before(offset)
