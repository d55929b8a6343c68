"""The sieve before the Matcher: where in a text a phrase can stand, for all phrases of a lexicon at once.

Every phrase has an anchor: up to three places that stand side by side in it and are rarely met. A phrase is one bit of a
long integer; each letter (a word of the pack) has such integers for the first and the second place of an anchor, and so
two look-ups and an AND tell which anchors can begin with two words. Pairs and runs of three words come again and again, and
are remembered. A phrase passes when words for all its other places are in the text too, and as near as it can reach. The
sieve may let too much through, never too little: the Matcher decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from auditor.text.plan import ANCHOR, PlannedRow

_END = "\0"
_REMEMBERED = 100_000  # runs of words whose rows are kept, and pairs of words


_Hit = tuple[int, int, int, int]
"""A phrase, the sets of words of which it needs one, and how far it can reach before its anchor and from there on."""


class Sieve:
    """Finds the windows of a text, given as a string of one letter a word, in which phrases (by number) can stand.

    ``rows`` are the planned rows of the phrases, ``sets`` the sets of words that they name by number.
    """

    def __init__(self, sets: Sequence[str], rows: Sequence[PlannedRow]) -> None:
        self._first, self._second = (_masks(sets, rows, offset) for offset in (0, 1))
        first, anywhere = self._first
        self._begins = frozenset("".join(sets) if anywhere else first)
        needs, self._met = _needs(sets, rows)
        self._hits: list[_Hit] = [
            (number, need, before, after) for (number, before, after, _, _), need in zip(rows, needs, strict=True)
        ]
        third = [frozenset(words) for words in sets]
        self._third = [third[anchor[2]] if len(anchor) == ANCHOR else None for _, _, _, anchor, _ in rows]
        self._pairs: dict[str, tuple[int, ...]] = {}
        self._seen: dict[str, tuple[_Hit, ...]] = {}

    def windows(self, letters: str) -> list[tuple[int, int, int]]:
        """``(number, begin, end)``: a phrase and the words among which it can stand. A phrase may come several times."""
        found: list[tuple[int, int, int]] = []
        met: list[int] = []
        anywhere = 0
        size, seen, begins = len(letters), self._seen, self._begins
        padded = letters + _END * (ANCHOR - 1)
        for at, letter in enumerate(letters):
            if letter not in begins:
                continue
            words = padded[at : at + ANCHOR]
            rows = seen.get(words)
            if rows is None:
                rows = self._anchored_at(words)
            if not rows:
                continue
            if not met:
                known = self._met
                met = [known.get(word, 0) for word in letters]
                anywhere = reduce(or_, met)
            for number, need, before, after in rows:
                if need & anywhere == need:
                    begin, end = at - before if at > before else 0, min(at + after, size)
                    if not need or need & reduce(or_, met[begin:end]) == need:
                        found.append((number, begin, end))
        return found

    def _anchored_at(self, words: str) -> tuple[_Hit, ...]:
        """The rows whose anchor stands in ``words``. The same words stand side by side again and again."""
        pair, last = words[:2], words[2]
        begun = self._pairs.get(pair)
        if begun is None:
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            begun = self._pairs[pair] = tuple(self._begun_by(pair))
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        third, hits = self._third, self._hits
        rows = tuple(hits[row] for row in begun if (admitted := third[row]) is None or last in admitted)
        self._seen[words] = rows
        return rows

    def _begun_by(self, pair: str) -> Iterator[int]:
        """The rows (by number) whose anchor can begin with two words."""
        (first, short), (second, shorter) = self._first, self._second
        here = first.get(pair[0], short) & second.get(pair[1], shorter)
        while here:
            low = here & -here
            here ^= low
            yield low.bit_length() - 1


def _masks(sets: Sequence[str], rows: Sequence[PlannedRow], offset: int) -> tuple[dict[str, int], int]:
    """For each letter the rows whose anchor admits it at ``offset``; and those whose anchor is shorter."""
    alike: dict[int, list[int]] = defaultdict(list)
    shorter = []
    for index, (_, _, _, anchor, _) in enumerate(rows):
        if offset < len(anchor):
            alike[anchor[offset]].append(index)
        else:
            shorter.append(index)
    size = len(rows) // 8 + 1
    short = _bits(shorter, size)
    masks: dict[str, int] = {}
    for number, indexes in alike.items():
        field = _bits(indexes, size) | short
        for letter in sets[number]:
            masks[letter] = masks.get(letter, 0) | field
    return masks, short


def _needs(sets: Sequence[str], rows: Sequence[PlannedRow]) -> tuple[list[int], dict[str, int]]:
    """For each row the sets of words (a bit each) of which it needs one beside its anchor; for each letter the sets that
    it is in."""
    bit_of: dict[int, int] = {}
    needs = []
    for _, _, _, _, needed in rows:
        need = 0
        for number in needed:
            need |= bit_of.setdefault(number, 1 << len(bit_of))
        needs.append(need)
    met: dict[str, int] = {}
    for number, bit in bit_of.items():
        for letter in sets[number]:
            met[letter] = met.get(letter, 0) | bit
    return needs, met


def _bits(positions: Iterable[int], size: int) -> int:
    field = bytearray(size)
    for position in positions:
        field[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(field, "little")
