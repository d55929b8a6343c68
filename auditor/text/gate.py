"""The gate before the Matcher: which phrases can be in a text at all.

A text's words are mapped onto the pack's own words (anything else becomes ``#word``), so spaCy's string store never
grows with the texts. A phrase is indexed under its rarest required place. It passes when a word of every required place
is in the text, and the words stand in its order: for that each word of the pack is one character, so that a text is a
short string and a phrase a small regex with bounded repeats.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from auditor.text.phrases import Choice, Gap, Node, Phrase, Sequence_, Slot
from auditor.text.tokens import PLACEHOLDERS, Tokens

SENTENCE_ENDS = (".", "!", "?", "。", "\n")
KEPT_KINDS = frozenset({"punct", "end", "newline"})
_FIRST_LETTER = 0x10000  # above every character that means something in a regex
Words = frozenset[str]
Steps = tuple[tuple[Words | None, int], ...]  # admitted words and whether optional; or None and how far a gap goes


class Vocabulary:
    """The words that a set of phrases knows, and the character that stands for each."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        slots = dict.fromkeys(slot for phrase in phrases for slot in _slots(phrase.tree))
        self._words = frozenset(word for slot in slots for word in slot.words)
        self._prefixes = frozenset(prefix for slot in slots for prefix in slot.prefixes)
        self._lengths = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        self._ordered = sorted([*self._words, *(f"{stem}*" for stem in self._prefixes)])
        self._admitted: dict[Slot, Words] = {}
        known = sorted({*self._ordered, *PLACEHOLDERS, *SENTENCE_ENDS, "#word", "#punct"})
        self._letters = {word: chr(_FIRST_LETTER + number) for number, word in enumerate(known)}
        self._ends = "".join(self._letters[word] for word in SENTENCE_ENDS)

    def admitted(self, slot: Slot) -> Words:
        """The pack's own words that a slot admits."""
        if slot not in self._admitted:
            self._admitted[slot] = _resolve(slot, self._ordered)
        return self._admitted[slot]

    def map(self, tokens: Tokens) -> list[str]:
        """The pack's own word for each token."""
        return [self._map_one(w, k) for w, k in zip(tokens.words, tokens.kinds, strict=True)]

    def letters(self, words: Iterable[str]) -> str:
        """A text as a string of one character a word."""
        return "".join([self._letters[word] for word in words])

    def order(self, tree: Sequence_) -> re.Pattern[str]:
        """A regex over such strings that finds the tree's words in their order."""
        return re.compile("".join(self._regex(node) for node in tree))

    def resolved(self, flat: Sequence[Slot | Gap]) -> Steps:
        """A flat pattern as steps that can be taken along a text's words without looking anything up."""
        return tuple((None, i.most) if isinstance(i, Gap) else (self.admitted(i), int(i.optional)) for i in flat)

    def first_letters(self, flat: Sequence[Slot | Gap]) -> set[str]:
        """The characters with which a flat pattern can begin."""
        letters: set[str] = set()
        for item in flat:
            if isinstance(item, Gap):
                return set(self._letters.values())
            letters |= {self._letters[word] for word in self.admitted(item)}
            if not item.optional:
                break
        return letters

    def _regex(self, node: Node) -> str:
        if isinstance(node, Gap):
            return f"[^{self._ends}]{{0,{node.most}}}"
        if isinstance(node, Choice):
            options = "|".join("".join(self._regex(n) for n in option) for option in node.options)
            return f"(?:{options})" + ("?" if node.optional else "")
        letters = "".join(sorted(self._letters[word] for word in self.admitted(node)))
        return (letters if len(letters) == 1 else f"[{letters}]") + ("?" if node.optional else "")

    def _map_one(self, word: str, kind: str) -> str:
        if word in self._words:
            return word
        if kind in KEPT_KINDS:
            return word if word in SENTENCE_ENDS else "#punct"
        if word.startswith("#"):
            return word
        for length in self._lengths:
            if length <= len(word) and word[:length] in self._prefixes:
                return word[:length] + "*"
        return "#word"


