"""Conditions over acts and where they are looked for: what excuses a finding, makes it worse, or must hold first."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from auditor.model import Act, Excuse, Reading, ReadThread

_SHORT = 7  # words


class Where(StrEnum):
    """Where an act is looked for, seen from the reply under judgement. A short question right before a sentence is taken for
    part of it."""

    REPLY = "reply"
    SAME_SENTENCE = "same-sentence"
    EARLIER_REPLIES = "earlier-replies"
    CUSTOMER_POST = "customer-post"
    CUSTOMER_POSTS = "customer-posts"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where ``any_of`` has a match (or every act of ``all_of`` has) and ``without`` has none, in one of the texts that
    ``where`` names, and where ``also`` holds too."""

    where: Where
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    also: Condition | None = None

    def holds(self, thread: ReadThread, index: int, act: Act | None = None) -> bool:
        if not any(self._in(reading, act) for reading in _readings(thread, index, self.where)):
            return False
        return self.also is None or self.also.holds(thread, index, act)

    def excuse(self, found: bool) -> Excuse:
        names = " or ".join(self.any_of) if self.any_of else " and ".join(self.all_of)
        if self.without:
            names = f"{names} without {' or '.join(self.without)}"
        where = self.where.value.replace("-", " ")
        if self.also is not None:
            other = self.also.excuse(found)
            return Excuse(f"{names}, with {other.looked_for}", f"{where}; {other.where}", found)
        return Excuse(names, where, found)

    def _in(self, reading: Reading, act: Act | None) -> bool:
        present: Set[str] = reading.names
        if self.where is Where.SAME_SENTENCE and act is not None:
            here = {act.sentence, _led_by(reading, act.sentence)}
            present = {other.name for other in reading.acts if other.sentence in here}
        if not present.isdisjoint(self.without):
            return False
        if self.any_of:
            return not present.isdisjoint(self.any_of)
        return all(name in present for name in self.all_of)


def _led_by(reading: Reading, sentence: int) -> int:
    """The short question before a sentence, which says when it holds ("Any other questions? Write to …"); else the sentence."""
    before = reading.sentences[sentence - 1].of(reading.text).rstrip() if sentence else ""
    is_short_question = before.endswith(("?", "？")) and len(before.split()) <= _SHORT
    return sentence - 1 if is_short_question else sentence


def _readings(thread: ReadThread, index: int, where: Where) -> tuple[Reading, ...]:
    if where in {Where.REPLY, Where.SAME_SENTENCE}:
        return (thread.turns[index].reading,)
    if where is Where.EARLIER_REPLIES:
        return tuple(turn.reading for turn in thread.earlier(index))
    if where is Where.CUSTOMER_POST:
        asked = thread.asked(index)
        return (asked.reading,) if asked else ()
    return tuple(turn.reading for turn in thread.customer_turns(index))
