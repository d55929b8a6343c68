"""Review sites: one customer's post and at most one reply under it, told once however often the export repeats it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from math import isfinite

from auditor.importers.dates import parse_date
from auditor.model import By, Evidence, Origin, Post, SkippedPost

# No threads (one reply at most) and no handles.
CARRIES = frozenset(
    (Evidence.CUSTOMER_TEXT, Evidence.TIMESTAMPS, Evidence.VISIBILITY, Evidence.AUTHORS, Evidence.UNANSWERED_POSTS)
)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """The brand's reply to a review, and when it was written (None where the file does not say)."""

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class UnreadableReply:
    """There is a reply, but what the file holds of it cannot be read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review as its site shows it. ``updated_at`` is when its text last changed, where the site tells both times.

    ``edited`` says that ``created_at`` is the time of an edit, not of the first writing.
    """

    origin: Origin
    id: str
    account: str
    channel: str
    text: str
    title: str | None
    author: str | None
    rating: float | None
    created_at: datetime | None
    reply: Reply | UnreadableReply | None
    updated_at: datetime | None = None
    edited: bool = False
    lang: str | None = None


def posts_of(read: Callable[[], Iterable[Review | SkippedPost]]) -> Iterator[Post | SkippedPost]:
    """The posts of all reviews, in file order; a repeated review is a SkippedPost where it is not the one kept.

    Of rows with one id the one kept has a reply rather than none, then the latest reply, then the latest edit, then
    is first by its words: never a matter of the order of the file. ``read`` is called twice, so that no texts are held.
    """
    kept: dict[str, tuple[tuple[object, ...], Origin]] = {}
    for review in read():
        if isinstance(review, Review):
            rank = _rank(review)
            if review.id not in kept or rank > kept[review.id][0]:
                kept[review.id] = rank, review.origin
    origins = {review_id: origin for review_id, (_, origin) in kept.items()}
    for review in read():
        if isinstance(review, SkippedPost):
            yield review
        elif origins.get(review.id) != review.origin:
            yield SkippedPost(review.origin, "repeated review id", review.id)
        else:
            del origins[review.id]
            yield from _posts(review)


def moment(text: object, zone: tzinfo | None = None) -> datetime | None:
    """A date, None where there is none. Raises ValueError when there is one that cannot be read."""
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("date not understood")
    return parse_date(text, zone)


def number(value: object) -> float | None:
    """A rating, None where there is none. Raises ValueError when it is not a finite number."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("rating is not a number")
    try:
        rating = float(value)
    except (ValueError, OverflowError) as error:
        raise ValueError("rating is not a number") from error
    if not isfinite(rating):
        raise ValueError("rating is not a number")
    return rating


def digest(*texts: str) -> str:
    """A digest of texts that is the same in every process, unlike ``hash``."""
    return sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def _rank(review: Review) -> tuple[object, ...]:
    reply = review.reply
    readable = isinstance(reply, Reply)
    return (
        (reply is not None) + readable,
        (reply.at or _NEVER) if isinstance(reply, Reply) else _NEVER,
        review.updated_at or review.created_at or _NEVER,
        digest(review.text, review.title or "", reply.text if isinstance(reply, Reply) else ""),
    )


def _posts(review: Review) -> Iterator[Post | SkippedPost]:
    reply = review.reply
    yield Post(
        id=review.id,
        text=review.text,
        by=By.CUSTOMER,
        account=review.account,
        origin=review.origin,
        author=review.author,
        created_at=review.created_at,
        conversation=review.id,
        lang=review.lang,
        title=review.title,
        rating=review.rating,
        channel=review.channel,
        edited=review.edited or _changed_after(review),
        keeps_first_date=review.updated_at is not None and not review.edited,
        replied_elsewhere=isinstance(reply, UnreadableReply),
    )
    reply_id = f"{review.id}/reply"
    if isinstance(reply, UnreadableReply):
        yield SkippedPost(review.origin, reply.reason, reply_id)
    elif reply is not None:
        yield Post(
            id=reply_id,
            text=reply.text,
            by=By.BRAND,
            account=review.account,
            origin=review.origin,
            author=review.account,
            created_at=reply.at,
            in_reply_to=review.id,
            conversation=review.id,
            channel=review.channel,
        )


def _changed_after(review: Review) -> bool:
    """Whether the review's words are younger than the reply under them."""
    if not isinstance(review.reply, Reply) or review.reply.at is None:
        return False
    times = [at for at in (review.created_at, review.updated_at) if at is not None]
    return any(at > review.reply.at for at in times)