class Gate:
    """Finds the candidates among ``phrases`` (by number) for a text's mapped words."""

    def __init__(self, phrases: Sequence[Phrase], vocabulary: Vocabulary) -> None:
        self._phrases = phrases
        self._vocabulary = vocabulary
        self._orders: dict[int, re.Pattern[str]] = {}
        required = [list(self._required(phrase.tree)) for phrase in phrases]
        weight = Counter(word for places in required for place in places for word in place)
        self._index: dict[str, list[tuple[int, tuple[Words, ...]]]] = defaultdict(list)
        for number, places in enumerate(required):
            anchor = min(places, key=lambda place: (sum(weight[w] for w in place), len(place)))
            others = tuple(sorted((p for p in places if p is not anchor), key=lambda p: sum(weight[w] for w in p)))
            for word in anchor:
                self._index[word].append((number, others))

    def candidates(self, words: Sequence[str], letters: str) -> list[int]:
        """Numbers of the phrases that the text's words may hold."""
        present = frozenset(words)
        passed: set[int] = set()
        for word in present:
            for number, others in self._index.get(word, ()):
                for place in others:
                    if place.isdisjoint(present):
                        break
                else:
                    if number not in passed and self._order(number).search(letters):
                        passed.add(number)
        return sorted(passed)

    def starts(self, number: int, letters: str) -> Iterator[int]:
        """Every place of a text at which a phrase can begin."""
        order, position = self._order(number), 0
        while hit := order.search(letters, position):
            yield hit.start()
            position = hit.start() + 1

    def _order(self, number: int) -> re.Pattern[str]:
        if number not in self._orders:
            self._orders[number] = self._vocabulary.order(self._phrases[number].tree)
        return self._orders[number]

    def _required(self, tree: Sequence_) -> Iterator[Words]:
        """Sets of words of each of which one must be in a text that holds the tree."""
        for node in tree:
            if isinstance(node, Gap) or node.optional:
                continue
            if isinstance(node, Slot):
                yield self._vocabulary.admitted(node)
                continue
            options = [list(self._required(option)) for option in node.options]
            if all(options):
                yield frozenset().union(*(min(places, key=len) for places in options))


def fits(steps: Steps, words: Sequence[str], start: int) -> bool:
    """Whether a pattern can be read off ``words`` from ``start`` on."""
    at, size = start, len(words)
    for number, (admitted, more) in enumerate(steps):
        if admitted is None or more:
            return _fits_somehow(steps[number:], words, at)
        if at >= size or words[at] not in admitted:
            return False
        at += 1
    return True


def _fits_somehow(steps: Steps, words: Sequence[str], start: int) -> bool:
    """The same where gaps and optional words leave several ways."""
    reached = {start}
    for admitted, more in steps:
        if admitted is None:
            reached = {at for begin in reached for at in _across(words, begin, more)}
            continue
        stepped = {at + 1 for at in reached if at < len(words) and words[at] in admitted}
        reached = stepped | reached if more else stepped
        if not reached:
            return False
    return True


def _across(words: Sequence[str], begin: int, most: int) -> Iterator[int]:
    yield begin
    for at in range(begin, min(begin + most, len(words))):
        if words[at] in SENTENCE_ENDS:
            return
        yield at + 1


def _slots(tree: Sequence_) -> Iterator[Slot]:
    for node in tree:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Choice):
            for option in node.options:
                yield from _slots(option)


def _resolve(slot: Slot, ordered: Sequence[str]) -> Words:
    """A slot's words, and whatever of ``ordered`` begins with one of its prefixes (a longer stem, ``contatta*``, stands
    right behind the words that begin like it)."""
    words = set(slot.words)
    for prefix in slot.prefixes:
        first = bisect_left(ordered, prefix)
        while first < len(ordered) and ordered[first].startswith(prefix):
            words.add(ordered[first])
            first += 1
    return frozenset(words)
