"""A phrase drawn as rows of places: as much of its tree as the sieve needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.text.phrases import Choice, Gap, Node, Sequence_, Slot
from auditor.text.vocabulary import Vocabulary, Words


@dataclass(frozen=True, slots=True)
class Place:
    """One word of a row: any of ``letters``, or where ``gap`` is set also any word that does not end a sentence."""

    letters: Words
    optional: bool
    gap: bool = False


Row = tuple[Place, ...]
_ANY = Place(frozenset(), optional=True, gap=True)


class Drawer:
    """Draws phrases' trees. Word lists come again and again in them, so each is drawn once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._drawn: dict[int, tuple[Choice, Row]] = {}
        self._slots: dict[int, tuple[Slot, Place]] = {}

    def row_of(self, tree: Sequence_) -> Row:
        """A row that admits every sequence of words that the tree admits. Where the tree forks into sequences these are
        laid upon each other, so that the row admits mixtures of them too."""
        return _trimmed(self._sequence(tree))

    def rows_of(self, tree: Sequence_, most: int) -> tuple[Row, ...]:
        """A row for each way through the forks of a tree, those that are single words still taken together; the one row
        of ``row_of`` where there are more ways than ``most``."""
        forks = [self._ways(node) for node in tree]
        if math.prod(map(len, forks)) > most:
            return (self.row_of(tree),)
        rows: list[Row] = [()]
        for ways in forks:
            rows = [row + way for row in rows for way in ways]
        return tuple(dict.fromkeys(_trimmed(row) for row in rows))

    def _ways(self, node: Node) -> tuple[Row, ...]:
        if not isinstance(node, Choice):
            return (self._places(node),)
        drawn = [self._sequence(option) for option in node.options]
        single = [way[0] for way in drawn if len(way) == 1 and not way[0].optional]
        longer = [way for way in drawn if len(way) != 1 or way[0].optional]
        if single:
            longer.append((Place(frozenset().union(*(place.letters for place in single)), node.optional),))
        elif node.optional:
            longer.append(())
        return tuple(longer)

    def _sequence(self, tree: Sequence_) -> Row:
        row: list[Place] = []
        for node in tree:
            if isinstance(node, Slot):
                row.append(self._place(node))
            else:
                row += self._places(node)
        return tuple(row)

    def _places(self, node: Node) -> Row:
        if isinstance(node, Slot):
            return (self._place(node),)
        if isinstance(node, Gap):
            return (_ANY,) * node.most
        known = self._drawn.get(id(node))  # what the identity stands for is kept, so that it stays the same
        if known is None:
            row = _laid_together([self._sequence(option) for option in node.options])
            if node.optional:
                row = tuple(Place(p.letters, True, p.gap) for p in row)
            known = self._drawn[id(node)] = (node, row)
        return known[1]

    def _place(self, slot: Slot) -> Place:
        known = self._slots.get(id(slot))
        if known is None:
            known = self._slots[id(slot)] = (slot, Place(self._vocabulary.admitted(slot), slot.optional))
        return known[1]


def _trimmed(row: Row) -> Row:
    """Without gaps at either end, which would only stretch it."""
    first, last = 0, len(row)
    while first < last and row[first] == _ANY:
        first += 1
    while last > first and row[last - 1] == _ANY:
        last -= 1
    return row[first:last]


def _laid_together(ways: Sequence[Row]) -> Row:
    """One row that admits all the ways: at each distance from its begin whatever any way can have there."""
    if len(ways) == 1:
        return ways[0]
    shortest = min(sum(not place.optional for place in way) for way in ways)
    letters: list[set[str]] = [set() for _ in range(max(map(len, ways)))]
    gaps: set[int] = set()
    for way in ways:
        earliest = 0
        for latest, place in enumerate(way):
            for distance in range(earliest, latest + 1):
                letters[distance] |= place.letters
                if place.gap:
                    gaps.add(distance)
            earliest += not place.optional
    return tuple(Place(frozenset(ls), n >= shortest, n in gaps) for n, ls in enumerate(letters))
