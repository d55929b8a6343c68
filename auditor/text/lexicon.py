"""All phrases of one language for one side: sieve, then flat patterns, then spaCy's Matcher on the few.

Flat patterns and Matchers are made when their phrase first passes the sieve; the verdict on a place in a text is always
the Matcher's, and is remembered for the next text that holds the same words there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.expand import Flat, fits, flats_of
from auditor.text.phrases import Gap, Phrase
from auditor.text.sieve import Sieve
from auditor.text.tokens import Tokens
from auditor.text.vocabulary import KEPT_KINDS, SENTENCE_ENDS, Steps, Vocabulary

_CLAUSE_BREAKS = KEPT_KINDS | {"emoji", "handle", "url", "hashtag"}
_REMEMBERED = 200_000  # windows whose matches are kept


@dataclass(frozen=True, slots=True)
class ActPhrases:
    """One act file: the act's name, its phrases, and what a match may not overlap."""

    act: str
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` (exclusive) do ``act``, by ``phrase``."""

    act: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class _Entry:
    act: str
    phrase: Phrase
    exception: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A phrase written out: its flat patterns, their steps, which of them can begin with a letter, and for each letter
    one that is as good as it for this phrase."""

    flats: tuple[Flat, ...]
    steps: tuple[Steps, ...]
    beginning_with: dict[str, list[int]]
    alike: _Alike


class _Alike(dict[int, str]):
    """A translation that makes one letter of all that the same places of a phrase admit, and one of all that none does."""

    def __init__(self, steps: Iterable[Steps], ends: Iterable[str], other: str) -> None:
        places: dict[str, list[int]] = {letter: [-1 - number] for number, letter in enumerate(ends)}
        for number, admitted in enumerate({letters for flat in steps for letters, _ in flat if letters is not None}):
            for letter in admitted:
                places.setdefault(letter, []).append(number)
        chosen: dict[tuple[int, ...], str] = {}
        super().__init__((ord(letter), chosen.setdefault(tuple(where), letter)) for letter, where in places.items())
        self._other = other

    def __missing__(self, _letter: int) -> str:
        return self._other


class Lexicon:
    """Finds the acts of tokenized texts. Immutable in behaviour: what is inside is only filled lazily."""

    def __init__(self, acts: Iterable[ActPhrases], clause_openers: Iterable[str] = ()) -> None:
        self._entries = [
            _Entry(a.act, phrase, exception)
            for a in acts
            for exception, phrases in ((False, a.phrases), (True, a.exceptions))
            for phrase in phrases
        ]
        self._clause_openers = frozenset(clause_openers)
        phrases = [entry.phrase for entry in self._entries]
        self._vocabulary = Vocabulary(phrases)
        self._sieve = Sieve(phrases, self._vocabulary)
        self._vocab = Vocab()
        self._orders: dict[int, re.Pattern[str]] = {}
        self._written_out: dict[int, _Patterns] = {}
        self._matchers: dict[tuple[int, int], Matcher] = {}
        self._seen: dict[tuple[int, str], int] = {}

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(entry.act for entry in self._entries)

    def find(self, tokens: Tokens) -> list[Match]:
        """All acts in a text, exceptions already taken away, in text order. From each word on the longest match of a phrase
        counts, and of those that overlap the longest."""
        found: list[Match] = []
        vetoes: dict[str, list[Match]] = defaultdict(list)
        for (number, start), length in self._lengths(self._vocabulary.letters(tokens)).items():
            entry = self._entries[number]
            if entry.phrase.at_clause_start and not self._at_clause_start(tokens, start):
                continue
            match = Match(entry.act, start, start + length, entry.phrase.source)
            (vetoes[entry.act] if entry.exception else found).append(match)
        if vetoes:
            found = [m for m in found if not any(m.start < v.end and v.start < m.end for v in vetoes.get(m.act, ()))]
        return _longest(found)

    def _lengths(self, letters: str) -> dict[tuple[int, int], int]:
        """How many words each phrase (by number) covers from each word on at which it can begin."""
        lengths: dict[tuple[int, int], int] = {}
        orders, least_words = self._orders, self._sieve.least
        for number, begin, end in self._sieve.windows(letters):
            order, least = orders.get(number) or self._order(number), least_words[number]
            while end - begin >= least and (hit := order.search(letters, begin, end)):
                start = hit.start()
                begin = start + 1
                length = self._length(number, letters[start : _furthest(order, letters, hit, end)])
                if length > lengths.get((number, start), 0):  # the windows of two anchors overlap
                    lengths[number, start] = length
        return lengths

    def _order(self, number: int) -> re.Pattern[str]:
        if number not in self._orders:
            self._orders[number] = self._vocabulary.order(self._entries[number].phrase.tree)
        return self._orders[number]

    def _length(self, number: int, window: str) -> int:
        """How many words a phrase covers from the first of a window on. Windows come again and again, so what the Matcher
        said is remembered."""
        key = (number, window)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            plain = window.translate(self._patterns(number).alike)
            known = self._seen.get((number, plain))
            if known is None:
                known = self._seen[(number, plain)] = self._matched(number, plain)
            self._seen[key] = known
        return known

    def _matched(self, number: int, window: str) -> int:
        patterns = self._patterns(number)
        doc = Doc(self._vocab, words=self._vocabulary.words(window))
        longest = 0
        for which in patterns.beginning_with.get(window[0], ()):
            if fits(patterns.steps[which], window, 0, self._vocabulary.ends):
                found = self._matcher(number, which)(doc)
                longest = max(longest, *(end for _, start, end in found if start == 0), 0)
        return longest

    def _patterns(self, number: int) -> _Patterns:
        if number not in self._written_out:
            flats = flats_of(self._entries[number].phrase)
            beginning_with: dict[str, list[int]] = defaultdict(list)
            for which, flat in enumerate(flats):
                for letter in self._vocabulary.first_letters(flat):
                    beginning_with[letter].append(which)
            steps = tuple(self._vocabulary.steps(flat) for flat in flats)
            alike = _Alike(steps, self._vocabulary.ends, self._vocabulary.any_word)
            self._written_out[number] = _Patterns(flats, steps, dict(beginning_with), alike)
        return self._written_out[number]

    def _matcher(self, number: int, which: int) -> Matcher:
        if (number, which) not in self._matchers:
            patterns = self._patterns(number)
            matcher = Matcher(self._vocab, validate=False)
            matcher.add("phrase", [list(self._token_patterns(patterns.flats[which], patterns.alike))])
            self._matchers[(number, which)] = matcher
        return self._matchers[(number, which)]

    def _token_patterns(self, flat: Flat, alike: _Alike) -> Iterator[dict[str, object]]:
        """A flat pattern for windows in which one word stands for all that are alike to the phrase."""
        for item in flat:
            if isinstance(item, Gap):
                yield {"ORTH": {"NOT_IN": list(SENTENCE_ENDS)}, "OP": f"{{0,{item.most}}}"}
                continue
            letters = "".join(self._vocabulary.admitted(item)).translate(alike)
            words = sorted(set(self._vocabulary.words(letters)))
            token: dict[str, object] = {"ORTH": words[0] if len(words) == 1 else {"IN": words}}
            if item.optional:
                token["OP"] = "?"
            yield token

    def _at_clause_start(self, tokens: Tokens, start: int) -> bool:
        while start and tokens.words[start - 1] in self._clause_openers:
            start -= 1
        return start == 0 or tokens.kinds[start - 1] in _CLAUSE_BREAKS


def _furthest(order: re.Pattern[str], letters: str, hit: re.Match[str], end: int) -> int:
    """The last place at which a phrase that begins where ``hit`` does can end."""
    first, start = hit.end(), hit.start()
    return next((last for last in range(end, first, -1) if order.fullmatch(letters, start, last)), first)


def _longest(matches: Iterable[Match]) -> list[Match]:
    """In text order; of overlapping matches of one phrase only the longest stays."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.act, m.phrase)):
        if not any(_rivals(k, match) for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.act, m.phrase))


def _rivals(one: Match, other: Match) -> bool:
    return (one.act, one.phrase) == (other.act, other.phrase) and one.start < other.end and other.start < one.end
