"""What a text's words are to one phrase, and how far the phrase goes in a window of them.

A phrase tells apart only the words that it lists, so a window is rewritten in the phrase's own few letters: "send us a DM"
and "drop us a message" are one window to a phrase that lists them as alternatives. The same windows come again and again,
and what was found in one is remembered. For a new one a small regex (with bounded repeats only) says where the words stand in
the phrase's order, and spaCy's Matcher how far it goes from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cached_property

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.expand import Flat, Steps, fits, flats_of
from auditor.text.phrases import Choice, Gap, Node, Phrase, Sequence_, Slot
from auditor.text.vocabulary import Vocabulary, Words

_OTHER = "_"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FURTHER = 0x4E00
_END = -1
_REMEMBERED = 1_000  # windows of a phrase whose places are kept

Spans = tuple[tuple[int, int], ...]
"""Where a phrase begins in a window, and how many words it covers from there on."""


class StandIns(dict[int, str]):
    """A translation that makes one letter of all words that the same places of a phrase admit, and ``_`` of those that none
    does. The marks that end a sentence stay apart, since no gap goes across them."""

    def __init__(self, places: Iterator[Words], ends: Words) -> None:
        where: dict[str, list[int]] = {letter: [_END] for letter in ends}
        numbers = {words: number for number, words in enumerate(dict.fromkeys(places))}
        for words, number in numbers.items():
            for word in words:
                if word in where:
                    where[word].append(number)
                else:
                    where[word] = [number]
        chosen: dict[tuple[int, ...], str] = {}
        super().__init__((ord(word), chosen.setdefault(tuple(at), _letter(len(chosen)))) for word, at in where.items())
        self.ends = frozenset(self[ord(letter)] for letter in ends)
        self._sets = {words: frozenset(c for at, c in chosen.items() if n in at) for words, n in numbers.items()}

    def __missing__(self, word: int) -> str:
        self[word] = _OTHER
        return _OTHER

    def of(self, words: Words) -> frozenset[str]:
        """The letters for a set of words: a place's, or several places' together."""
        known = self._sets.get(words)
        if known is None:
            known = self._sets[words] = frozenset(self[ord(word)] for word in words)
        return known


def _letter(number: int) -> str:
    return _PLAIN[number] if number < len(_PLAIN) else chr(_FURTHER + number)


class Form:
    """One phrase, ready to be looked for. Immutable in behaviour: what is inside is only filled lazily."""

    def __init__(self, phrase: Phrase, least: int, vocabulary: Vocabulary, vocab: Vocab) -> None:
        self.phrase, self._least, self._vocabulary, self._vocab = phrase, least, vocabulary, vocab
        self.stand_ins = StandIns(_places(phrase.tree, vocabulary), vocabulary.ends)
        self._before = "" if _opens_with_gap(phrase.tree) else _OTHER
        self._after = "" if _opens_with_gap(phrase.tree, backwards=True) else _OTHER
        self._spans: dict[str, Spans] = {"": ()}
        self._lengths: dict[str, int] = {}
        self._steps: list[Steps] = []
        self._matchers: dict[int, Matcher] = {}

    def spans(self, words: str) -> tuple[int, Spans]:
        """Where the phrase stands in a window of a text, given as a string of one letter a word: how many words to leave out at
        its begin, and the places from there on."""
        window = words.translate(self.stand_ins)
        core = window.lstrip(self._before)
        skipped = len(window) - len(core)
        core = core.rstrip(self._after)
        known = self._spans.get(core)
        if known is None:
            if len(self._spans) >= _REMEMBERED:
                self._spans = {"": ()}
                self._lengths.clear()
            known = self._spans[core] = tuple(self._found(core))
        return skipped, known

    def _found(self, core: str) -> Iterator[tuple[int, int]]:
        begin, end = 0, len(core)
        if end - core.count(_OTHER) < self._least:
            return
        order = self._order
        while end - begin >= self._least and (hit := order.search(core, begin)):
            start = hit.start()
            begin = start + 1
            last = next((last for last in range(end, hit.end(), -1) if order.fullmatch(core, start, last)), hit.end())
            if length := self._length(core[start:last]):
                yield start, length

    @cached_property
    def _order(self) -> re.Pattern[str]:
        return re.compile(self._regex(self.phrase.tree))

    def _regex(self, tree: Sequence_) -> str:
        return "".join([self._piece(node) for node in tree])

    def _piece(self, node: Node) -> str:
        if isinstance(node, Gap):
            return f"[^{''.join(sorted(self.stand_ins.ends))}]{{0,{node.most}}}"
        if not isinstance(node, Choice):
            return _class(self.stand_ins.of(self._vocabulary.admitted(node))) + ("?" if node.optional else "")
        single, longer = self._vocabulary.split(node)
        options = [_class(self.stand_ins.of(single))] if single else []
        options += dict.fromkeys(map(self._regex, longer))
        return f"(?:{'|'.join(options)})" + ("?" if node.optional else "")

    def _length(self, window: str) -> int:
        """How many words the phrase covers from the first of a window on."""
        known = self._lengths.get(window)
        if known is None:
            known = self._lengths[window] = self._matched(window)
        return known

    def _matched(self, window: str) -> int:
        doc, longest = Doc(self._vocab, words=list(window)), 0
        for number, steps in self._patterns():
            if fits(steps, window, 0, self.stand_ins.ends):
                longest = max(longest, *(end for _, start, end in self._matcher(number)(doc) if start == 0), 0)
                if longest == len(window):
                    break
        return longest

    def _patterns(self) -> Iterator[tuple[int, Steps]]:
        """The flat patterns as steps that can be taken along a window, those first that were made for one before."""
        yield from enumerate(self._steps)
        for flat in self._flats:
            self._steps.append(tuple(map(self._step, flat)))
            yield len(self._steps) - 1, self._steps[-1]

    @cached_property
    def _flats(self) -> Iterator[Flat]:
        """The flat patterns that were not made yet."""
        return flats_of(self.phrase)

    def _step(self, item: Slot | Gap) -> tuple[Set[str] | None, int]:
        if isinstance(item, Gap):
            return None, item.most
        return self.stand_ins.of(self._vocabulary.admitted(item)), int(item.optional)

    def _matcher(self, number: int) -> Matcher:
        if number not in self._matchers:
            matcher = Matcher(self._vocab, validate=False)
            matcher.add("phrase", [[self._token(*step) for step in self._steps[number]]])
            self._matchers[number] = matcher
        return self._matchers[number]

    def _token(self, admitted: Set[str] | None, more: int) -> dict[str, object]:
        if admitted is None:
            return {"ORTH": {"NOT_IN": sorted(self.stand_ins.ends)}, "OP": f"{{0,{more}}}"}
        words = sorted(admitted)
        token: dict[str, object] = {"ORTH": words[0] if len(words) == 1 else {"IN": words}}
        if more:
            token["OP"] = "?"
        return token


def _class(letters: Set[str]) -> str:
    return "".join(letters) if len(letters) == 1 else f"[{''.join(sorted(letters))}]"


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
