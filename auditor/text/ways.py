"""A phrase in letters of its own: which words of the pack it tells apart, and the ways through each of its nodes.

A phrase tells apart only the words that it lists, so a text's words are rewritten in the phrase's own few letters: "send us a DM"
and "drop us a message" are one window to a phrase that lists them as alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.text.expand import trimmed, ways_of
from auditor.text.phrases import Choice, Gap, Phrase, Sequence_, Slot
from auditor.text.vocabulary import Vocabulary, Words

OTHER = "_"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FURTHER = 0x4E00
_END = -1

Step = tuple[str, int]
"""The letters that a word may be, and 1 where it may be missing; or no letters, and how many words a gap goes across at most."""

Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PhraseWays:
    """A phrase as written (``source``), with its ``^`` mark (``at_clause_start``). ``words`` are the pack's letters that the
    phrase tells apart, ``letters`` its own for each of them (whatever it does not list is ``_``); no gap goes across one of
    ``ends``. ``nodes`` holds the ways through each node, of which any may follow any. ``open_at_begin`` (``_at_end``): the
    first (last) word can be one that only a gap admits."""

    source: str
    at_clause_start: bool
    words: str
    letters: str
    ends: str
    nodes: tuple[tuple[Way, ...], ...]
    open_at_begin: bool
    open_at_end: bool


def letter(number: int) -> str:
    """A letter for the words that a phrase treats alike, or for a word of a window."""
    return _PLAIN[number] if number < len(_PLAIN) else chr(_FURTHER + number)


def phrase_ways(phrase: Phrase, vocabulary: Vocabulary) -> PhraseWays:
    """A phrase of a pack in letters of its own. The same pack gives the same letters."""
    letters = _Letters(_places(phrase.tree, vocabulary), vocabulary.ends)
    tree = trimmed(phrase.tree, lambda node: isinstance(node, Gap))

    def step(item: Slot | Gap) -> Step:
        if isinstance(item, Gap):
            return "", item.most
        return letters.of(vocabulary.admitted(item)), int(item.optional)

    words = sorted(letters.known)
    return PhraseWays(
        phrase.source,
        phrase.at_clause_start,
        "".join(words),
        "".join(letters.known[word] for word in words),
        letters.of(vocabulary.ends),
        tuple(tuple(dict.fromkeys(tuple(map(step, flat)) for flat in ways_of(node))) for node in tree),
        _opens_with_gap(tree),
        _opens_with_gap(tree, backwards=True),
    )


class _Letters:
    """One letter for all words that the same places of a phrase admit. The marks that end a sentence stay apart, since no gap
    goes across them."""

    def __init__(self, places: Iterator[Words], ends: Words) -> None:
        where: dict[str, list[int]] = {word: [_END] for word in ends}
        for number, words in enumerate(dict.fromkeys(places)):
            for word in words:
                where.setdefault(word, []).append(number)
        chosen: dict[tuple[int, ...], str] = {}
        self.known = {word: chosen.setdefault(tuple(where[word]), letter(len(chosen))) for word in sorted(where)}
        self._sets: dict[Words, str] = {}

    def of(self, words: Words) -> str:
        if words not in self._sets:
            self._sets[words] = "".join(sorted({self.known[word] for word in words}))
        return self._sets[words]


def _places(tree: Sequence_, vocabulary: Vocabulary) -> Iterator[Words]:
    """The sets of words that a phrase's places admit; the single words of a choice are one place."""
    for node in tree:
        if isinstance(node, Choice):
            single, longer = vocabulary.split(node)
            if single:
                yield single
            for option in longer:
                yield from _places(option, vocabulary)
        elif not isinstance(node, Gap):
            yield vocabulary.admitted(node)


def _opens_with_gap(tree: Sequence_, backwards: bool = False) -> bool:
    """Whether the phrase's first word (``backwards``: its last) can be one that only a gap admits: a gap with nothing but
    optional words before it."""
    for node in reversed(tree) if backwards else tree:
        if isinstance(node, Gap):
            return True
        if isinstance(node, Choice) and any(_opens_with_gap(option, backwards) for option in node.options):
            return True
        if node.required if isinstance(node, Choice) else not node.optional:
            return False
    return False
