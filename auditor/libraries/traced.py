"""Text that remembers where in its file each of its characters stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# A lone surrogate cannot be written as UTF-8 again, and a NUL ends strings in half the tools downstream.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its ``runs``, as in ``SourceMap``: pairs of a place in the text and a place in the file, rising."""

    text: str
    runs: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """The file's code point for the text's code point ``at``."""
        run_at, offset = self.runs[max(bisect_right(self.runs, at, key=_start) - 1, 0)]
        return offset + at - run_at

    def cut(self, start: int, end: int) -> Traced:
        """The part from ``start`` up to ``end``."""
        first = max(bisect_right(self.runs, start, key=_start) - 1, 0)
        last = bisect_right(self.runs, max(end - 1, start), key=_start)
        inner = tuple((at - start, offset) for at, offset in self.runs[first + 1 : last])
        return Traced(self.text[start:end], ((0, self.offset(start)), *inner))

    def strip(self) -> Traced:
        """Without white space at both ends."""
        kept = self.text.strip()
        if len(kept) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(kept))


class Tracer:
    """Puts a traced text together, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int]] = []
        self._length = 0
        self._next = -1

    def __len__(self) -> int:
        return self._length

    @property
    def last(self) -> str:
        """The last character so far, or nothing."""
        return self._pieces[-1][-1] if self._pieces else ""

    def ends_with(self, ending: str) -> bool:
        return "".join(self._pieces[-len(ending) :]).endswith(ending)

    def run(self, text: str, offset: int) -> None:
        """Characters that stand in the file one after the other, from ``offset`` on."""
        if not text:
            return
        if offset != self._next:
            self._runs.append((self._length, offset))
        self._pieces.append(text)
        self._length += len(text)
        self._next = offset + len(text)

    def put(self, text: str, offset: int) -> None:
        """Characters that all stand for one place of the file: an escape, an entity, a tag."""
        for character in text:
            self.run(character, offset)

    def take(self, traced: Traced, start: int, end: int) -> None:
        """A part of another traced text."""
        if start >= end:
            return
        part = traced.cut(start, end)
        ends = [at for at, _ in part.runs[1:]] + [len(part.text)]
        for (at, offset), until in zip(part.runs, ends, strict=True):
            self.run(part.text[at:until], offset)

    def done(self, offset: int = 0) -> Traced:
        """The text; ``offset`` is its place where it is empty."""
        return Traced(writable("".join(self._pieces)), tuple(self._runs) or ((0, offset),))


def writable(text: str) -> str:
    """``text`` with every lone surrogate and NUL replaced by U+FFFD: one for one, so that places stay true."""
    return _UNWRITABLE.sub("\ufffd", text) if _UNWRITABLE.search(text) else text


def _start(run: tuple[int, int]) -> int:
    return run[0]
