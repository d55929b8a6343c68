"""Which posts need an answer, which got one, and which the archive is too young to judge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.moment import Moment
from auditor.model import Noted, Post, Reading, ReadThread, Turn

REQUESTS = ("asks", "asks-phone", "asks-contact", "asks-private")
WRONG = ("trouble", "upset", "annoyed")
OVER = ("gratitude", "praise", "closing-words")
_LOW, _HIGH = 2, 4  # stars
_RETWEET = re.compile(r"\s*RT @\w+\b")


def needs_answer(turn: Turn) -> bool:
    """A question, a complaint or a request; not thanks, praise, closing words, a retweet or a bare link.

    A review of one or two stars complains by its stars; one of four or five praises, unless it asks or tells of more
    that is wrong than is right.
    """
    reading, rating = turn.reading, turn.post.rating
    if _RETWEET.match(reading.text):
        return False
    if rating is not None and rating <= _LOW:
        return True
    if reading.has("question"):
        return True
    if rating is not None and rating >= _HIGH:
        wrong, right = (sum(act.name in names for act in reading.acts) for names in (WRONG, OVER))
        return wrong > right or reading.has("asks-phone", "asks-contact")
    if reading.has("upset", "annoyed"):
        return True
    if not reading.has(*OVER):
        return reading.has("trouble", "persists", "tried-elsewhere", *REQUESTS)
    if reading.has("trouble"):  # "done, thanks for sorting the issue" names trouble that is over
        return reading.has("persists") or not reading.has("closing-words")
    return _thanks_beforehand(reading)


def _thanks_beforehand(reading: Reading) -> bool:
    """Whether a request ends with thanks and nothing else says that the matter is over: "could you check? thank you"."""
    asked, thanked = reading.first(*REQUESTS), reading.first("gratitude")
    if asked is None or thanked is None or reading.has("praise", "closing-words"):
        return False
    return asked.span.start < thanked.span.start


def needs_none(turn: Turn) -> bool:
    """Whether a post plainly asks for nothing: thanks, praise, closing words, four stars or more.

    Of many posts neither this nor ``needs_answer`` can be said.
    """
    rating = turn.post.rating
    if needs_answer(turn):
        return False
    return (
        turn.reading.has(*OVER) or (rating is not None and rating >= _HIGH) or bool(_RETWEET.match(turn.reading.text))
    )


def unread(turn: Turn) -> str:
    """Why it cannot be said whether a post needs an answer; empty where it can.

    Without phrases for its language only a question mark or few stars tell: what they do not show stays open.
    """
    if turn.reading.pack is not None or needs_answer(turn):
        return ""
    code = turn.reading.language.code
    if code is None:
        return f"whether the post needs an answer: {turn.reading.language.reason or 'language not known'}"
    return f"whether the post needs an answer: no phrases for its language ({code})"


def asks_here(thread: ReadThread, index: int) -> bool:
    """A turn of the thread's own customer, addressed to this account."""
    turn = thread.turns[index]
    mine = thread.thread.customer is None or turn.post.author == thread.thread.customer
    return not turn.is_brand and turn.post.account == thread.account and mine


def spoken(thread: ReadThread) -> tuple[int, ...]:
    """Turns in which the account comes back to somebody, in public or in private.

    A post of its own that opens the conversation answers nobody; one whose parent the file does not hold does.
    """
    began = next((i for i, turn in enumerate(thread.turns) if not turn.is_brand), len(thread.turns))
    return tuple(
        i
        for i, turn in enumerate(thread.turns)
        if turn.is_brand
        and turn.post.account == thread.account
        and (i > began or any(part.in_reply_to is not None for part in turn.parts))
    )


def answered(thread: ReadThread, index: int) -> bool:
    """Whether the customer's turn at ``index`` got a reply of its own.

    That is one that links to it, or a later one that says of no post that it answers it. A reply that links to
    another post leaves this one without.
    """
    ids = {part.id for part in thread.turns[index].parts}
    for i in spoken(thread):
        parents = {part.in_reply_to for part in thread.turns[i].parts}
        if parents & ids or (i > index and parents == {None}):
            return True
    return False


def speaks_to(thread: ReadThread, index: int, customer: str | None) -> bool:
    """Whether the account's turn at ``index`` is for ``customer``: by the post that it answers, else by its handles.

    Nobody names themselves: a reply all of whose handles the customer's own words name too is for somebody else. (Names
    of authors are not compared with handles in texts, which an archive under other names keeps as they were.)
    """
    asked = thread.asked(index)
    links = {part.in_reply_to for part in thread.turns[index].parts}
    if asked is not None and any(part.id in links for part in asked.parts):
        return asked.post.author == customer
    named = _handles(thread.turns[index])
    theirs = {h for turn in thread.turns if not turn.is_brand and turn.post.author == customer for h in _handles(turn)}
    if named and named <= theirs:
        return False
    return asked is None or asked.post.author == customer


def _handles(turn: Turn) -> set[str]:
    """The handles that a text names, but for the account's own."""
    own = {act.span for act in turn.reading.of("own-handle")}
    return {a.span.of(turn.reading.text).casefold() for a in turn.reading.of("handle") if a.span not in own}


def spoken_to_since(thread: ReadThread, index: int) -> bool:
    """Whether the account spoke again in this thread after the turn at ``index``, to whichever post, or answered it
    before its present words stood there (a review shows the date of its last edit)."""
    return any(i > index for i in spoken(thread)) or answered(thread, index)


def settled(turn: Turn, moment: Moment, window: timedelta) -> str:
    """Empty when the archive is old enough to say that nobody answers any more; else why it cannot be said.

    A post whose window closes at the very end of the archive is settled.
    """
    return settled_post(turn.parts, moment, window)


def settled_post(parts: Sequence[Post | Noted], moment: Moment, window: timedelta) -> str:
    """``settled`` for the parts of a turn."""
    if any(part.replied_elsewhere for part in parts):
        return "the source says that there is a reply which the file does not hold"
    if parts[-1].created_at is None or moment.as_of is None:
        return "timestamps are missing"
    if parts[-1].created_at + window > moment.as_of:
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
