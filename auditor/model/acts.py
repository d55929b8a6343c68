"""What a text does, once read: its language, its sentences, its acts with their exact spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points in a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a text does (a DM invitation, an apology, a step to take), where, and by which phrase it was seen.

    ``sentence`` is the index of the sentence it stands in; ``phrase`` the phrase of the pack that matched, or the
    name of the reader that saw it (``signature``, ``punctuation``).
    """

    name: str
    span: Span
    sentence: int
    phrase: str


class Certainty(StrEnum):
    """How far a language label may be trusted."""

    SURE = "sure"  # both voices agree on a text long enough to tell
    LIKELY = "likely"  # one voice; good enough to choose which phrases to read with
    NONE = "none"  # too short, mixed or unknown: abstained


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text (ISO 639-1), or None with the reason why it could not be told."""

    code: str | None
    certainty: Certainty
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """A text once read. ``pack`` is the language whose phrases it was read with; None where there is no pack."""

    text: str
    language: Language
    pack: str | None
    sentences: tuple[Span, ...]
    acts: tuple[Act, ...]

    @classmethod
    def in_order(cls, acts: Iterable[Act]) -> tuple[Act, ...]:
        """Acts as a reading holds them: by where they begin, the longer first."""
        return tuple(sorted(acts, key=lambda a: (a.span.start, -a.span.end, a.name, a.phrase)))

    def of(self, name: str) -> Iterator[Act]:
        return (act for act in self.acts if act.name == name)

    @cached_property
    def names(self) -> frozenset[str]:
        """What the text does at all."""
        return frozenset([act.name for act in self.acts])

    def first(self, *names: str) -> Act | None:
        if self.names.isdisjoint(names):
            return None
        return next(act for act in self.acts if act.name in names)

    def has(self, *names: str) -> bool:
        return not self.names.isdisjoint(names)
