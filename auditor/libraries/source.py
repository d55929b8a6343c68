"""A library's file: its text, its lines, and how its faults are told."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from auditor.libraries.interface import Head, LibraryError, NoReplies, SkippedEntry
from auditor.libraries.traced import Traced
from auditor.model import Origin, SourceMap, Widths

HEAD_CHARACTERS = 64 * 1024
_BOM = "\ufeff"
_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file as text, line breaks as they are. A byte order mark is no character of it, as in an editor.

    Only ``\\n`` ends a line, as in an editor or ``grep -n``; the ``\\r`` before it is the line's last character.
    """

    path: Path
    text: str
    line_starts: tuple[int, ...]
    widths: Widths

    def line(self, offset: int) -> int:
        """The 1-based line of a place in the file."""
        return bisect_right(self.line_starts, offset)

    def origin(self, offset: int) -> Origin:
        return Origin(str(self.path), self.line(offset))

    def map_of(self, traced: Traced) -> SourceMap:
        return SourceMap(traced.runs, self.line_starts, self.widths)

    def whole(self) -> Traced:
        return self.between(0, len(self.text))

    def between(self, start: int, end: int) -> Traced:
        return Traced(self.text[start:end], ((0, start),))

    def fault(self, offset: int, sentence: str) -> LibraryError:
        return LibraryError(f"{self.path}:{self.line(offset)}: {sentence}")

    def no_replies(self, sentence: str) -> NoReplies:
        return NoReplies(f"{self.path}: {sentence}")

    def skipped(self, offset: int, reason: str, key: str | None = None) -> SkippedEntry:
        return SkippedEntry(self.origin(offset), reason, key)


def read_source(path: Path) -> Source:
    """The file. Raises LibraryError when it cannot be opened, is empty, or is not UTF-8 (naming the line)."""
    data = _bytes(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LibraryError(f"{path}:{line}: not UTF-8; save the file as UTF-8.") from error
    text = text.removeprefix(_BOM)
    if not text.strip():
        raise LibraryError(f"{path}: the file is empty; export the library again.")
    return Source(path, text, (0, *(found.end() for found in _LINE_BREAK.finditer(text))), Widths.of(text))


def read_head(path: Path) -> Head:
    """The beginning of a file; bytes that are no UTF-8 are replaced. Raises LibraryError when it cannot be opened."""
    text = _bytes(path, HEAD_CHARACTERS).decode("utf-8", errors="replace")
    return Head(path, text.removeprefix(_BOM))


def _bytes(path: Path, size: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read ({error.strerror or error}).") from error
