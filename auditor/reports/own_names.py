"""Names that the records of a conversation give, found in its texts however they are spelt there.

Letters are compared without case and accents. A name that is an everyday word too (Will, Price) is hidden only where it
stands as a name, so that "the price" stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.reports.everyday_words import EVERYDAY, NOBODY, THINGS
from auditor.reports.hidden import Place
from auditor.reports.name_words import COMMON, NO_NAME, PARTICLES

_BETWEEN = re.compile(r"[\s._\-/|,;:()'’*+&]+|\d+|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_BEFORE_A_SENTENCE = frozenset(".!?:…\n\r•")
_SKIPPED = frozenset(" \t\u00a0\"'“”‘’«»(")
_NEVER = PARTICLES | THINGS
_MOST_NAMES = 40  # of one text: so that a long list of names takes no more than linear time
_EVERYDAY = COMMON | EVERYDAY | NO_NAME


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: ``whole`` and its ``parts``, folded; ``wary`` are those that are everyday words too."""

    value: str
    whole: str
    parts: tuple[str, ...]
    wary: frozenset[str]


@lru_cache(50_000)
def name_of(author: str) -> Name | None:
    """The name in an author's record; None where it names nobody (an empty one, "A Google user")."""
    whole = folded(author.strip().lstrip("@"))
    if len(whole) < 2 or whole in NOBODY:
        return None
    pieces = {folded(piece) for piece in _BETWEEN.split(author) if piece}
    parts = tuple(sorted(piece for piece in pieces - {whole} if len(piece) > 2 and piece not in _NEVER))
    everyday = {word for word in (whole, *parts) if word in _EVERYDAY or word in THINGS or len(word) < 3}
    return Name(author.strip().casefold().lstrip("@"), whole, parts, frozenset(everyday))


def own_names(text: str, authors: Iterable[str], kind: str = "customer") -> Iterator[Place]:
    """Where the people of ``authors`` are named in ``text``, by all of their names or by one of them."""
    plain = ""
    for name in filter(None, map(name_of, authors)):
        plain = plain or folded(text)
        for word in (name.whole, *name.parts):
            for start, end in _words(plain, word):
                if word not in name.wary or _stands_as_name(text, start, end):
                    yield Place(start, end, kind, name.value)


def repeated(text: str, places: Iterable[Place]) -> Iterator[Place]:
    """Where names that were found once in a text stand in it again, whole or in part, in the same letters."""
    found = {text[place.start : place.end]: place for place in places}
    for name, place in list(found.items())[:_MOST_NAMES]:
        pieces = {piece for piece in _BETWEEN.split(name) if len(piece) > 2 and piece.casefold() not in _NEVER}
        for word in {name, *pieces}:
            if len(word) > 2 and text.count(word) > 1 and (word == name or word.casefold() not in _EVERYDAY):
                for start, end in _words(text, word):
                    yield place._replace(start=start, end=end)


def _words(plain: str, word: str) -> Iterator[tuple[int, int]]:
    """Where ``word`` stands as a word: nothing of a word before it, behind it at most an ``s`` (of Anna: Annas)."""
    glued = word[-1] >= "가" and word[-1] <= "힣"  # Korean particles follow without a blank
    start = plain.find(word)
    while start >= 0:
        end = start + len(word)
        after = plain[end : end + 2]
        if after[:1] == "s" and len(word) > 3:
            after = after[1:]
        if not _is_word(plain[start - 1 : start]) and (glued or not _is_word(after[:1])):
            yield start, end
        start = plain.find(word, end)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _stands_as_name(text: str, start: int, end: int) -> bool:
    """Whether an everyday word is written as a name: a capital that no sentence asks for, or spoken to."""
    word = text[start:end]
    if not word[:1].isupper() or (len(word) > 1 and word.isupper()):
        return False
    before = start - 1
    while before >= 0 and text[before] in _SKIPPED:
        before -= 1
    opens = before < 0 or text[before] in _BEFORE_A_SENTENCE
    return not opens or text[end : end + 1] in {",", "!"}


def folded(text: str) -> str:
    """The text in small letters without accents, one character for one."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@lru_cache(4096)
def _plain(character: str) -> str:
    if "가" <= character <= "힣":  # would fall apart into its letters
        return character
    return (unicodedata.normalize("NFD", character)[:1].lower() or character)[:1]
