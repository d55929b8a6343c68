"""The small language in which act files write phrases, and its translation into token patterns.

    please? (dm|direct message) us      words; ``(a|b c)`` one of; ``?`` after a word or group: may be missing
    contatt* <support>                  ``*`` any ending; ``<name>`` a list of words from ``words.yaml``
    call ... #phone                     ``...`` up to four words of the same sentence; ``..2`` up to two
    ^ call us                           ``^`` only where a clause begins (sentence start, after a comma, "please", …)

A phrase is matched on normal forms (see tokens.py): accents, case, hyphens and curly quotes do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.text.tokens import PLACEHOLDERS, normal_form, tokenize

MAX_EXPANSIONS = 1_000
_ELISION = re.compile(r"(?!(?:e|po)['’])[^\W\d_]{1,7}['’]")  # l' dell' qu': one word of its own
_PIECE = re.compile(
    r"\s*(?:(?P<gap>\.\.\.|\.\.\d)|(?P<open>\()|(?P<close>\))(?P<opt>\??)|(?P<bar>\|)|(?P<cls><[a-z0-9-]+>)(?P<copt>\??)|(?P<start>\^)|(?P<word>[^\s()|<?]+|\?(?=[\s|)]|$))(?P<wopt>\??))"
)


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


Flat = tuple[Slot | Gap, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, with its flat patterns. ``at_clause_start`` is the ``^`` mark."""

    source: str
    flats: tuple[Flat, ...] = field(repr=False)
    at_clause_start: bool = False


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[tuple[_Choice | Slot | Gap, ...], ...]
    optional: bool


_Seq = tuple["_Choice | Slot | Gap", ...]


def parse(source: str, classes: Mapping[str, Sequence[str]] | None = None) -> Phrase:
    """Translate one phrase. Raises PhraseError on bad grammar, an unknown class, or too many expansions."""
    pieces = list(_pieces(source))
    at_start = bool(pieces) and pieces[0].lastgroup == "start"
    sequence, rest = _sequence(pieces[1:] if at_start else pieces, source, classes or {}, depth=0)
    if rest:
        raise PhraseError(f"unbalanced ')' in {source!r}")
    flats = tuple(dict.fromkeys(_trim(flat) for flat in _flatten(sequence)))
    if len(flats) > MAX_EXPANSIONS:
        raise PhraseError(f"{source!r} expands to {len(flats)} patterns; split it (limit {MAX_EXPANSIONS})")
    if any(not any(isinstance(e, Slot) and not e.optional for e in flat) for flat in flats):
        raise PhraseError(f"{source!r} can match nothing at all: at least one word must be required")
    return Phrase(source, flats, at_start)


def _pieces(source: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(source.rstrip()):
        match = _PIECE.match(source, position)
        if match is None or match.end() == position:
            raise PhraseError(f"cannot read {source[position:]!r} in {source!r}")
        yield match
        position = match.end()


def _sequence(
    pieces: list[re.Match[str]], source: str, classes: Mapping[str, Sequence[str]], depth: int
) -> tuple[_Seq, list[re.Match[str]]]:
    items: list[_Choice | Slot | Gap] = []
    while pieces:
        piece = pieces[0]
        if piece["close"] or piece["bar"]:
            if depth == 0 and piece["bar"]:
                raise PhraseError(f"'|' outside parentheses in {source!r}")
            break
        pieces = pieces[1:]
        if piece["gap"]:
            items.append(Gap(4 if piece["gap"] == "..." else int(piece["gap"][2:])))
        elif piece["open"]:
            choice, pieces = _group(pieces, source, classes, depth)
            items.append(choice)
        elif piece["cls"]:
            items.append(_class(piece, source, classes, depth))
        elif piece["start"]:
            raise PhraseError(f"'^' only at the beginning of a phrase: {source!r}")
        else:
            items.extend(_word(piece["word"], bool(piece["wopt"])))
    return tuple(items), pieces


def _group(
    pieces: list[re.Match[str]], source: str, classes: Mapping[str, Sequence[str]], depth: int
) -> tuple[_Choice, list[re.Match[str]]]:
    options: list[_Seq] = []
    while True:
        option, pieces = _sequence(pieces, source, classes, depth + 1)
        options.append(option)
        if not pieces:
            raise PhraseError(f"'(' is never closed in {source!r}")
        piece, pieces = pieces[0], pieces[1:]
        if piece["close"]:
            if not all(options):
                raise PhraseError(f"empty choice in {source!r}")
            return _Choice(tuple(options), bool(piece["opt"])), pieces


def _class(piece: re.Match[str], source: str, classes: Mapping[str, Sequence[str]], depth: int) -> _Choice:
    name = piece["cls"][1:-1]
    if name not in classes:
        raise PhraseError(f"unknown word list <{name}> in {source!r}")
    if depth > 8:
        raise PhraseError(f"word lists refer to each other in a circle: <{name}> in {source!r}")
    options = []
    for member in classes[name]:
        sequence, rest = _sequence(list(_pieces(member)), member, classes, depth + 2)
        if rest or not sequence:
            raise PhraseError(f"cannot read {member!r} in the word list <{name}>")
        options.append(sequence)
    return _Choice(tuple(options), bool(piece["copt"]))


def _word(text: str, optional: bool) -> Iterator[Slot | _Choice]:
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
    else:
        words = [Slot(frozenset({word})) for word in tokenize(text).words]
        yield from _one_or_many(words, optional)


def _one_or_many(slots: list[Slot], optional: bool) -> Iterator[Slot | _Choice]:
    if not optional:
        yield from slots
    elif len(slots) == 1:
        yield Slot(slots[0].words, slots[0].prefixes, True)
    else:
        yield _Choice((tuple(slots),), True)


def _flatten(sequence: _Seq) -> list[Flat]:
    flats: list[Flat] = [()]
    for item in sequence:
        if isinstance(item, _Choice):
            tails = _choice_flats(item)
            flats = [head + tail for head in flats for tail in tails]
            if len(flats) > 20 * MAX_EXPANSIONS:
                raise PhraseError("a phrase expands to too many patterns; split it")
        else:
            flats = [(*head, item) for head in flats]
    return flats


def _choice_flats(choice: _Choice) -> list[Flat]:
    """The ways to fill a choice; its single words together make one slot, so that they do not multiply."""
    words: set[str] = set()
    prefixes: set[str] = set()
    longer: list[Flat] = []
    for option in choice.options:
        for flat in _flatten(option):
            if len(flat) == 1 and isinstance(flat[0], Slot) and not flat[0].optional:
                words |= flat[0].words
                prefixes |= flat[0].prefixes
            else:
                longer.append(flat)
    if words or prefixes:
        longer.append((Slot(frozenset(words), frozenset(prefixes), choice.optional),))
    elif choice.optional:
        longer.append(())
    return longer


def _trim(flat: Flat) -> Flat:
    """Gaps and optional words at either end would only stretch the span."""
    items = list(flat)
    while items and isinstance(items[0], Gap):
        items.pop(0)
    while items and isinstance(items[-1], Gap):
        items.pop()
    return tuple(items)
