"""What a check of a library of canned responses is shown: every entry, read, and what the team says of the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import ClassVar, Protocol

from auditor.model import Entry, NotCheckable, Post, Reading, Sighting, Span
from auditor.text.tokens import tokenize

_NUMBERED = re.compile(r"(\D{0,40})(\d{1,6})")


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry, the post that it would be, and what it does (``read`` gives that, and may wait for it). ``post.text`` is the
    entry's text; in ``said`` and ``reading.text`` placeholders may stand as what they stand for, each as long as before."""

    entry: Entry
    post: Post
    said: str
    read: Callable[[], Reading]

    @property
    def reading(self) -> Reading:
        """What the entry does."""
        return self.read()

    @property
    def links(self) -> list[Span]:
        """Where its links stand."""
        tokens = tokenize(self.said)
        places = zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)
        return [Span(start, end) for kind, start, end in places if kind == "url"]

    @property
    def lang(self) -> str | None:
        """The language its file says, else the one it is read in."""
        return self.entry.lang or self.reading.pack


@dataclass(frozen=True)
class Library:
    """All entries of one run. ``languages`` are those the team promises, ``placeholders`` those it made itself (names,
    ``*`` for any ending), ``as_of`` the day against which dates are stale."""

    entries: tuple[ReadEntry, ...]
    languages: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    as_of: date | None = None

    @cached_property
    def families(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Entries that say in which language they are: family of files → key → language → number of the entry."""
        found: dict[str, dict[str, dict[str, int]]] = {}
        for number, one in enumerate(self.entries):
            if one.entry.lang and one.entry.public:
                keys = found.setdefault(family_of(one.entry), {})
                keys.setdefault(one.entry.key, {}).setdefault(one.entry.lang, number)
        return found


def is_only_numbered(keys: Iterable[str]) -> bool:
    """Whether the keys of one file are nothing but its places, counted from 1 on: they name no entry."""
    listed = list(keys)
    numbers = [_NUMBERED.fullmatch(key) for key in listed]
    if len(listed) < 2 or not all(numbers) or len({number[1] for number in numbers if number}) > 1:
        return False
    return sorted(int(number[2]) for number in numbers if number) == list(range(1, len(listed) + 1))


def family_of(entry: Entry) -> str:
    """The file's path with its language taken out: ``replies_en.json`` and ``replies_it.json`` are one family."""
    lang = re.escape(entry.lang or "")
    return re.sub(rf"(?<![^\W_]){lang}(?:[-_][A-Za-z]{{2,4}})?(?![^\W_])", "*", PurePath(entry.file).as_posix())


@dataclass(frozen=True, slots=True)
class Seen:
    """A verdict on one entry, by its number in the library."""

    number: int
    verdict: Sighting | NotCheckable


class LibraryCheck(Protocol):
    """Judges the entries of a library, each alone or all of them together; ``by_letters``: whether by their letters alone, so
    that nobody need have read them."""

    by_letters: ClassVar[bool]

    def judge_library(self, library: Library) -> Iterator[Seen]: ...


Facts = tuple[tuple[str, str], ...]


def each(library: Library, look: Callable[[ReadEntry], Iterable[tuple[Span, Facts]]]) -> Iterator[Seen]:
    """One entry after the other: what ``look`` sees in it."""
    for number, one in enumerate(library.entries):
        for span, facts in look(one):
            yield Seen(number, Sighting(one.post, span, facts=facts))


def words_at(text: str, span: Span, most: int = 60) -> str:
    """The words of a span for a message: on one line, and not too many."""
    words = " ".join(span.of(text).split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def opening(text: str) -> Span:
    """The first line of a text: what to point at where the whole entry is meant."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    return Span(start, start + len(line))
