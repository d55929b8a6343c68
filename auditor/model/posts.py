"""What is read: posts, where they stand in their file, and what a source can and cannot show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class By(StrEnum):
    """Who wrote a post."""

    CUSTOMER = "customer"
    BRAND = "brand"


class Visibility(StrEnum):
    """Who can read a post."""

    PUBLIC = "public"
    PRIVATE = "private"


class Evidence(StrEnum):
    """What a source carries, and a rule may need.

    A rule whose evidence a source lacks is *not checkable* there: counted with its reason, never silently clean.
    """

    CUSTOMER_TEXT = "customer-text"  # the words the reply answers
    TIMESTAMPS = "timestamps"  # when each post was written, to the minute, with a zone
    VISIBILITY = "visibility"  # replies are known to be public
    AUTHORS = "authors"  # one customer's posts can be told from another's
    UNANSWERED_POSTS = "unanswered-posts"  # posts that got no reply are in the file too
    THREADS = "threads"  # more than one exchange can follow under a post
    HANDLES = "handles"  # accounts are named by handles that a reply can point at


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands: a file, and the 1-based line at which its record begins (None where there are no lines)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Post:
    """One public or private text by a customer or by the brand.

    ``account`` is the brand's public identity: the one that speaks (brand) or that is spoken to (customer).
    ``created_at`` always has a zone. ``edited`` says that the text was changed after it was first written, so that
    times measured from it mean nothing; unless ``keeps_first_date``: then ``created_at`` is still the time of the first
    writing, only the words are younger. ``replied_elsewhere`` says that, by the source's own word, a reply exists that
    the file does not hold. ``parent_missing`` says that the post answers one the file does not hold.
    """

    id: str
    text: str
    by: By
    account: str
    origin: Origin
    author: str | None = None
    agent: str | None = None
    created_at: datetime | None = None
    in_reply_to: str | None = None
    conversation: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    lang: str | None = None
    url: str | None = None
    title: str | None = None
    rating: float | None = None
    channel: str | None = None
    template_id: str | None = None
    edited: bool = False
    replied_elsewhere: bool = False
    parent_missing: bool = False
    keeps_first_date: bool = False

    @property
    def words(self) -> str:
        """Title and text as one: what the customer said."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Noted:
    """What is kept of a post once it is read: which it is and what is counted of it, but not its words.

    ``length`` is that of its ``text`` in code points; the other fields are the post's own.
    """

    id: str
    created_at: datetime | None
    length: int
    rating: float | None = None
    replied_elsewhere: bool = False

    @classmethod
    def of(cls, post: Post) -> Noted:
        """The note of one post."""
        return cls(post.id, post.created_at, len(post.text), post.rating, post.replied_elsewhere)


@dataclass(frozen=True, slots=True)
class SkippedPost:
    """A record that could not be read, as a value with its reason (the rest of the file is sound)."""

    origin: Origin
    reason: str
    post_id: str | None = None
