"""All phrases of one language for one side: sieve, then flat patterns, then spaCy's Matcher on the few.

Flat patterns and Matchers are made when their phrase first passes the sieve; the verdict on a place in a text is always
the Matcher's, and is remembered for the next text that holds the same words there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.vocab import Vocab

from auditor.text.forms import Form
from auditor.text.phrases import Phrase
from auditor.text.sieve import Sieve
from auditor.text.tokens import Tokens
from auditor.text.vocabulary import KEPT_KINDS, Vocabulary

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
        self._forms: list[Form | None] = [None] * len(phrases)

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
        forms = self._forms
        for number, begin, end in self._sieve.windows(letters):
            skipped, spans = (forms[number] or self._form(number)).spans(letters[begin:end])
            for start, length in spans:
                at = begin + skipped + start
                if length > lengths.get((number, at), 0):  # the windows of two anchors overlap
                    lengths[number, at] = length
        return lengths

    def _form(self, number: int) -> Form:
        form = Form(self._entries[number].phrase, self._sieve.least[number], self._vocabulary, self._vocab)
        self._forms[number] = form
        return form

    def _at_clause_start(self, tokens: Tokens, start: int) -> bool:
        while start and tokens.words[start - 1] in self._clause_openers:
            start -= 1
        return start == 0 or tokens.kinds[start - 1] in _CLAUSE_BREAKS


def _longest(matches: Iterable[Match]) -> list[Match]:
    """In text order; of overlapping matches of one phrase only the longest stays."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.act, m.phrase)):
        if not any(_rivals(k, match) for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.act, m.phrase))


def _rivals(one: Match, other: Match) -> bool:
    return (one.act, one.phrase) == (other.act, other.phrase) and one.start < other.end and other.start < one.end
