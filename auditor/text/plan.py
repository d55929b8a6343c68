"""What can be said of a lexicon's phrases before any text comes: the words that they know, and how the sieve looks for each.

It takes as long as reading a thousand texts, so a pack's plans are made once, when the program is packed (see
``rulebook/prepared.py``), and are plain enough to be kept in a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.text.phrases import Phrase
from auditor.text.rows import Drawer, Row
from auditor.text.vocabulary import Vocabulary, Words

ANCHOR = 3
_OFTEN = 1e-4  # an anchor met more often than this is worth a row for each way through its phrase
_MOST_ROWS = 48
_IN_EVERY_TEXT = 0.05  # how much of a text is one of the marks (a handle, a full stop), about; phrases name them less

PlannedRow = tuple[int, int, int, tuple[int, ...], tuple[int, ...]]
"""A phrase, how many words it can reach before its anchor and from there on, and by their number in ``Plan.sets`` the sets
of words of its anchor's places, and those of which a text must hold one word each besides."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``words`` and ``prefixes`` make the vocabulary; ``sets`` are sets of its letters, a sorted string each; ``least`` says
    for each phrase how many words it takes at least, ``across`` which of them (by number) can go on after a mark that ends a
    sentence."""

    words: tuple[str, ...]
    prefixes: tuple[str, ...]
    sets: tuple[str, ...]
    rows: tuple[PlannedRow, ...]
    least: tuple[int, ...]
    across: frozenset[int]


def plan_of(phrases: Sequence[Phrase]) -> Plan:
    """The plan of some phrases."""
    vocabulary = Vocabulary.of(phrases)
    drawer = Drawer(vocabulary)
    drawn = [drawer.row_of(phrase.tree) for phrase in phrases]
    shares = _Shares(drawn, vocabulary.marks)
    rows: list[_Anchored] = []
    for number, row in enumerate(drawn):
        one = _anchored(number, row, shares)
        ways = drawer.rows_of(phrases[number].tree, _MOST_ROWS) if one.chance > _OFTEN else ()
        several = [_anchored(number, way, shares) for way in ways]
        rows += several if several and sum(way.chance for way in several) < one.chance / 2 else [one]
    numbers: dict[Words, int] = {}
    planned = tuple(_planned(row, numbers) for row in rows)
    least = tuple(sum(not place.optional for place in row) for row in drawn)
    across = frozenset(n for n, row in enumerate(drawn) if any(vocabulary.ends & place.letters for place in row[:-1]))
    return Plan(*vocabulary.known(), tuple("".join(sorted(words)) for words in numbers), planned, least, across)


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A row of a phrase, and which of its places are the anchor; ``chance`` guesses how often the anchor is met."""

    number: int
    row: Row
    begin: int
    end: int
    chance: float


def _planned(one: _Anchored, numbers: dict[Words, int]) -> PlannedRow:
    beside = [place for place in one.row[: one.begin] + one.row[one.end :] if not place.optional]
    anchor, needed = (
        tuple(numbers.setdefault(place.letters, len(numbers)) for place in places)
        for places in (one.row[one.begin : one.end], beside)
    )
    return one.number, one.begin, len(one.row) - one.begin, anchor, tuple(dict.fromkeys(needed))


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
