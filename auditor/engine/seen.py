"""What is counted of an account's threads, in one walk of their notes: those of a large account lie on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.checks.calendar import Calendar
from auditor.checks.digest import ThreadDigest
from auditor.engine.times import minutes_waited


@dataclass
class Seen:
    """``read``: conversations with a reply that could be read. ``answers``: conversations that a customer wrote in, by their
    source and whether they were answered; ``stars``: reviews by their rating and whether they were answered; ``spoken``:
    replies by the languages of the post and their own. ``minutes``: to the first reply of each conversation that has one,
    shortest first."""

    posts: int = 0
    replies: int = 0
    conversations: int = 0
    read: int = 0
    sources: set[str] = field(default_factory=set)
    answers: Counter[tuple[str, bool]] = field(default_factory=Counter)
    stars: Counter[tuple[float, bool]] = field(default_factory=Counter)
    spoken: Counter[tuple[str, str]] = field(default_factory=Counter)
    minutes: list[float] = field(default_factory=list)


def seen_in(digests: Iterable[ThreadDigest], calendar: Calendar) -> Seen:
    """All that is counted of some threads."""
    seen = Seen()
    for digest in digests:
        seen.posts += digest.posts
        seen.replies += len(digest.said)
        seen.conversations += bool(digest.said)
        seen.read += any(reply.readable for reply in digest.said)
        seen.sources.add(digest.source)
        if digest.customer_posts:
            seen.answers[digest.source, digest.answered] += 1
        if digest.first_post and digest.first_post.rating is not None:
            seen.stars[digest.first_post.rating, digest.answered] += 1
        seen.spoken.update(reply.languages for reply in digest.said if reply.languages)
        seen.minutes += minutes_waited((digest,), calendar)
    seen.minutes.sort()
    return seen
