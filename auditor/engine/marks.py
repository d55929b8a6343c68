"""The marks of a card's examples: where ``[[…]]`` stood, and whether exactly that was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.model import Finding
from auditor.rulebook.cards import MARK

Place = tuple[str, int, int]


def unmarked(marked: str, post_id: str) -> tuple[str, list[Place]]:
    """A text without its ``[[…]]``, and where they stood."""
    text, marks, position = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        marks.append((post_id, len(text), len(text) + len(match[1])))
        text += match[1]
        position = match.end()
    return text + marked[position:], marks


def compared(marks: Iterable[Place], found: Iterable[Finding], texts: Mapping[str, str]) -> str:
    """Empty where exactly the marks were found; else what was missed, and what was found beyond them."""
    wanted, got = set(marks), {(f.post.id, f.span.start, f.span.end) for f in found}
    missing = ", ".join(sorted(repr(texts[p][a:b]) for p, a, b in wanted - got))
    beyond = ", ".join(sorted(repr(texts[p][a:b]) for p, a, b in got - wanted))
    return "; ".join(
        part
        for part in (f"not found: {missing}" if missing else "", f"found unmarked: {beyond}" if beyond else "")
        if part
    )
