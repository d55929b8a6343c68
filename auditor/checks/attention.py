"""Which posts need an answer, which got one, and which the archive is too young to judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.moment import Moment
from auditor.model import ReadThread, Turn

NEEDS = (
    "asks",
    "question",
    "trouble",
    "upset",
    "persists",
    "tried-elsewhere",
    "asks-phone",
    "asks-contact",
    "asks-private",
)
OVER = ("gratitude", "praise", "closing-words")


def needs_answer(turn: Turn) -> bool:
    """A question, a complaint or a request; not thanks, praise, closing words or a bare link.

    A review of one or two stars complains by its stars; one of four or five praises unless it asks or tells trouble.
    """
    reading = turn.reading
    rating = turn.post.rating
    if rating is not None and rating <= 2:
        return True
    if not reading.has(*NEEDS):
        return False
    if reading.has("upset", "trouble", "question", "persists", "tried-elsewhere"):
        return True
    return not reading.has(*OVER)


def answered(thread: ReadThread, index: int) -> bool:
    """Whether the customer's turn at ``index`` got a reply: one that links to it, or, where no reply in the thread says
    what it answers, the account's next words before this customer speaks of something else."""
    ids = {part.id for part in thread.turns[index].parts}
    replies = [thread.turns[i] for i in thread.replies]
    if any(part.in_reply_to in ids for reply in replies for part in reply.parts):
        return True
    later = [thread.turns[i] for i in thread.replies if i > index]
    return any(all(part.in_reply_to is None for part in reply.parts) for reply in later)


def spoken_to_since(thread: ReadThread, index: int) -> bool:
    """Whether the account spoke again in this thread after the turn at ``index``, to whichever post."""
    return any(i > index for i in thread.replies)


def settled(turn: Turn, moment: Moment, window: timedelta) -> str:
    """Empty when the archive is old enough to say that nobody answers any more; else why it cannot be said."""
    if any(part.replied_elsewhere for part in turn.parts):
        return "the source says that there is a reply which the file does not hold"
    if turn.last.created_at is None or moment.as_of is None:
        return "timestamps are missing"
    if turn.last.created_at + window > moment.as_of:
        return "the archive ends too soon after the post to call it unanswered"
    return ""


@dataclass(frozen=True, slots=True)
class Place:
    """One customer turn in its thread."""

    thread: ReadThread
    index: int

    @property
    def turn(self) -> Turn:
        return self.thread.turns[self.index]
