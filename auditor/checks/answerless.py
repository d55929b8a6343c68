"""``no-answer-slot``: a response with neither an answer nor a slot to put one in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.checks.acts import evidence_of
from auditor.checks.library import Library, ReadEntry, Seen
from auditor.checks.placeholders import placeholders_in
from auditor.model import NotCheckable, Sighting


@dataclass(frozen=True, slots=True)
class AnswerlessCheck:
    """Fires on an entry that does one of ``when`` (excuses itself, promises) and none of ``answers``, unless it has a
    slot that is for more than the name of a person (``persons``: words of such slots' names)."""

    by_letters: ClassVar[bool] = False

    when: tuple[str, ...]
    answers: tuple[str, ...]
    persons: frozenset[str]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        for number, one in enumerate(library.entries):
            if one.reading.pack is None:
                yield Seen(
                    number, NotCheckable(f"no phrases for the language of the entry ({one.lang or 'not known'})")
                )
                continue
            act = one.reading.first(*self.when)
            if act is None or one.reading.has(*self.answers) or self._has_slot(one):
                continue
            yield Seen(number, Sighting(one.post, evidence_of(one.reading, act, (act.name,))))

    def _has_slot(self, one: ReadEntry) -> bool:
        slots = placeholders_in(one.entry.text)
        return any(not slot.is_control and not slot.words & self.persons for slot in slots)
