"""``passed-around``: one customer sent through two or more doors in one conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.acts import evidence_of
from auditor.checks.attention import speaks_to
from auditor.checks.conditions import Condition
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Act, Clear, History, ReadThread, Related, Sighting, Turn


@dataclass(frozen=True, slots=True)
class PassedAroundCheck:
    """Fires on the reply that opens the second door: a ``doors`` act of another kind than an earlier reply's, or of the
    same kind with another handle (by this account or a sibling in the thread, to the same customer). Two ways offered
    in one reply are a choice, not a bounce."""

    doors: tuple[str, ...]
    unless: tuple[Condition, ...] = ()

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            if len(thread.replies) > 1 or any(t.is_brand and t.post.account != thread.account for t in thread.turns):
                yield Judged(thread.thread.id, self._look(thread))

    def _look(self, thread: ReadThread) -> Clear | Sighting:
        seen: dict[str, str] = {}
        for index, turn in enumerate(thread.turns):
            if not turn.is_brand or not speaks_to(thread, index, thread.thread.customer):
                continue
            opened = [
                act for act in turn.reading.acts if act.name in self.doors and not self._excused(thread, index, act)
            ]
            keys = [_door(turn, act) for act in opened]
            fresh = [act for act, key in zip(opened, keys, strict=True) if seen and key not in seen]
            if fresh and turn.post.account == thread.account and not any(key in seen for key in keys):
                post, span = turn.locate(evidence_of(turn.reading, fresh[0], (fresh[0].name,)))
                related = tuple(Related("earlier-door", post_id) for post_id in dict.fromkeys(seen.values()))
                return Sighting(post, span, related=related, facts=(("doors", str(len(seen) + 1)),))
            for key in keys:
                seen.setdefault(key, turn.post.id)
        return Clear()

    def _excused(self, thread: ReadThread, index: int, act: Act) -> bool:
        return any(condition.holds(thread, index, act) for condition in self.unless)


def _door(turn: Turn, act: Act) -> str:
    """What kind of door an act opens; another account is a door for each handle."""
    inside = [other for other in turn.reading.of("handle") if act.span.covers(other.span)]
    return " ".join([act.name, *sorted(other.span.of(turn.reading.text).casefold() for other in inside)])
