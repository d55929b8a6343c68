"""The small language in which act files write phrases, and its translation into token patterns.

    please? (dm|direct message) us      words; ``(a|b c)`` one of; ``?`` after a word or group: may be missing
    contatt* <support>                  ``*`` any ending; ``<name>`` a list of words from ``words.yaml``
    call ... #phone                     ``...`` up to four words of the same sentence; ``..2`` up to two
    ^ call us                           ``^`` only where a clause begins (sentence start, after a comma, "please", …)

A phrase is matched on normal forms (see tokens.py): accents, case, hyphens and curly quotes do not matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

from auditor.text.tokens import PLACEHOLDERS, normal_form, tokenize

MAX_EXPANSIONS = 1_000
_PLAIN = re.compile(r"(?!email)[a-z]+")  # its own normal form; the most of all words
_ELISION = re.compile(r"(?!(?:e|po)['’])[^\W\d_]{1,7}['’]")  # l' dell' qu': one word of its own
_PIECE = re.compile(r"\.\.\.|\.\.\d+|\(|\)\??|\||<[a-z0-9-]+>\??|\^|(?:[^\s()|<?]+|\?(?=[\s|)]|$))\??")
_LONGEST_GAP = 9
_GAP = re.compile(r"\.\.\.|\.\.\d+")
_OPTION_ENDS = (["|"], [")"], [")?"])


class PhraseError(ValueError):
    """A phrase that does not follow the grammar; the message says what and where in the phrase."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a pattern: any of ``words`` or a word beginning with one of ``prefixes``."""

    words: frozenset[str]
    prefixes: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` tokens of the same sentence."""

    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences. ``ways`` and ``required`` are told once for all phrases that share a word list."""

    options: tuple[Sequence_, ...]
    optional: bool
    ways: int = field(init=False, repr=False, compare=False)
    required: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        single, longer = 0, 0
        for option in self.options:
            if len(option) == 1 and isinstance(option[0], Slot) and not option[0].optional:
                single = 1
            else:
                longer += count_of(option)
        required = not self.optional and all(any(_required(node) for node in option) for option in self.options)
        object.__setattr__(self, "ways", longer + (1 if single or self.optional else 0))
        object.__setattr__(self, "required", required)


Node = Choice | Slot | Gap
Sequence_ = tuple["Choice | Slot | Gap", ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, and the tree of what it means. ``at_clause_start`` is the ``^`` mark."""

    source: str
    tree: Sequence_ = field(repr=False)
    at_clause_start: bool = False


class WordLists(dict[str, Sequence[str]]):
    """Word lists by name, which remember how their members were read: by name, and whether none may stand there."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__(lists)
        self.read: dict[tuple[str, bool], Choice] = {}


class LazyPhrases(Sequence[Phrase]):
    """Phrases that were read once without a mistake, each read again when it is first asked for."""

    def __init__(self, sources: Sequence[str], classes: Mapping[str, Sequence[str]]) -> None:
        self._sources, self._classes = tuple(sources), classes
        self._read: dict[int, Phrase] = {}

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, index: int) -> Phrase: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Phrase]: ...
    def __getitem__(self, index: int | slice) -> Phrase | Sequence[Phrase]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        number = range(len(self))[index]
        if number not in self._read:
            self._read[number] = parse(self._sources[number], self._classes)
        return self._read[number]


def parse(source: str, classes: Mapping[str, Sequence[str]] | None = None) -> Phrase:
    """Translate one phrase. Raises PhraseError on bad grammar, an unknown class, or too many expansions."""
    pieces = _pieces(source)
    at_start = pieces[:1] == ["^"]
    tree, end = _sequence(pieces, int(at_start), source, classes or {}, depth=0)
    if end < len(pieces):
        raise PhraseError(f"unbalanced ')' in {source!r}")
    if (count := count_of(tree)) > MAX_EXPANSIONS:
        raise PhraseError(f"{source!r} expands to {count} patterns; split it (limit {MAX_EXPANSIONS})")
    if not any(_required(node) for node in tree):
        raise PhraseError(f"{source!r} can match nothing at all: at least one word must be required")
    return Phrase(source, tree, at_start)


def count_of(tree: Sequence_) -> int:
    """To how many flat patterns a tree expands (single words of a choice share one slot)."""
    return math.prod([node.ways for node in tree if isinstance(node, Choice)])


def _required(node: Node) -> bool:
    """Whether a node cannot be left out: it asks for at least one word."""
    if isinstance(node, Choice):
        return node.required
    return isinstance(node, Slot) and not node.optional


def _pieces(source: str) -> list[str]:
    pieces = _PIECE.findall(source)
    if "".join(pieces) != "".join(source.split()):
        position = 0
        for match in _PIECE.finditer(source):
            if source[position : match.start()].strip():
                break
            position = match.end()
        raise PhraseError(f"cannot read {source[position:]!r} in {source!r}")
    return pieces


def _sequence(
    pieces: Sequence[str], at: int, source: str, classes: Mapping[str, Sequence[str]], depth: int
) -> tuple[Sequence_, int]:
    """The nodes from piece ``at`` on, and the piece at which their sequence ends."""
    items: list[Node] = []
    while at < len(pieces):
        piece = pieces[at]
        first = piece[0]
        if first == ")" or first == "|":
            if depth == 0 and first == "|":
                raise PhraseError(f"'|' outside parentheses in {source!r}")
            break
        at += 1
        if first == "(":
            choice, at = _group(pieces, at, source, classes, depth)
            items.append(choice)
        elif first == "<":
            items.append(_class(piece, source, classes, depth))
        elif first == "^":
            raise PhraseError(f"'^' only at the beginning of a phrase: {source!r}")
        elif first == "." and _GAP.fullmatch(piece):
            most = 4 if piece == "..." else int(piece[2:])
            if most > _LONGEST_GAP:
                raise PhraseError(f"a gap goes across {_LONGEST_GAP} words at most, not {most}: {source!r}")
            if items and isinstance(before := items[-1], Gap):  # two side by side are one: else every split is tried
                items[-1] = Gap(before.most + most)
            else:
                items.append(Gap(most))
        elif len(piece) > 1 and piece[-1] == "?":
            items += _word(piece[:-1], True)
        else:
            items += _word(piece, False)
    return tuple(items), at


def _group(
    pieces: Sequence[str], at: int, source: str, classes: Mapping[str, Sequence[str]], depth: int
) -> tuple[Choice, int]:
    options: list[Sequence_] = []
    while True:
        if pieces[at + 1 : at + 2] in _OPTION_ENDS and pieces[at].isalpha():  # a single word, as most options are
            option: Sequence_ = _word(pieces[at], False)
            at += 1
        else:
            option, at = _sequence(pieces, at, source, classes, depth + 1)
        options.append(option)
        if at == len(pieces):
            raise PhraseError(f"'(' is never closed in {source!r}")
        piece = pieces[at]
        at += 1
        if piece != "|":
            if not all(options):
                raise PhraseError(f"empty choice in {source!r}")
            return Choice(tuple(options), piece == ")?"), at


def _class(piece: str, source: str, classes: Mapping[str, Sequence[str]], depth: int) -> Choice:
    name, optional = piece[1:].rstrip(">?"), piece[-1] == "?"
    if isinstance(classes, WordLists) and (name, optional) in classes.read:
        return classes.read[name, optional]
    if name not in classes:
        raise PhraseError(f"unknown word list <{name}> in {source!r}")
    if depth > 8:
        raise PhraseError(f"word lists refer to each other in a circle: <{name}> in {source!r}")
    choice = Choice(_members(name, classes, depth), optional)
    if isinstance(classes, WordLists):
        classes.read[name, optional] = choice
    return choice


def _members(name: str, classes: Mapping[str, Sequence[str]], depth: int) -> tuple[Sequence_, ...]:
    options = []
    for member in classes[name]:
        pieces = _pieces(member)
        sequence, end = _sequence(pieces, 0, member, classes, depth + 2)
        if end < len(pieces) or not sequence:
            raise PhraseError(f"cannot read {member!r} in the word list <{name}>")
        options.append(sequence)
    return tuple(options)


@lru_cache(maxsize=32_768)
def _word(text: str, optional: bool) -> tuple[Slot | Choice, ...]:
    return tuple(_read_word(text, optional))


def _read_word(text: str, optional: bool) -> Iterator[Slot | Choice]:
    if text in PLACEHOLDERS:
        yield Slot(frozenset({text}), optional=optional)
    elif text.endswith("*") and len(text) > 1:
        *before, stem = tokenize(text[:-1]).words
        slots = [Slot(frozenset({word})) for word in before] + [
            Slot(frozenset(), frozenset({stem}), optional and not before)
        ]
        yield from (_one_or_many(slots, optional) if before else slots)
    elif _ELISION.fullmatch(text):
        yield Slot(frozenset({normal_form(text)}), optional=optional)
    elif _PLAIN.fullmatch(text):
        yield Slot(frozenset({text}), optional=optional)
    else:
        words = [Slot(frozenset({word})) for word in tokenize(text).words]
        yield from _one_or_many(words, optional)


def _one_or_many(slots: list[Slot], optional: bool) -> Iterator[Slot | Choice]:
    if not optional:
        yield from slots
    elif len(slots) == 1:
        yield Slot(slots[0].words, slots[0].prefixes, True)
    else:
        yield Choice((tuple(slots),), True)
