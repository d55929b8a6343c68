"""The sieve before the Matcher: where in a text a phrase can stand, for all phrases of a lexicon at once.

Every phrase has an anchor: up to three places that stand side by side in it and are rarely met. A phrase is one bit of a
long integer; each letter (a word of the pack) has such integers for the first, second and third place of an anchor, and
so three look-ups and two ANDs a word tell which anchors stand there. A phrase passes when words for all its other places
are somewhere in the text too. The sieve may let too much through, never too little: the Matcher decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.text.plan import ANCHOR, Plan

_END = "\0"
_REMEMBERED = 200_000  # runs of words whose rows are kept


_Hit = tuple[int, int, int, int]
"""A phrase, the sets of words of which it needs one, and how far it can reach before its anchor and from there on."""


class Sieve:
    """Finds the windows of a text, given as a string of one letter a word, in which phrases (by number) can stand."""

    def __init__(self, plan: Plan) -> None:
        self._masks = [_masks(plan, offset) for offset in range(ANCHOR)]
        needs, self._met = _needs(plan)
        self._hits: list[_Hit] = [
            (number, need, before, after) for (number, before, after, _, _), need in zip(plan.rows, needs, strict=True)
        ]
        self._seen: dict[str, tuple[_Hit, ...]] = {}

    def windows(self, letters: str) -> list[tuple[int, int, int]]:
        """``(number, begin, end)``: a phrase and the words among which it can stand. A phrase may come several times."""
        found: list[tuple[int, int, int]] = []
        met = -1
        size, seen = len(letters), self._seen
        padded = letters + _END * (ANCHOR - 1)
        for at in range(size):
            words = padded[at : at + ANCHOR]
            rows = seen.get(words)
            if rows is None:
                rows = self._anchored_at(words)
            if not rows:
                continue
            if met < 0:
                met = self._met_by(letters)
            for number, need, before, after in rows:
                if need & met == need:
                    found.append((number, at - before if at > before else 0, min(at + after, size)))
        return found

    def _anchored_at(self, words: str) -> tuple[_Hit, ...]:
        """The rows whose anchor stands in ``words``. The same words stand side by side again and again."""
        here = -1
        for (masks, shorter), letter in zip(self._masks, words, strict=True):
            here &= masks.get(letter, shorter)
        rows = []
        while here:
            low = here & -here
            here ^= low
            rows.append(self._hits[low.bit_length() - 1])
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[words] = tuple(rows)
        return self._seen[words]

    def _met_by(self, letters: str) -> int:
        met, known = 0, self._met
        for letter in set(letters):
            if letter in known:
                met |= known[letter]
        return met


def _masks(plan: Plan, offset: int) -> tuple[dict[str, int], int]:
    """For each letter the rows whose anchor admits it at ``offset``; and those whose anchor is shorter."""
    alike: dict[int, list[int]] = defaultdict(list)
    shorter = []
    for index, (_, _, _, anchor, _) in enumerate(plan.rows):
        if offset < len(anchor):
            alike[anchor[offset]].append(index)
        else:
            shorter.append(index)
    size = len(plan.rows) // 8 + 1
    short = _bits(shorter, size)
    masks: dict[str, int] = {}
    for number, indexes in alike.items():
        field = _bits(indexes, size) | short
        for letter in plan.sets[number]:
            masks[letter] = masks.get(letter, 0) | field
    return masks, short


def _needs(plan: Plan) -> tuple[list[int], dict[str, int]]:
    """For each row the sets of words (a bit each) of which it needs one beside its anchor; for each letter the sets that
    it is in."""
    bit_of: dict[int, int] = {}
    needs = []
    for _, _, _, _, needed in plan.rows:
        need = 0
        for number in needed:
            need |= bit_of.setdefault(number, 1 << len(bit_of))
        needs.append(need)
    met: dict[str, int] = {}
    for number, bit in bit_of.items():
        for letter in plan.sets[number]:
            met[letter] = met.get(letter, 0) | bit
    return needs, met


def _bits(positions: Iterable[int], size: int) -> int:
    field = bytearray(size)
    for position in positions:
        field[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(field, "little")
