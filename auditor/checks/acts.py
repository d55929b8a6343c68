"""The two plainest kinds of looking: an act that is there (``act``), and one that is missing (``missing-act``)."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.checks.conditions import Condition, Where
from auditor.model import (
    Act,
    Clear,
    NotCheckable,
    Reading,
    ReadThread,
    Related,
    Severity,
    Sighting,
    Span,
    Turn,
    Verdict,
)

_EDGE = " ,;:–—\n"


@dataclass(frozen=True, slots=True)
class ActCheck:
    """Fires on the first of ``when`` that no ``unless`` excuses, where every ``only_if`` holds."""

    when: tuple[str, ...]
    unless: tuple[Condition, ...] = ()
    only_if: tuple[Condition, ...] = ()
    worse_if: tuple[Condition, ...] = ()
    worse_severity: Severity | None = None

    def judge(self, thread: ReadThread, index: int) -> Verdict | None:
        turn = thread.turns[index]
        if turn.reading.pack is None:
            return unreadable(turn)
        if not all(condition.holds(thread, index) for condition in self.only_if):
            return None
        for act in turn.reading.acts if turn.reading.has(*self.when) else ():
            if act.name in self.when and not any(c.holds(thread, index, act) for c in self.unless):
                return self._sighting(thread, index, act)
        return Clear()

    def _sighting(self, thread: ReadThread, index: int, act: Act) -> Sighting:
        turn = thread.turns[index]
        post, span = turn.locate(evidence_of(turn.reading, act, self.when))
        worse = any(condition.holds(thread, index) for condition in self.worse_if)
        return Sighting(
            post,
            span,
            excuses=tuple(condition.excuse(found=False) for condition in self.unless),
            related=related_to(thread, index),
            severity=self.worse_severity if worse else None,
        )


@dataclass(frozen=True, slots=True)
class MissingActCheck:
    """Fires where none of ``expects`` is in the reply although every ``only_if`` holds. Points at what was said instead."""

    expects: tuple[str, ...]
    unless: tuple[Condition, ...] = ()
    only_if: tuple[Condition, ...] = ()

    def judge(self, thread: ReadThread, index: int) -> Verdict | None:
        turn = thread.turns[index]
        if turn.reading.pack is None:
            return unreadable(turn)
        if not all(condition.holds(thread, index) for condition in self.only_if):
            return None
        if turn.reading.has(*self.expects) or any(c.holds(thread, index) for c in self.unless):
            return Clear()
        post, span = turn.locate(telling_sentence(turn))
        looked_for = Condition(Where.REPLY, any_of=self.expects).excuse(found=False)
        excuses = (looked_for, *(condition.excuse(found=False) for condition in self.unless))
        return Sighting(post, span, excuses=excuses, related=related_to(thread, index))


def evidence_of(reading: Reading, act: Act, names: tuple[str, ...]) -> Span:
    """The words to show: the act's own, grown by what other phrases of ``names`` saw of the same place ("please call",
    "call us on 0800 …"), without a comma at either end."""
    start, end = act.span.start, act.span.end
    near = [a.span for a in reading.acts if a.name in names and a.sentence == act.sentence]
    while grown := [s for s in near if s.start < end and start < s.end and (s.start < start or end < s.end)]:
        start, end = min(start, *(s.start for s in grown)), max(end, *(s.end for s in grown))
    shown = reading.text[start:end]
    start += len(shown) - len(shown.lstrip(_EDGE))
    return Span(start, max(end - len(shown) + len(shown.rstrip(_EDGE)), start + 1))


def unreadable(turn: Turn) -> NotCheckable:
    """Why a reply could not be read for its acts."""
    language = turn.reading.language
    if language.code is None:
        return NotCheckable(language.reason or "language not known")
    return NotCheckable(f"no phrases for the language of the reply ({language.code})")


def related_to(thread: ReadThread, index: int) -> tuple[Related, ...]:
    asked = thread.asked(index)
    return (Related("customer-post", asked.post.id),) if asked else ()


def telling_sentence(turn: Turn) -> Span:
    """The first sentence that says more than a greeting or a handle; the whole text where none does."""
    reading = turn.reading
    for number, sentence in enumerate(reading.sentences):
        trivial = {"greeting", "handle", "signed", "team-signature", "link"}
        rest = [a for a in reading.acts if a.sentence == number]
        covered = sum(a.span.end - a.span.start for a in rest if a.name in trivial)
        if sentence.end - sentence.start - covered > 12:
            start = max(
                [
                    sentence.start,
                    *(a.span.end for a in rest if a.name == "handle" and a.span.start - sentence.start < 60),
                ]
            )
            text = reading.text[start : sentence.end]
            return Span(start + len(text) - len(text.lstrip(" ,")), sentence.end)
    return Span(0, len(reading.text))
