"""All phrases of one language for one side: gate, then flat patterns, then spaCy's Matcher on the few.

Flat patterns and Matchers are made when their phrase first passes the gate; the verdict on a place in a text is always
the Matcher's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.expand import Flat, flats_of
from auditor.text.gate import KEPT_KINDS, SENTENCE_ENDS, Gate, Steps, Vocabulary, fits
from auditor.text.phrases import Gap, Phrase
from auditor.text.tokens import Tokens

_CLAUSE_BREAKS = KEPT_KINDS | {"emoji", "handle", "url", "hashtag"}
_REMEMBERED = 100_000  # windows whose matches are kept


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


_Expanded = tuple[tuple[Flat, ...], tuple[Steps, ...], dict[str, list[int]]]


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
        self._gate = Gate(phrases, self._vocabulary)
        self._vocab = Vocab()
        self._expanded: dict[int, _Expanded] = {}
        self._matchers: dict[tuple[int, int], Matcher] = {}
        self._seen: dict[tuple[int, int, tuple[str, ...]], tuple[tuple[int, int], ...]] = {}

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(entry.act for entry in self._entries)

    def find(self, tokens: Tokens) -> list[Match]:
        """All acts in a text, exceptions already taken away, in text order; the longest match of a phrase wins."""
        words = self._vocabulary.map(tokens)
        letters = self._vocabulary.letters(words)
        found: set[Match] = set()
        vetoes: dict[str, list[Match]] = defaultdict(list)
        for number in self._gate.candidates(words, letters):
            entry = self._entries[number]
            for start, end in self._places(number, words, letters):
                if entry.phrase.at_clause_start and not self._at_clause_start(tokens, start):
                    continue
                match = Match(entry.act, start, end, entry.phrase.source)
                if entry.exception:
                    vetoes[entry.act].append(match)
                else:
                    found.add(match)
        kept = [m for m in found if not any(m.start < v.end and v.start < m.end for v in vetoes[m.act])]
        return _longest(kept)

    def _places(self, number: int, words: list[str], letters: str) -> Iterator[tuple[int, int]]:
        """Where a phrase stands: its flat patterns, each asked only about the tokens that it can reach."""
        begins: dict[int, list[int]] = defaultdict(list)
        flats, steps, beginning_with = self._flats(number)
        for start in self._gate.starts(number, letters):
            for which in beginning_with.get(letters[start], ()):
                if fits(steps[which], words, start):
                    begins[which].append(start)
        for which, starts in sorted(begins.items()):
            first = starts[0]
            window = tuple(words[first : starts[-1] + _reach(flats[which])])
            for at, to in self._matches(number, which, flats[which], window):
                yield first + at, first + to

    def _matches(self, number: int, which: int, flat: Flat, window: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Where a pattern matches in a window. Windows are few and come again and again, so they are remembered."""
        known = self._seen.get((number, which, window))
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            matcher = self._matcher(number, which, flat)
            found = matcher(Doc(self._vocab, words=list(window)))
            known = tuple((start, end) for _, start, end in found)
            self._seen[(number, which, window)] = known
        return known

    def _flats(self, number: int) -> _Expanded:
        """A phrase's flat patterns, their steps, and which of them can begin with a word (by its character)."""
        if number not in self._expanded:
            flats = flats_of(self._entries[number].phrase)
            beginning_with: dict[str, list[int]] = defaultdict(list)
            for which, flat in enumerate(flats):
                for letter in self._vocabulary.first_letters(flat):
                    beginning_with[letter].append(which)
            steps = tuple(self._vocabulary.resolved(flat) for flat in flats)
            self._expanded[number] = (flats, steps, dict(beginning_with))
        return self._expanded[number]

    def _matcher(self, number: int, which: int, flat: Flat) -> Matcher:
        if (number, which) not in self._matchers:
            matcher = Matcher(self._vocab, validate=False)
            matcher.add("phrase", [list(self._token_patterns(flat))], greedy="LONGEST")
            self._matchers[(number, which)] = matcher
        return self._matchers[(number, which)]

    def _token_patterns(self, flat: Flat) -> Iterator[dict[str, object]]:
        for item in flat:
            if isinstance(item, Gap):
                yield {"ORTH": {"NOT_IN": list(SENTENCE_ENDS)}, "OP": f"{{0,{item.most}}}"}
                continue
            words = sorted(self._vocabulary.admitted(item))
            token: dict[str, object] = {"ORTH": words[0] if len(words) == 1 else {"IN": words}}
            if item.optional:
                token["OP"] = "?"
            yield token

    def _at_clause_start(self, tokens: Tokens, start: int) -> bool:
        while start and tokens.words[start - 1] in self._clause_openers:
            start -= 1
        return start == 0 or tokens.kinds[start - 1] in _CLAUSE_BREAKS


def _reach(flat: Flat) -> int:
    """The most tokens that a flat pattern can cover."""
    return sum(item.most if isinstance(item, Gap) else 1 for item in flat)


def _longest(matches: Iterable[Match]) -> list[Match]:
    """In text order; of overlapping matches of one phrase only the longest stays."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.act, m.phrase)):
        if not any(_rivals(k, match) for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.act, m.phrase))


def _rivals(one: Match, other: Match) -> bool:
    return (one.act, one.phrase) == (other.act, other.phrase) and one.start < other.end and other.start < one.end
