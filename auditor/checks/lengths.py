"""``length``: an entry that its channel will not take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.checks.library import Facts, Library, ReadEntry, Seen, each
from auditor.checks.placeholders import placeholders_in
from auditor.model import Span

_LINK = 23  # X shortens every link to this many characters
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # of weight 1 on X; all others weigh 2
_EMOJI = re.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF][\ufe0f\U0001F3FB-\U0001F3FF]*"
    r"(?:\u200d[\U0001F000-\U0001FAFF\u2600-\u27BF][\ufe0f\U0001F3FB-\U0001F3FF]*)*"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a channel takes; ``weighted``: as X counts."""

    characters: int
    weighted: bool


@dataclass(frozen=True, slots=True)
class LengthCheck:
    """Fires where an entry is too long even with every placeholder left empty; shows what is beyond the limit."""

    by_letters: ClassVar[bool] = True

    limits: dict[str, Limit]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, self._beyond)

    def _beyond(self, one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
        channel = (one.entry.channel or "").strip().casefold()
        limit = self.limits.get(channel)
        if limit is None:
            return
        text, total, cut = one.entry.text, 0, None
        end = len(text.rstrip())
        for start, stop, weight in _pieces(one, limit.weighted):
            if start >= end:
                break
            total += weight
            if total > limit.characters and cut is None:
                cut = start
            last = min(stop, end)
        if cut is not None:
            facts = (("channel", channel), ("length", str(total)), ("limit", str(limit.characters)))
            yield Span(cut, max(last, cut + 1)), facts


def _pieces(one: ReadEntry, weighted: bool) -> Iterator[tuple[int, int, int]]:
    """The text in pieces, each with its weight."""
    text = one.entry.text
    whole = {p.span.start: (p.span.end, 0) for p in placeholders_in(text) if p.opens[0] in "{%<$"}
    if weighted:
        for link in one.links:
            whole.setdefault(link.start, (link.end, _LINK))
        for match in _EMOJI.finditer(text):
            whole.setdefault(match.start(), (match.end(), 2))
    at = len(text) - len(text.lstrip())
    while at < len(text):
        stop, weight = whole.get(at, (at + 1, _weight(text[at]) if weighted else 1))
        yield at, stop, weight
        at = stop


def _weight(character: str) -> int:
    composed = unicodedata.normalize("NFC", character)
    return 1 if all(any(low <= ord(c) <= high for low, high in _LIGHT) for c in composed) else 2
