"""What the account as a whole needs to know of a thread, once it is read: small, and independent of other threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auditor.checks.interface import Moment
from auditor.model import ReadThread


@dataclass(frozen=True, slots=True)
class ThreadDigest:
    """Counts and times of one thread.

    ``first_reply_minutes`` runs from the first customer post to the first public reply after it; None without one.
    ``edited`` says that a review was changed after its reply, so that it has no latency.
    """

    conversation: str
    source: str
    posts: int
    replies: int
    customer_posts: int
    answered: bool
    first_post_at: datetime | None
    first_reply_minutes: float | None
    edited: bool


def digest_of(thread: ReadThread, moment: Moment) -> ThreadDigest:
    """The digest of one thread."""
    mine = [t for t in thread.turns if not t.is_brand and t.post.account == thread.account]
    replies = [thread.turns[i] for i in thread.replies]
    first = mine[0].post if mine else None
    minutes: float | None = None
    edited = bool(first and first.edited)
    if first and first.created_at and not edited and not first.parent_missing:
        times = [r.post.created_at for r in replies if r.post.created_at and r.post.created_at >= first.created_at]
        if times:
            minutes = (min(times) - first.created_at).total_seconds() / 60
    return ThreadDigest(
        thread.thread.id,
        thread.thread.source,
        posts=sum(len(t.parts) for t in mine) + sum(len(r.parts) for r in replies),
        replies=len(replies),
        customer_posts=len(mine),
        answered=bool(replies),
        first_post_at=first.created_at if first else None,
        first_reply_minutes=minutes,
        edited=edited,
    )
