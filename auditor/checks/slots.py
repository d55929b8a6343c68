"""What can be wrong with a placeholder: ``malformed-placeholder``, ``unknown-placeholder``, ``missing-fallback``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import ClassVar

from auditor.checks.library import Facts, Library, ReadEntry, Seen, each, words_at
from auditor.checks.placeholders import Placeholder, placeholders_in
from auditor.model import NotCheckable, Sighting, Span

_BROKEN = re.compile(
    r"\{\{\s*\}\}"  # nothing in it
    r"|\{\{[^{}\n]{1,60}\}(?!\})"  # closed once
    r"|(?<!\{)\{[^{}\n]{1,60}\}\}"  # opened once
    r"|\{%[^{}%\n]{1,60}\}"
    r"|(?<!\{)\{[^{}%\n]{1,60}%\}"
    r"|\{\{\s?[\w.]{0,60}"  # never closed
    r"|(?:(?<![\w.])[\w.]{1,60}\s?)?\}\}"  # never opened
    r"|(?<!<)<[A-Za-z][\w. ]{0,30}>>|<<[A-Za-z][\w. ]{0,30}>(?!>)"
)
_OPEN = re.compile(r"\{[a-z]{1,40}[._][\w.]{0,60}(?=[\s,!?;]|$)")  # {first_name, never closed
_DEEPER = re.compile(r"\[-?\d+\]")


@dataclass(frozen=True, slots=True)
class MalformedPlaceholderCheck:
    """Fires on braces that are opened and not closed alike, and on placeholders with nothing in them. Text whose braces
    are in balance (code, a formula) is left alone."""

    by_letters: ClassVar[bool] = True

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, _broken)


def _broken(one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
    text = one.entry.text
    rest = _without([p.span for p in placeholders_in(text) if p.opens[0] in "{<$"], text)
    balanced = text.count("{") == text.count("}")
    for match in _BROKEN.finditer(rest):
        if balanced and "{" in match[0] and "%" not in match[0] and match[0].strip("{} \t"):
            continue
        span = Span(match.start(), match.end())
        yield span, (("words", words_at(text, span)),)
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    if not balanced:
        for match in _OPEN.finditer(rest):
            span = Span(match.start(), match.end())
            yield span, (("words", words_at(text, span)),)


def _without(spans: Iterable[Span], text: str) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


@dataclass(frozen=True, slots=True)
class Platform:
    """What one helpdesk fills in: how its placeholders open, and their names (``*`` for any ending)."""

    opens: tuple[str, ...]
    names: tuple[str, ...]

    def knows(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.names)


@dataclass(frozen=True, slots=True)
class UnknownPlaceholderCheck:
    """Fires on a placeholder that the platform does not fill in. Not checkable where the platform is not known."""

    by_letters: ClassVar[bool] = True

    platforms: Mapping[str, Platform]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        for number, one in enumerate(library.entries):
            slots = [p for p in placeholders_in(one.entry.text) if p.opens[0] in "{"]
            platform = self.platforms.get(one.entry.platform or "")
            if slots and platform is None:
                yield Seen(number, NotCheckable("the platform of the entry is not known (--platform)"))
                continue
            for slot in slots if platform else ():
                if platform and slot.opens in platform.opens and not _known(slot, platform, library.placeholders):
                    close = get_close_matches(slot.name, [n for n in platform.names if "*" not in n], 1, 0.6)
                    hint = f"; did you mean {close[0]}?" if close else ""
                    facts = (("words", words_at(one.entry.text, slot.span)), ("platform", one.entry.platform or ""))
                    yield Seen(number, Sighting(one.post, slot.span, facts=(*facts, ("hint", hint))))


def _known(slot: Placeholder, platform: Platform, own: tuple[str, ...]) -> bool:
    name = _DEEPER.sub("", slot.name)
    return slot.is_control or platform.knows(name) or any(fnmatchcase(name, pattern) for pattern in own)


@dataclass(frozen=True, slots=True)
class Fallback:
    """How a platform writes a fallback, and the placeholders that are often empty."""

    marks: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingFallbackCheck:
    """Fires on a placeholder that may be empty and has no fallback, where the platform knows fallbacks."""

    by_letters: ClassVar[bool] = True

    platforms: Mapping[str, Fallback]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, self._bare)

    def _bare(self, one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
        known = self.platforms.get(one.entry.platform or "")
        for slot in placeholders_in(one.entry.text) if known else ():
            may_be_empty = known and any(fnmatchcase(slot.name, pattern) for pattern in known.names)
            if known and may_be_empty and not any(mark in slot.rest for mark in known.marks):
                yield slot.span, (("words", words_at(one.entry.text, slot.span)),)
