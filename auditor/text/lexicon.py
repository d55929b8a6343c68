"""All phrases of one language for one side: the sieve first, then each of the few phrases that passed it.

A phrase is made ready (see ``forms``) when it first passes the sieve, and with the first of them spaCy is loaded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.text.phrases import Phrase
from auditor.text.plan import Plan, PlannedRow, plan_of
from auditor.text.sieve import Sieve
from auditor.text.tokens import Tokens
from auditor.text.vocabulary import KEPT_KINDS, Vocabulary
from auditor.text.ways import PhraseWays, phrase_ways

if TYPE_CHECKING:
    from auditor.text.forms import Form

_Standing = tuple[int, int, int]
"""A phrase by its number, the word that it begins with, and how many words it covers."""

_Found = tuple[int, int, str, str]
"""A match as it is sorted: how many words it covers (negative), where it begins, its act and its phrase."""

_REMEMBERED = 30_000  # sentences
_CLAUSE_BREAKS = KEPT_KINDS | {"emoji", "handle", "url", "hashtag"}


@dataclass(frozen=True, slots=True)
class ActPhrases:
    """One act file: the act's name, its phrases, and what a match may not overlap."""

    act: str
    phrases: Sequence[Phrase]
    exceptions: Sequence[Phrase] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` (exclusive) do ``act``, by ``phrase``."""

    act: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase by its place in its file: it is not asked for before it is needed."""

    act: str
    phrases: Sequence[Phrase]
    index: int
    exception: bool


class Lexicon:
    """Finds the acts of tokenized texts. Immutable in behaviour: what is inside is only filled lazily.

    ``plan`` and ``ways`` (by a phrase's number) are those of the same phrases in the same order, where they were made before;
    else the plan is made now, and a phrase's ways when it is first asked for.
    """

    def __init__(
        self,
        acts: Iterable[ActPhrases],
        clause_openers: Iterable[str] = (),
        plan: Plan | None = None,
        ways: Callable[[int], PhraseWays] | None = None,
    ) -> None:
        self._entries = [
            _Entry(a.act, phrases, index, exception)
            for a in acts
            for exception, phrases in ((False, a.phrases), (True, a.exceptions))
            for index in range(len(phrases))
        ]
        self._clause_openers = frozenset(clause_openers)
        self.plan = plan or plan_of([self._phrase(number) for number in range(len(self._entries))])
        self._ways = ways
        self._vocabulary = Vocabulary(self.plan.words, self.plan.prefixes)
        rows: dict[bool, list[PlannedRow]] = {False: [], True: []}
        for row in self.plan.rows:
            rows[row[0] in self.plan.across].append(row)
        self._within, self._across = Sieve(self.plan.sets, rows[False]), Sieve(self.plan.sets, rows[True])
        ends = "".join(sorted(self._vocabulary.ends))
        self._sentences = re.compile(f"[^{ends}]*[{ends}]+|[^{ends}]+").findall
        self._seen: dict[str, tuple[_Standing, ...]] = {}
        self._forms: list[Form | None] = [None] * len(self._entries)

    def ways(self, number: int) -> PhraseWays:
        """A phrase in letters of its own, by its number."""
        return self._ways(number) if self._ways else phrase_ways(self._phrase(number), self._vocabulary)

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(entry.act for entry in self._entries)

    def find(self, tokens: Tokens) -> list[Match]:
        """All acts in a text, exceptions already taken away, in text order. From each word on the longest match of a phrase
        counts, and of those that overlap the longest."""
        found: list[_Found] = []
        vetoes: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, start, length in self._standing(self._vocabulary.letters(tokens)):
            entry, form = self._entries[number], self._form(number)
            if form.at_clause_start and not self._at_clause_start(tokens, start):
                continue
            if entry.exception:
                vetoes[entry.act].append((start, start + length))
            else:
                found.append((-length, start, entry.act, form.source))
        if vetoes:
            found = [one for one in found if not _overlaps(vetoes.get(one[2], ()), one[1], one[1] - one[0])]
        return _longest(found)

    def _standing(self, letters: str) -> Iterator[_Standing]:
        """Where each phrase can stand in a text. Sentences come again and again (all unknown words are alike in them), so what
        stands in one is remembered; the few phrases that can go on after its end are looked for in the whole text."""
        begin = 0
        for sentence in self._sentences(letters):
            known = self._seen.get(sentence)
            if known is None:
                if len(self._seen) >= _REMEMBERED:
                    self._seen.clear()
                known = self._seen[sentence] = self._passing(self._within, sentence)
            for number, start, length in known:
                yield number, begin + start, length
            begin += len(sentence)
        yield from self._passing(self._across, letters)

    def _passing(self, sieve: Sieve, letters: str) -> tuple[_Standing, ...]:
        lengths: dict[tuple[int, int], int] = {}
        forms = self._forms
        for number, begin, end in sieve.windows(letters):
            for start, length in (forms[number] or self._form(number)).spans(letters[begin:end]):
                at = begin + start
                if length > lengths.get((number, at), 0):  # the windows of two anchors overlap
                    lengths[number, at] = length
        return tuple((number, at, length) for (number, at), length in lengths.items())

    def _form(self, number: int) -> Form:
        form = self._forms[number]
        if form is None:
            from auditor.text.forms import Form

            form = self._forms[number] = Form(self.ways(number), self.plan.least[number])
        return form

    def _phrase(self, number: int) -> Phrase:
        entry = self._entries[number]
        return entry.phrases[entry.index]

    def _at_clause_start(self, tokens: Tokens, start: int) -> bool:
        while start and tokens.words[start - 1] in self._clause_openers:
            start -= 1
        return start == 0 or tokens.kinds[start - 1] in _CLAUSE_BREAKS


def _longest(found: list[_Found]) -> list[Match]:
    """In text order; of overlapping matches of one phrase only the longest stays."""
    kept: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    matches = []
    for size, start, act, phrase in sorted(found):
        rivals = kept[act, phrase]
        if not _overlaps(rivals, start, start - size):
            rivals.append((start, start - size))
            matches.append((start, size - start, act, phrase))
    return [Match(act, start, -end, phrase) for start, end, act, phrase in sorted(matches)]


def _overlaps(ranges: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < last and first < end for first, last in ranges)
