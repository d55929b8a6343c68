"""What the account as a whole needs to know of a thread, once it is read: small, and independent of other threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auditor.checks.attention import needs_answer
from auditor.model import Certainty, Post, Reading, ReadThread, Span
from auditor.text.language import script_name
from auditor.text.normal import bare_words

DOORS = ("call-us", "write-elsewhere", "visit-local", "other-account", "dm-invite", "private-form")


@dataclass(frozen=True, slots=True)
class Said:
    """One reply: its post, its bare words without signature and greeting, whether it answers, where it sends people.

    ``languages`` are those of the post it answers and its own, as far as they can be told (else the script). ``sent_to``
    are the handles named in an ``other-account`` act, lower case, without ``@``.
    """

    post: Post
    customer: str | None
    words: str
    answers: bool
    readable: bool
    doors: tuple[str, ...]
    sent_to: tuple[str, ...]
    languages: tuple[str, str] | None
    span: Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One customer post that needs an answer: its words, and whether the thread holds a public answer to it."""

    post: Post
    customer: str | None
    words: str
    pack: str | None
    replied: bool
    solved: bool


@dataclass(frozen=True, slots=True)
class ThreadDigest:
    """One thread. ``first_reply_minutes`` runs from the first customer post to the first public reply after it; None
    without one. ``edited``: a review changed after its reply, which has no latency."""

    conversation: str
    source: str
    customer: str | None
    posts: int
    customer_posts: int
    needs_answer: bool
    answered: bool
    first_post: Post | None
    first_reply_minutes: float | None
    said: tuple[Said, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class AccountView:
    """An account's threads as digests, in the order of their conversations' names; ``siblings`` are other accounts of
    the same brand that a team declared, ``others`` the digests of every account of the archive by name."""

    account: str
    threads: tuple[ThreadDigest, ...]
    siblings: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[int, int]], ...] = ()  # account → (requests, answered)


def digest_of(thread: ReadThread) -> ThreadDigest:
    """The digest of one thread."""
    mine = [t for t in thread.turns if not t.is_brand and t.post.account == thread.account]
    replies = [thread.turns[i] for i in thread.replies]
    first = mine[0].post if mine else None
    solved = any(reply.reading.has("public-answer") for reply in replies)
    return ThreadDigest(
        thread.thread.id,
        thread.thread.source,
        thread.thread.customer,
        posts=sum(len(t.parts) for t in mine) + sum(len(r.parts) for r in replies),
        customer_posts=len(mine),
        needs_answer=any(needs_answer(turn) for turn in mine),
        answered=bool(replies),
        first_post=first,
        first_reply_minutes=_minutes(first, [r.post.created_at for r in replies]),
        said=tuple(_said(thread, i) for i in thread.replies),
        asked=tuple(
            Asked(t.post, t.post.author, bare_words(t.reading.text), t.reading.pack, bool(replies), solved)
            for t in mine
            if needs_answer(t)
        ),
    )


def _minutes(first: Post | None, replies: list[datetime | None]) -> float | None:
    if first is None or first.created_at is None or first.edited or first.parent_missing:
        return None
    times = [at for at in replies if at is not None and at >= first.created_at]
    return (min(times) - first.created_at).total_seconds() / 60 if times else None


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
    return Said(
        post,
        asked.post.author if asked else thread.thread.customer,
        _template_words(
            turn.reading.text, [a.span for a in reading.acts if a.name in {"greeting", "signed", "handle"}]
        ),
        answers=reading.has("public-answer"),
        readable=reading.pack is not None,
        doors=tuple(sorted({a.name for a in telling})),
        sent_to=tuple(dict.fromkeys(inside)),
        languages=(_spoken(asked.reading), _spoken(reading)) if asked else None,
        span=where,
    )


def _spoken(reading: Reading) -> str:
    """The language of a text where it can be told; else its script."""
    if reading.language.code and reading.language.certainty is not Certainty.NONE:
        return reading.language.code
    return f"{script_name(reading.text)}, too short to tell"


def _template_words(text: str, personal: list[Span]) -> str:
    """A reply's words without what changes from customer to customer: greeting, name after it, signature, handles."""
    kept, position = [], 0
    for span in sorted(personal, key=lambda s: s.start):
        kept.append(text[position : max(span.start, position)])
        position = max(position, span.end)
    kept.append(text[position:])
    return bare_words(" ".join(kept))
