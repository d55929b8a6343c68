"""Where a phrase stands in a window of words.

A window is rewritten in the phrase's own few letters. The same windows come again and again, and what was found in one is
remembered. In a new one the ways through the phrase that some words are missing for are left out, which is nearly all of
them; each of the others is read off the letters, as far as it goes, and spaCy's Matcher says whether it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain, product

from auditor.text.expand import trimmed
from auditor.text.shapes import shape_of, stands
from auditor.text.ways import OTHER, PhraseWays, Step, Way

_REMEMBERED = 1_000  # pieces of windows of a phrase whose places are kept

Spans = tuple[tuple[int, int], ...]
"""Where a phrase begins in a window, and how many words it covers from there on."""


class _Letters(dict[int, str]):
    """A translation into a phrase's letters."""

    def __missing__(self, word: int) -> str:
        self[word] = OTHER
        return OTHER


class Form:
    """One phrase, ready to be looked for. Immutable in behaviour: what is inside is only filled lazily."""

    def __init__(self, ways: PhraseWays, least: int) -> None:
        self.source, self.at_clause_start = ways.source, ways.at_clause_start
        self._least, self._ends = least, ways.ends
        self._letters = _Letters(zip(map(ord, ways.words), ways.letters, strict=True))
        self._nodes = [
            [(way, [step for step, more in way if step and not more]) for way in node] for node in ways.nodes
        ]
        self._before = "" if ways.open_at_begin else OTHER
        self._after = "" if ways.open_at_end else OTHER
        # Where more unknown words follow each other than all gaps go across, no place of the phrase goes on.
        is_open = ways.open_at_begin or ways.open_at_end
        self._break = "\0" if is_open else OTHER * (1 + sum(max(map(_gaps, node)) for node in ways.nodes))
        self._spans: dict[str, Spans] = {}

    def spans(self, words: str) -> Sequence[tuple[int, int]]:
        """Where the phrase stands in a window of a text, given as a string of one letter a word: with which word it begins, and
        how many it covers."""
        window = words.translate(self._letters)
        if self._break not in window:
            return self._standing(window)
        found: list[tuple[int, int]] = []
        at = 0
        for piece in window.split(self._break):
            found += [(at + start, length) for start, length in self._standing(piece)]
            at += len(piece) + len(self._break)
        return found

    def _standing(self, piece: str) -> Sequence[tuple[int, int]]:
        """The same of a piece of a window in the phrase's own letters. What it cannot begin or end with bears on nothing."""
        core = piece.lstrip(self._before)
        begin = len(piece) - len(core)
        core = core.rstrip(self._after)
        if len(core) < self._least:
            return ()
        known = self._spans.get(core)
        if known is None:
            if len(self._spans) >= _REMEMBERED:
                self._spans.clear()
            known = self._spans[core] = tuple(self._found(core))
        return [(begin + start, length) for start, length in known] if begin and known else known

    def _found(self, core: str) -> Iterator[tuple[int, int]]:
        size = len(core)
        if size - core.count(OTHER) < self._least:
            return
        ways = self._ways(frozenset(core))
        for start in range(size - self._least + 1) if ways else ():
            longest = 0
            for way in ways:
                taken = _read(way, core, start, self._ends)
                if taken and (length := sum(taken)) > longest and stands(shape_of(way, taken)):
                    longest = length
            if longest:
                yield start, longest

    def _ways(self, letters: Set[str]) -> list[Way]:
        """The ways through the phrase for which every word is there."""
        nodes = []
        for ways in self._nodes:
            left = [way for way, needed in ways if not any(map(letters.isdisjoint, needed))]
            if not left:
                return []
            nodes.append(left)
        return list(dict.fromkeys(trimmed(tuple(chain.from_iterable(parts)), _is_gap) for parts in product(*nodes)))


def _is_gap(step: Step) -> bool:
    return not step[0]


def _gaps(way: Way) -> int:
    """Across how many words the gaps of a way go together."""
    return sum(more for admitted, more in way if not admitted)


def _read(way: Way, letters: str, start: int, ends: str) -> tuple[int, ...] | None:
    """The furthest that a way can be read off ``letters`` from ``start`` on: how many words each of its steps takes."""
    at, size = start, len(letters)
    for number, (admitted, more) in enumerate(way):
        if more or not admitted:
            further = _furthest(way[number:], letters, at, ends)
            return None if further is None else (1,) * number + further
        if at >= size or letters[at] not in admitted:
            return None
        at += 1
    return (1,) * len(way)


def _furthest(way: Way, letters: str, start: int, ends: str) -> tuple[int, ...] | None:
    """The same where gaps and optional words leave several readings."""
    size, reached = len(letters), {start}
    levels = []
    for admitted, more in way:
        levels.append(reached)
        if not admitted:
            reached = {at for begin in reached for at in _across(letters, begin, more, ends)}
            continue
        stepped = {at + 1 for at in reached if at < size and letters[at] in admitted}
        reached = stepped | reached if more else stepped
        if not reached:
            return None
    at = max(reached)
    taken = []
    for (admitted, more), before in zip(reversed(way), reversed(levels), strict=True):
        if not admitted:
            begin = max(begin for begin in before if at in _across(letters, begin, more, ends))
        else:
            begin = at - 1 if at - 1 in before and letters[at - 1] in admitted else at
        taken.append(at - begin)
        at = begin
    return tuple(reversed(taken))


def _across(letters: str, begin: int, most: int, ends: str) -> range:
    """Where a gap can end that begins at ``begin``."""
    last = min(begin + most, len(letters))
    return range(begin, next((at for at in range(begin, last) if letters[at] in ends), last) + 1)
