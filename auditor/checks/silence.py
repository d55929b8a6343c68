"""Nobody answers: posts without a reply (``unanswered``), and customers who ask again in vain (``abandoned``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.attention import Place, needs_answer, settled, spoken_to_since
from auditor.checks.copies import CopiesCheck, is_answered_copy
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, History, NotCheckable, ReadThread, Related, Sighting, Span


@dataclass(frozen=True, slots=True)
class UnansweredCheck:
    """The first post of a thread that needs an answer got none, and ``window`` has passed.

    An answer that came late is an answer (``slow-reply`` counts the hours). A copy of a post that was answered
    elsewhere is left to ``unanswered-duplicate``.
    """

    window: timedelta
    copies: CopiesCheck

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        groups = self.copies.groups(history)
        for thread in history.threads:
            first = next((i for i, t in enumerate(thread.turns) if _asks(thread, i) and needs_answer(t)), None)
            if first is None or any(i < first for i in thread.replies):
                continue
            place = Place(thread, first)
            conversation = thread.thread.id
            if spoken_to_since(thread, first):
                yield Judged(conversation, Clear())
            elif is_answered_copy(groups, place):
                continue
            elif reason := settled(place.turn, moment, self.window):
                yield Judged(conversation, NotCheckable(reason))
            else:
                yield Judged(conversation, _sighting(place, ()))


@dataclass(frozen=True, slots=True)
class AbandonedCheck:
    """The customer asks or complains again after a reply, and nobody comes back within ``window``."""

    window: timedelta

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            if not thread.replies:
                continue
            last_reply = thread.replies[-1]
            after = [i for i in range(last_reply + 1, len(thread.turns)) if _asks(thread, i)]
            conversation = thread.thread.id
            if not after or not needs_answer(thread.turns[after[-1]]):
                yield Judged(conversation, Clear())
                continue
            place = Place(thread, after[-1])
            if reason := settled(place.turn, moment, self.window):
                yield Judged(conversation, NotCheckable(reason))
            else:
                related = (Related("last-reply", thread.turns[last_reply].post.id),)
                yield Judged(conversation, _sighting(place, related))


def _asks(thread: ReadThread, index: int) -> bool:
    """A turn of the thread's own customer, addressed to this account."""
    turn = thread.turns[index]
    mine = thread.thread.customer is None or turn.post.author == thread.thread.customer
    return not turn.is_brand and turn.post.account == thread.account and mine


def _sighting(place: Place, related: tuple[Related, ...]) -> Sighting:
    post, span = place.turn.locate(Span(0, len(place.turn.reading.text)))
    return Sighting(post, span, excuses=(Excuse("a later reply", "thread", found=False),), related=related)
