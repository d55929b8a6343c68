"""The words that a pack knows. A text's words are mapped onto them (anything else becomes ``#word``), each of them is one
letter, and so a text is a short string in which phrases can be looked for, and spaCy's string store never grows with
the texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from auditor.text.phrases import Choice, Phrase, Sequence_, Slot
from auditor.text.tokens import PLACEHOLDERS, Tokens

SENTENCE_ENDS = (".", "!", "?", "。", "\n")
KEPT_KINDS = frozenset({"punct", "end", "newline"})
_FIRST_LETTER = 0x4E00  # a plain letter of two bytes, so that a text's string takes two a word
_REMEMBERED = 50_000  # words of texts whose letter is kept
Words = frozenset[str]


class Vocabulary:
    """The words that a set of phrases knows, and the letter that stands for each."""

    def __init__(self, words: Iterable[str], prefixes: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._prefixes = frozenset(prefixes)
        self._lengths = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        self._ordered = sorted([*self._words, *(f"{stem}*" for stem in self._prefixes)])
        known = sorted({*self._ordered, *PLACEHOLDERS, *SENTENCE_ENDS, "#word", "#punct"})
        self._letters = {word: chr(_FIRST_LETTER + number) for number, word in enumerate(known)}
        self._admitted: dict[int, tuple[Slot, Words]] = {}
        self._choices: dict[int, tuple[Choice, Words, tuple[Sequence_, ...]]] = {}
        self._seen: dict[str, str] = {}
        self.any_word = self._letters["#word"]
        self.marks = tuple(self._letters[word] for word in (*PLACEHOLDERS, *SENTENCE_ENDS, "#punct"))
        self.ends = frozenset(self._letters[word] for word in SENTENCE_ENDS)

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Vocabulary:
        """The vocabulary of some phrases."""
        slots = list(_slots([phrase.tree for phrase in phrases], set()))
        return cls(
            (word for slot in slots for word in slot.words), (prefix for slot in slots for prefix in slot.prefixes)
        )

    def known(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words and the prefixes that it was made of."""
        return tuple(sorted(self._words)), tuple(sorted(self._prefixes))

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

    def split(self, choice: Choice) -> tuple[Words, tuple[Sequence_, ...]]:
        """A choice's single words taken together, and its other options."""
        known = self._choices.get(id(choice))
        if known is None:
            words: set[str] = set()
            longer = []
            for option in choice.options:
                if len(option) == 1 and isinstance(slot := option[0], Slot) and not slot.optional:
                    words |= self.admitted(slot)
                else:
                    longer.append(option)
            known = self._choices[id(choice)] = (choice, frozenset(words), tuple(longer))
        return known[1], known[2]

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


def _slots(trees: Iterable[Sequence_], seen: set[int]) -> Iterator[Slot]:
    """Every slot of the trees; a choice that phrases share (a word list) is gone through once."""
    for tree in trees:
        for node in tree:
            if isinstance(node, Slot):
                yield node
            elif isinstance(node, Choice) and id(node) not in seen:
                seen.add(id(node))
                yield from _slots(node.options, seen)
