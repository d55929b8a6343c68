"""All phrases of one language for one side, compiled: gate, then required words, then spaCy's Matcher on the few.

A text's tokens are mapped onto the pack's own words (anything else becomes ``#word``), so spaCy's string store never
grows with the texts. Each pattern is indexed under its rarest required slot; only patterns all of whose required
slots are present, and in order, reach their Matcher, and a Matcher is built when its pattern first gets that far.
For the order each word of the pack is one character, so that a text is a short string and a pattern a small regex.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.phrases import Flat, Gap, Phrase, Slot
from auditor.text.tokens import PLACEHOLDERS, Tokens

_FIRST_LETTER = 0x10000  # above every character that means something in a regex
SENTENCE_ENDS = (".", "!", "?", "。", "\n")
_KEPT_KINDS = frozenset({"punct", "end", "newline"})
_CLAUSE_BREAKS = _KEPT_KINDS | {"emoji", "handle", "url", "hashtag"}


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
    flat: Flat


class Lexicon:
    """Finds the acts of tokenized texts. Immutable in behaviour: the Matchers inside are only filled lazily."""

    def __init__(self, acts: Iterable[ActPhrases], clause_openers: Iterable[str] = ()) -> None:
        self._entries = [
            _Entry(a.act, phrase, exception, flat)
            for a in acts
            for exception, phrases in ((False, a.phrases), (True, a.exceptions))
            for phrase in phrases
            for flat in phrase.flats
        ]
        self._clause_openers = frozenset(clause_openers)
        slots = [slot for entry in self._entries for slot in entry.flat if isinstance(slot, Slot)]
        self._vocabulary = frozenset(word for slot in slots for word in slot.words)
        self._prefixes = frozenset(prefix for slot in slots for prefix in slot.prefixes)
        self._prefix_lengths = sorted({len(p) for p in self._prefixes}, reverse=True)
        ordered = sorted([*self._vocabulary, *(f"{stem}*" for stem in self._prefixes)])
        self._resolved: dict[Slot, frozenset[str]] = {slot: _resolve(slot, ordered) for slot in dict.fromkeys(slots)}
        known = sorted(set().union(*self._resolved.values(), PLACEHOLDERS, SENTENCE_ENDS, ("#word", "#punct")))
        self._letters = {word: chr(_FIRST_LETTER + number) for number, word in enumerate(known)}
        self._vocab = Vocab()
        self._orders: dict[int, re.Pattern[str]] = {}
        self._matchers: dict[int, Matcher] = {}
        self._index = self._build_index()

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(entry.act for entry in self._entries)

    def map(self, tokens: Tokens) -> list[str]:
        """The pack's own word for each token."""
        return [self._map_one(w, k) for w, k in zip(tokens.words, tokens.kinds, strict=True)]

    def find(self, tokens: Tokens) -> list[Match]:
        """All acts in a text, exceptions already taken away, in text order; the longest match of a phrase wins."""
        words = self.map(tokens)
        found: set[Match] = set()
        vetoes: dict[str, list[Match]] = defaultdict(list)
        for number, first, last in self._candidates(words):
            entry = self._entries[number]
            window = Doc(self._vocab, words=words[first:last])
            for _, at, to in self._matcher(number)(window):
                start, end = first + at, first + to
                if entry.phrase.at_clause_start and not self._at_clause_start(tokens, start):
                    continue
                match = Match(entry.act, start, end, entry.phrase.source)
                if entry.exception:
                    vetoes[entry.act].append(match)
                else:
                    found.add(match)
        kept = [m for m in found if not any(m.start < v.end and v.start < m.end for v in vetoes[m.act])]
        return _longest(kept)

    def _map_one(self, word: str, kind: str) -> str:
        if word in self._vocabulary:
            return word
        if kind in _KEPT_KINDS:
            return word if word in SENTENCE_ENDS else "#punct"
        if word.startswith("#"):
            return word
        for length in self._prefix_lengths:
            if length <= len(word) and word[:length] in self._prefixes:
                return word[:length] + "*"
        return "#word"

    def _build_index(self) -> Mapping[str, Sequence[tuple[int, tuple[frozenset[str], ...]]]]:
        required = [
            (number, tuple(self._resolved[s] for s in entry.flat if isinstance(s, Slot) and not s.optional))
            for number, entry in enumerate(self._entries)
        ]
        weight = Counter(word for _, slots in required for slot in slots for word in slot)
        index: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        for number, slots in required:
            anchor = min(slots, key=lambda slot: (sum(weight[w] for w in slot), sorted(slot)))
            others = tuple(slot for slot in slots if slot is not anchor)
            for word in anchor:
                index[word].append((number, others))
        return dict(index)

    def _candidates(self, words: list[str]) -> list[tuple[int, int, int]]:
        """Patterns whose required words are there and in order, each with the token range in which it can match."""
        present = frozenset(words)
        letters = "".join([self._letters[word] for word in words])
        seen: dict[int, tuple[int, int, int]] = {}
        for word in present:
            for number, others in self._index.get(word, ()):
                if number in seen:
                    continue
                for slot in others:
                    if slot.isdisjoint(present):
                        break
                else:
                    if hit := self._order(number).search(letters):
                        seen[number] = (number, *self._window(number, letters, hit.start()))
        return [seen[number] for number in sorted(seen)]

    def _window(self, number: int, letters: str, first: int) -> tuple[int, int]:
        """From the first place where the pattern can begin to the furthest token that it can reach."""
        order, last = self._order(number), first
        while hit := order.search(letters, last + 1):
            last = hit.start()
        reach = sum(item.most if isinstance(item, Gap) else 1 for item in self._entries[number].flat)
        return first, min(last + reach, len(letters))

    def _order(self, number: int) -> re.Pattern[str]:
        order = self._orders.get(number)
        if order is None:
            ends = "".join(self._letters[word] for word in SENTENCE_ENDS)
            parts = []
            for item in self._entries[number].flat:
                if isinstance(item, Gap):
                    parts.append(f"[^{ends}]{{0,{item.most}}}")
                else:
                    letters = "".join(sorted(self._letters[word] for word in self._resolved[item]))
                    parts.append(f"[{letters}]{'?' if item.optional else ''}")
            order = self._orders[number] = re.compile("".join(parts))
        return order

    def _matcher(self, number: int) -> Matcher:
        matcher = self._matchers.get(number)
        if matcher is None:
            matcher = Matcher(self._vocab, validate=False)
            matcher.add("phrase", [list(self._pattern(self._entries[number].flat))], greedy="LONGEST")
            self._matchers[number] = matcher
        return matcher

    def _pattern(self, flat: Flat) -> Iterator[dict[str, object]]:
        for item in flat:
            if isinstance(item, Gap):
                yield {"ORTH": {"NOT_IN": list(SENTENCE_ENDS)}, "OP": f"{{0,{item.most}}}"}
                continue
            words = sorted(self._resolved[item])
            token: dict[str, object] = {"ORTH": words[0] if len(words) == 1 else {"IN": words}}
            if item.optional:
                token["OP"] = "?"
            yield token

    def _at_clause_start(self, tokens: Tokens, start: int) -> bool:
        while start and tokens.words[start - 1] in self._clause_openers:
            start -= 1
        return start == 0 or tokens.kinds[start - 1] in _CLAUSE_BREAKS


def _longest(matches: Iterable[Match]) -> list[Match]:
    """In text order; of overlapping matches of one phrase only the longest stays."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.act, m.phrase)):
        if not any(
            k.phrase == match.phrase and k.act == match.act and k.start < match.end and match.start < k.end
            for k in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.act, m.phrase))


def _resolve(slot: Slot, ordered: Sequence[str]) -> frozenset[str]:
    """The pack's own words that a slot admits: its words, and whatever begins with one of its prefixes (in ``ordered``
    a longer stem, ``contatta*``, stands right behind the words that begin like it)."""
    words = set(slot.words)
    for prefix in slot.prefixes:
        first = bisect_left(ordered, prefix)
        while first < len(ordered) and ordered[first].startswith(prefix):
            words.add(ordered[first])
            first += 1
    return frozenset(words)
