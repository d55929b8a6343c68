"""What the account as a whole needs to know of a thread, once it is read: small, and independent of other threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from auditor.checks.attention import needs_answer, needs_none, spoken, unread
from auditor.model import Certainty, Noted, Post, Reading, ReadThread, Span
from auditor.text.language import script_name
from auditor.text.normal import bare_words

Voice = int
"""An occasion, hashed: when a customer wrote, and which words."""

_FOR_TROUBLE = ("apology", "late-apology", "empathy", "feedback", "promise", "handed-over", "team-disclaimer", "asks")
_PERSONAL = frozenset({"greeting", "signed", "handle"})  # what changes from customer to customer
DOORS = ("call-us", "write-elsewhere", "visit-local", "other-account", "dm-invite", "private-form")


@dataclass(frozen=True, slots=True)
class Said:
    """One reply: its post, where it sends people, and whether it is idle: with nothing in it for the customer.

    ``unasked`` says why there is no post that it answers (empty where there is), ``needless`` is True where that post
    plainly asks for nothing. ``idle_words`` are its bare words without signature and greeting where it answers nothing,
    asks in public for nothing and is owed to a post that needs something; else they are empty, for nobody asks for them.
    ``voice`` tells one occasion from another (see ``voices``). ``languages`` are those of the post it answers and
    its own, as far as they can be told (else the script). ``sent_to`` are the handles named in an ``other-account``
    act, lower case, without ``@``.
    """

    post: Noted
    customer: str | None
    idle_words: str
    readable: bool
    sent_to: tuple[str, ...]
    languages: tuple[str, str] | None
    span: Span
    unasked: str
    needless: bool
    voice: Voice


@dataclass(frozen=True, slots=True)
class Asked:
    """One customer post that needs an answer: its words, and whether the thread holds a public answer to it."""

    post: Noted
    customer: str | None
    words: str
    pack: str | None
    replied: bool
    solved: bool
    voice: Voice


@dataclass(frozen=True, slots=True)
class ThreadDigest:
    """One thread, small enough that those of a whole account can be looked at: no post's words but what rules over
    accounts compare. ``first_reply`` holds when the first customer post and the first public reply after it were written;
    None without a reply, and where the time of the post is not that of its first writing. ``open_post`` is the first
    post that needs an answer, ``unread`` says why it cannot be told whether there is one."""

    conversation: str
    source: str
    customer: str | None
    posts: int
    customer_posts: int
    needs_answer: bool
    answered: bool
    first_post: Noted | None
    first_reply: tuple[datetime, datetime] | None
    open_post: Noted | None
    unread: str
    said: tuple[Said, ...]
    asked: tuple[Asked, ...]

    @property
    def first_reply_minutes(self) -> float | None:
        """Minutes to the first reply, around the clock."""
        return (self.first_reply[1] - self.first_reply[0]).total_seconds() / 60 if self.first_reply else None


@dataclass(frozen=True)
class AccountView:
    """An account's threads as digests, in the order of their conversations' names (they may be read from disk anew each
    time they are walked); ``siblings`` are other accounts of
    the same brand that a team declared, ``others`` the requests of every account of the archive and how many of them
    were answered. ``shows_silence``: the sources keep posts without a reply too."""

    account: str
    threads: Sequence[ThreadDigest]
    siblings: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[int, int]], ...] = ()  # account → (requests, answered)
    shows_silence: bool = True


def voices(members: Iterable[tuple[str, Voice]]) -> int:
    """How many customers speak, told by what they wrote and when, not by their names: ``(customer, occasion)`` pairs.

    Two customers with the same words at the same second are one: a row exported twice, or an archive doubled under new
    names. So a threshold in voices means the same however often the same evidence is told.
    """
    said: dict[str, Voice | frozenset[Voice]] = {}  # most write once
    for customer, occasion in members:
        before = said.setdefault(customer, occasion)
        if before != occasion:
            said[customer] = (before if isinstance(before, frozenset) else frozenset({before})) | {occasion}
    return len(set(said.values()))


def digest_of(thread: ReadThread) -> ThreadDigest:
    """The digest of one thread."""
    mine = [t for t in thread.turns if not t.is_brand and t.post.account == thread.account]
    replies = [thread.turns[i] for i in thread.replies]
    first = mine[0].post if mine else None
    needing = [turn for turn in mine if needs_answer(turn)]
    solved = any(reply.reading.has("public-answer") for reply in replies)
    return ThreadDigest(
        thread.thread.id,
        thread.thread.source,
        thread.thread.customer,
        posts=sum(len(t.parts) for t in mine) + sum(len(r.parts) for r in replies),
        customer_posts=len(mine),
        needs_answer=bool(needing),
        answered=bool(spoken(thread)),
        first_post=Noted.of(first) if first else None,
        first_reply=_first_reply(thread, first),
        open_post=Noted.of(needing[0].post) if needing else None,
        unread=unread(mine[0]) if mine and not needing else "",
        said=tuple(_said(thread, i) for i in thread.replies),
        asked=tuple(
            Asked(
                Noted.of(t.post),
                t.post.author,
                bare_words(t.reading.text),
                t.reading.pack,
                bool(replies),
                solved,
                _voice(t.post),
            )
            for t in needing
        ),
    )


def _first_reply(thread: ReadThread, first: Post | None) -> tuple[datetime, datetime] | None:
    if (
        first is None
        or first.created_at is None
        or first.parent_missing
        or (first.edited and not first.keeps_first_date)
    ):
        return None
    began = first.created_at
    times = [thread.turns[i].post.created_at for i in thread.replies if i in spoken(thread)]
    later = [at for at in times if at is not None and at >= began]
    return (began, min(later)) if later else None


def _voice(post: Post) -> Voice:
    when = post.created_at.astimezone(UTC).isoformat() if post.created_at else ""
    words = bare_words(post.words) or post.words
    return int.from_bytes(blake2b(f"{when}\n{words}".encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _said(thread: ReadThread, index: int) -> Said:
    turn = thread.turns[index]
    reading = turn.reading
    telling = [a for a in reading.acts if a.name in DOORS]
    span = telling[0].span if telling else Span(0, len(reading.text))
    post, where = turn.locate(span)
    asked = thread.asked(index)
    handles = [a.span.of(reading.text).lstrip("@").casefold() for a in reading.of("handle")]
    moved = [a.span for a in reading.of("other-account")]
    inside = [h for h, a in zip(handles, reading.of("handle"), strict=True) if any(m.covers(a.span) for m in moved)]
    unasked, needless = thread.unasked(index), asked is not None and needs_none(asked)
    works = not telling and (reading.has("question", "asks-detail") or _farewell(reading))
    idle = reading.pack is not None and not (unasked or needless or works or reading.has("public-answer"))
    return Said(
        Noted.of(post),
        asked.post.author if asked else thread.thread.customer,
        bare_words(reading.text, [a.span for a in reading.acts if a.name in _PERSONAL]) if idle else "",
        readable=reading.pack is not None,
        sent_to=tuple(dict.fromkeys(inside)),
        languages=(_spoken(asked.reading), _spoken(reading)) if asked else None,
        span=where,
        unasked=unasked,
        needless=needless,
        voice=_voice(asked.post if asked else post),
    )


def _farewell(reading: Reading) -> bool:
    """A pleasantry or a closing offer and nothing that a trouble calls for."""
    return reading.has("pleasantry", "closing-offer") and not reading.has(*_FOR_TROUBLE)


def _spoken(reading: Reading) -> str:
    """The language of a text where it can be told; else its script."""
    if reading.language.code and reading.language.certainty is not Certainty.NONE:
        return reading.language.code
    return f"{script_name(reading.text)}, too short to tell"
