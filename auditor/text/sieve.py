"""The sieve before the Matcher: where in a text a phrase can stand, for all phrases of a lexicon at once.

Every phrase has an anchor: up to three places that stand side by side in it and are rarely met. A phrase is one bit of a
long integer; each letter (a word of the pack) has such integers for the first, second and third place of an anchor, and
so three look-ups and two ANDs a word tell which anchors stand there. A phrase passes when words for all its other places
are somewhere in the text too. The sieve may let too much through, never too little: the Matcher decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.text.phrases import Phrase
from auditor.text.rows import Drawer, Row
from auditor.text.vocabulary import Vocabulary, Words

ANCHOR = 3
_OFTEN = 1e-4  # an anchor met more often than this is worth a row for each way through its phrase
_MOST_ROWS = 48
_IN_EVERY_TEXT = 0.05  # how much of a text is one of the marks (a handle, a full stop), about; phrases name them less
_END = "\0"
_REMEMBERED = 200_000  # runs of words whose rows are kept


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A row of a phrase, and which of its places are the anchor; ``chance`` guesses how often the anchor is met."""

    number: int
    row: Row
    begin: int
    end: int
    chance: float


_Hit = tuple[int, int, int, int]
"""A phrase, the sets of words of which it needs one, and how far it can reach before its anchor and from there on."""


class Sieve:
    """Finds the windows of a text, given as a string of one letter a word, in which ``phrases`` (by number) can stand."""

    def __init__(self, phrases: Sequence[Phrase], vocabulary: Vocabulary) -> None:
        drawer = Drawer(vocabulary)
        drawn = [drawer.row_of(phrase.tree) for phrase in phrases]
        shares = _Shares(drawn, vocabulary.marks)
        rows: list[_Anchored] = []
        for number, row in enumerate(drawn):
            one = _anchored(number, row, shares)
            ways = drawer.rows_of(phrases[number].tree, _MOST_ROWS) if one.chance > _OFTEN else ()
            several = [_anchored(number, way, shares) for way in ways]
            rows += several if several and sum(way.chance for way in several) < one.chance / 2 else [one]
        self._masks = [_masks(rows, offset) for offset in range(ANCHOR)]
        needs, self._met = _needs(rows)
        self._hits: list[_Hit] = [
            (row.number, need, row.begin, len(row.row) - row.begin) for row, need in zip(rows, needs, strict=True)
        ]
        self._seen: dict[str, tuple[_Hit, ...]] = {}
        self.least = [sum(not place.optional for place in row) for row in drawn]
        """For each phrase how many words it takes at least."""

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


class _Shares(dict[Words, float]):
    """How much of all places of all rows a set of words fills: a guess at how often one of them is met."""

    def __init__(self, rows: Sequence[Row], everywhere: Iterable[str]) -> None:
        super().__init__()
        alike = Counter(place.letters for row in rows for place in row)
        self._weight: Counter[str] = Counter()
        for letters, count in alike.items():
            for letter in letters:
                self._weight[letter] += count
        self._total = self._weight.total()
        for letter in everywhere:
            self._weight[letter] += int(self._total * _IN_EVERY_TEXT)

    def __missing__(self, letters: Words) -> float:
        self[letters] = share = sum(self._weight[letter] for letter in letters) / self._total
        return share


def _anchored(number: int, row: Row, shares: _Shares) -> _Anchored:
    """A row with the run of required places that are the rarest together."""
    best = _Anchored(number, row, 0, 0, float("inf"))
    for begin in range(len(row)):
        chance = 1.0
        for end in range(begin, min(begin + ANCHOR, len(row))):
            if row[end].optional:
                break
            chance *= shares[row[end].letters]
            if chance < best.chance:
                best = _Anchored(number, row, begin, end + 1, chance)
    return best


def _masks(rows: Sequence[_Anchored], offset: int) -> tuple[dict[str, int], int]:
    """For each letter the rows whose anchor admits it at ``offset``; and those whose anchor is shorter."""
    alike: dict[Words, list[int]] = defaultdict(list)
    shorter = []
    for index, row in enumerate(rows):
        if row.begin + offset < row.end:
            alike[row.row[row.begin + offset].letters].append(index)
        else:
            shorter.append(index)
    size = len(rows) // 8 + 1
    short = _bits(shorter, size)
    masks: dict[str, int] = {}
    for words, indexes in alike.items():
        field = _bits(indexes, size) | short
        for letter in words:
            masks[letter] = masks.get(letter, 0) | field
    return masks, short


def _needs(rows: Sequence[_Anchored]) -> tuple[list[int], dict[str, int]]:
    """For each row the sets of words (a bit each) of which it needs one beside its anchor; for each letter the sets that
    it is in."""
    bit_of: dict[Words, int] = {}
    needs = []
    for row in rows:
        need = 0
        for place in row.row[: row.begin] + row.row[row.end :]:
            if not place.optional:
                need |= bit_of.setdefault(place.letters, 1 << len(bit_of))
        needs.append(need)
    met: dict[str, int] = {}
    for words, bit in bit_of.items():
        for letter in words:
            met[letter] = met.get(letter, 0) | bit
    return needs, met


def _bits(positions: Sequence[int], size: int) -> int:
    field = bytearray(size)
    for position in positions:
        field[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(field, "little")
