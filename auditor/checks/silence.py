"""Nobody answers: posts without a reply (``unanswered``), and customers who ask again in vain (``abandoned``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.attention import (
    Place,
    answered,
    asks_here,
    needs_answer,
    needs_none,
    settled,
    speaks_to,
    spoken,
    spoken_to_since,
    unread,
)
from auditor.checks.copies import CopiesCheck, is_answered_copy
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, History, NotCheckable, ReadThread, Related, Sighting, Span, Turn


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
            conversation = thread.thread.id
            mine = [i for i in range(len(thread.turns)) if asks_here(thread, i)]
            first = next((i for i in mine if needs_answer(thread.turns[i])), None)
            if first is None:
                if mine and not spoken(thread) and (reason := unread(thread.turns[mine[0]])):
                    yield Judged(conversation, NotCheckable(reason))
                continue
            if spoken_to_since(thread, first):
                if not any(i < first for i in spoken(thread)):
                    yield Judged(conversation, Clear())
            elif any(i < first for i in spoken(thread)):
                continue  # a conversation under way: `abandoned-thread`
            elif is_answered_copy(groups, Place(thread, first)):
                continue
            elif reason := settled(thread.turns[first], moment, self.window):
                yield Judged(conversation, NotCheckable(reason))
            else:
                yield Judged(conversation, _sighting(Place(thread, first), ()))


@dataclass(frozen=True, slots=True)
class AbandonedCheck:
    """The customer asks or complains again after a reply, and nobody comes back within ``window``.

    Words that only say "sent" after an invitation to a private channel go on there, where the file does not see.
    """

    window: timedelta

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            replies = [i for i in spoken(thread) if speaks_to(thread, i, thread.thread.customer)]
            if replies:
                yield Judged(thread.thread.id, self._look(thread, replies[-1], moment))

    def _look(self, thread: ReadThread, last: int, moment: Moment) -> Clear | NotCheckable | Sighting:
        after = [i for i in range(last + 1, len(thread.turns)) if asks_here(thread, i) and not answered(thread, i)]
        asking = self._still_asking(thread, after)
        if asking is None:
            reason = unread(thread.turns[after[-1]]) if after else ""
            return NotCheckable(reason) if reason else Clear()
        if _went_private(thread.turns[last], thread.turns[asking]):
            return NotCheckable("the customer went on in the private channel to which the reply invited")
        if reason := settled(thread.turns[asking], moment, self.window):
            return NotCheckable(reason)
        return _sighting(Place(thread, asking), (Related("last-reply", thread.turns[last].post.id),))

    def _still_asking(self, thread: ReadThread, after: Sequence[int]) -> int | None:
        """The last turn that needs an answer, unless the customer's last words are thanks or closing."""
        if not after or needs_none(thread.turns[after[-1]]) or _lets_go(thread.turns[after[-1]]):
            return None
        return next((i for i in reversed(after) if needs_answer(thread.turns[i])), None)


def _lets_go(words: Turn) -> bool:
    """Last words that thank or close, though they may name what was wrong: "bummer! oh well, thanks"."""
    reading = words.reading
    return reading.has("gratitude", "closing-words") and not reading.has("question", "upset", "persists")


def _went_private(reply: Turn, words: Turn) -> bool:
    """Whether a reply invited to a private channel and the customer's words say no more than that they are there."""
    if words.reading.has("upset"):
        return False
    if words.reading.has("asks-private"):
        return True
    return reply.reading.has("dm-invite", "private-form") and not words.reading.has("question", *_TOLD_AGAIN)


_TOLD_AGAIN = ("persists", "tried-elsewhere", "annoyed", "asks-phone", "asks-contact")


def _sighting(place: Place, related: tuple[Related, ...]) -> Sighting:
    post, span = place.turn.locate(Span(0, len(place.turn.reading.text)))
    return Sighting(post, span, excuses=(Excuse("a later reply", "thread", found=False),), related=related)
