"""``broken-promise``: the account said that it would come back, and did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.acts import evidence_of
from auditor.checks.attention import spoken
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Act, Clear, Excuse, History, NotCheckable, ReadThread, Related, Sighting, Turn

_BY_PHONE = ("asks-phone", "phone-number", "email-address")
_HALF = re.compile(r"(?<![\d/])([1-9])\s?/\s?([2-9])(?![\d/])\)?\s*(?:[-^*/~–]\s?\w{1,12})?\s*$")


@dataclass(frozen=True, slots=True)
class BrokenPromiseCheck:
    """A ``promise`` act and no later reply of the account in the thread within ``window`` (its last minute counts).

    A promise that hangs on the customer's own move (a ``moves_on`` act in the same reply: the matter went to another
    channel) cannot be followed here, nor one to a customer who left a number or an address, nor one in a split reply of
    which the file lacks the other half. One the customer closes (``closed_by``) asks for nothing more.
    """

    promise: str
    window: timedelta
    moves_on: tuple[str, ...]
    closed_by: tuple[str, ...]

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            for index in thread.replies:
                act = thread.turns[index].reading.first(self.promise)
                if act is not None:
                    yield Judged(thread.thread.id, self._kept(thread, index, act, moment))

    def _kept(self, thread: ReadThread, index: int, act: Act, moment: Moment) -> Clear | NotCheckable | Sighting:
        turn = thread.turns[index]
        if turn.reading.has(*self.moves_on):
            return NotCheckable("the promise hangs on the customer's move to another channel")
        asked = thread.asked(index)
        if asked is not None and asked.reading.has(*_BY_PHONE):
            return NotCheckable("the customer left a number or an address to be reached at")
        if _torn(turn):
            return NotCheckable("the other half of the reply is not in the file")
        made = turn.last.created_at
        if made is None or moment.as_of is None:
            return NotCheckable("timestamps are missing")
        closes = made + self.window
        later = [thread.turns[i].post.created_at for i in spoken(thread) if i > index]
        if any(at is not None and at <= closes for at in later):
            return Clear()
        if any(not t.is_brand and t.reading.has(*self.closed_by) for t in thread.turns[index + 1 :]):
            return Clear()
        if any(part.replied_elsewhere for part in turn.parts):
            return NotCheckable("the source says that the conversation went on outside the file")
        if closes > moment.as_of:
            return NotCheckable("the archive ends before the promise could be kept")
        post, span = turn.locate(evidence_of(turn.reading, act, (act.name,)))
        return Sighting(
            post,
            span,
            excuses=(Excuse("a later reply of the account", "thread", found=False),),
            related=(Related("customer-post", asked.post.id),) if asked else (),
            facts=(("hours", f"{self.window.total_seconds() / 3600:g}"),),
        )


def _torn(turn: Turn) -> bool:
    """Whether a reply ends in a mark such as ``2/3`` and the other parts are not with it."""
    match = _HALF.search(turn.last.text)
    return match is not None and int(match[1]) <= int(match[2]) and len(turn.parts) < int(match[2])
