"""The words that a pack knows. A text's words are mapped onto them (anything else becomes ``#word``), each of them is one
letter, and so a text is a short string in which phrases can be looked for, and spaCy's string store never grows with
the texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from auditor.text.phrases import Choice, Gap, Node, Phrase, Sequence_, Slot
from auditor.text.tokens import PLACEHOLDERS, Tokens

SENTENCE_ENDS = (".", "!", "?", "。", "\n")
KEPT_KINDS = frozenset({"punct", "end", "newline"})
_FIRST_LETTER = 0x4E00  # a plain letter of two bytes, so that a text's string takes two a word
_REMEMBERED = 200_000  # words of texts whose letter is kept
Words = frozenset[str]
Steps = tuple[tuple[Words | None, int], ...]  # admitted letters and whether optional; or None and how far a gap goes


class Vocabulary:
    """The words that a set of phrases knows, and the letter that stands for each."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        slots = dict.fromkeys(slot for phrase in phrases for slot in _slots(phrase.tree))
        self._words = frozenset(word for slot in slots for word in slot.words)
        self._prefixes = frozenset(prefix for slot in slots for prefix in slot.prefixes)
        self._lengths = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        self._ordered = sorted([*self._words, *(f"{stem}*" for stem in self._prefixes)])
        known = sorted({*self._ordered, *PLACEHOLDERS, *SENTENCE_ENDS, "#word", "#punct"})
        self._letters = {word: chr(_FIRST_LETTER + number) for number, word in enumerate(known)}
        self._words_of = {letter: word for word, letter in self._letters.items()}
        self._admitted: dict[int, tuple[Slot, Words]] = {}
        self._choices: dict[int, tuple[tuple[Sequence_, ...], str]] = {}
        self._seen: dict[str, str] = {}
        self.any_word = self._letters["#word"]
        self.marks = tuple(self._letters[word] for word in (*PLACEHOLDERS, *SENTENCE_ENDS, "#punct"))
        self.ends = frozenset(self._letters[word] for word in SENTENCE_ENDS)

    def admitted(self, slot: Slot) -> Words:
        """The letters of the words that a slot admits."""
        known = self._admitted.get(id(slot))  # cheaper than its value; kept, so that the identity stays its own
        if known is None:
            known = self._admitted[id(slot)] = (slot, self._resolve(slot))
        return known[1]

    def letters(self, tokens: Tokens) -> str:
        """A text as a string of one letter a word."""
        seen = self._seen
        try:
            return "".join([seen[word] for word in tokens.words])
        except KeyError:
            if len(seen) > _REMEMBERED:
                seen.clear()
            for word, kind in zip(tokens.words, tokens.kinds, strict=True):
                if word not in seen:
                    seen[word] = self._letters[self._known(word, kind)]
            return "".join([seen[word] for word in tokens.words])

    def words(self, letters: str) -> list[str]:
        """The pack's own words that letters stand for."""
        return [self._words_of[letter] for letter in letters]

    def steps(self, flat: Sequence[Slot | Gap]) -> Steps:
        """A flat pattern as steps that can be taken along a text's letters without looking anything up."""
        return tuple((None, i.most) if isinstance(i, Gap) else (self.admitted(i), int(i.optional)) for i in flat)

    def order(self, tree: Sequence_) -> re.Pattern[str]:
        """A regex (with bounded repeats only) that finds in a text's letters what the tree admits."""
        return re.compile("".join(self._regex(node) for node in tree))

    def first_letters(self, flat: Sequence[Slot | Gap]) -> set[str]:
        """The letters with which a flat pattern can begin."""
        letters: set[str] = set()
        for item in flat:
            if isinstance(item, Gap):
                return set(self._words_of)
            letters |= self.admitted(item)
            if not item.optional:
                break
        return letters

    def _regex(self, node: Node) -> str:
        if isinstance(node, Gap):
            return f"[^{''.join(sorted(self.ends))}]{{0,{node.most}}}"
        if isinstance(node, Choice):
            known = self._choices.get(id(node.options))
            if known is None:
                options = "|".join("".join(self._regex(n) for n in option) for option in node.options)
                known = self._choices[id(node.options)] = (node.options, f"(?:{options})")
            return known[1] + ("?" if node.optional else "")
        letters = "".join(sorted(self.admitted(node)))
        return (letters if len(letters) == 1 else f"[{letters}]") + ("?" if node.optional else "")

    def _known(self, word: str, kind: str) -> str:
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

    def _resolve(self, slot: Slot) -> Words:
        """A slot's words, and whatever known word begins with one of its prefixes (a longer stem, ``contatta*``, stands
        right behind the words that begin like it)."""
        words = set(slot.words)
        for prefix in slot.prefixes:
            first = bisect_left(self._ordered, prefix)
            while first < len(self._ordered) and self._ordered[first].startswith(prefix):
                words.add(self._ordered[first])
                first += 1
        return frozenset(self._letters[word] for word in words)


def _slots(tree: Sequence_) -> Iterator[Slot]:
    for node in tree:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Choice):
            for option in node.options:
                yield from _slots(option)
