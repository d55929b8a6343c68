"""Who answers whom: posts become threads, and the halves of a split reply become one turn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from auditor.model import By, Post, Thread

_PART = re.compile(r"(?<![\d/.,:])\(?([1-9])\s?/\s?([2-9])\)?(?![\d/%]|\s?(?:am|pm|stars?|pcs)\b)")
_GOES_ON = re.compile(r"(?:>>|&gt;&gt;|\(cont\.?\)|→|\.\.\. ?>)\s*(?:[\^*/~-]\s?\w{1,12})?\s*$", re.IGNORECASE)
_HALVES_WITHIN = timedelta(minutes=15)
_NO_TIME = datetime.min.replace(tzinfo=UTC)


def threads_of(posts: Iterable[Post], source: str) -> list[Thread]:
    """All threads of one source: one per conversation and account that speaks in it or is spoken to, sorted by key.

    A post without a conversation belongs to that of its parent, else it begins its own.
    """
    listed = list(posts)
    parents = {post.id: post for post in listed}
    conversations: dict[str, list[Post]] = defaultdict(list)
    for post in listed:
        conversations[conversation_of(post, parents)].append(post)
    threads = [t for name, members in conversations.items() for t in threads_in(name, members, source)]
    return sorted(threads, key=lambda t: (t.account, t.customer or "", *_by_age(t)))


def threads_in(conversation: str, posts: Iterable[Post], source: str) -> Iterator[Thread]:
    """The threads of one conversation, whose posts (any order) are all there: one per account, by its name."""
    ordered = tuple(sorted(posts, key=_in_time))
    for account in sorted({post.account for post in ordered}):
        mine = [p for p in ordered if p.by is By.CUSTOMER and p.account == account]
        anyone = mine or [p for p in ordered if p.by is By.CUSTOMER]
        yield Thread(conversation, account, anyone[0].author if anyone else None, source, ordered)


def in_order(threads: Iterable[Thread]) -> list[Thread]:
    """The threads of one history as an audit judges them: source by source, the oldest first."""
    return sorted(threads, key=lambda t: (t.source, *_by_age(t)))


def _by_age(thread: Thread) -> tuple[tuple[datetime, bool, str], str]:
    return _in_time(thread.posts[0]), thread.id


class Linked(Protocol):
    """What a post says of its place: its id, the post it answers, its conversation where the source names one."""

    @property
    def id(self) -> str: ...
    @property
    def in_reply_to(self) -> str | None: ...
    @property
    def conversation(self) -> str | None: ...


def conversation_of(post: Linked, posts: Mapping[str, Linked]) -> str:
    """The conversation to which a post belongs: its own, else that of the post it answers, and so on."""
    if post.conversation is not None:
        return post.conversation
    seen = {post.id}
    while post.in_reply_to is not None:
        parent = posts.get(post.in_reply_to)
        if parent is None or parent.id in seen:
            return min(seen) if parent is not None else post.in_reply_to
        if parent.conversation is not None:
            return parent.conversation
        seen.add(parent.id)
        post = parent
    return post.id


def _in_time(post: Post) -> tuple[datetime, bool, str]:
    return (post.created_at or _NO_TIME, post.by is By.BRAND, post.id)


def turns_of(thread: Thread) -> list[tuple[Post, ...]]:
    """The thread's posts as utterances: halves of a split reply (``1/2``, ``2/2``, ``>>``) belong together.

    Halves come from one account, answer the same post (or one the other), and lie within 15 minutes.
    """
    turns: list[list[Post]] = []
    for post in thread.posts:
        near = turns[-3:] if post.created_at else turns[-1:]  # without times only the very next post can be a half
        home = next((t for t in reversed(near) if _belongs(t, post)), None)
        if home is None:
            turns.append([post])
        else:
            home.append(post)
    return [tuple(sorted(turn, key=_part_order)) for turn in turns]


def _belongs(turn: Sequence[Post], post: Post) -> bool:
    first, last = turn[0], turn[-1]
    if post.by is not By.BRAND or first.by is not By.BRAND or post.account != first.account:
        return False
    if post.visibility is not first.visibility or not _close(last, post):
        return False
    ids = {p.id for p in turn}
    if post.in_reply_to not in {first.in_reply_to, *ids} and first.in_reply_to not in {post.id}:
        return False
    ours, theirs = part_of(post.text), [part_of(p.text) for p in turn]
    if ours is not None and all(p is not None for p in theirs):
        return all(p is not None and p[1] == ours[1] and p[0] != ours[0] for p in theirs)
    return bool(_GOES_ON.search(last.text)) and last.created_at != post.created_at


def _close(one: Post, other: Post) -> bool:
    if one.created_at is None or other.created_at is None:
        return True
    return abs(other.created_at - one.created_at) <= _HALVES_WITHIN


def part_of(text: str) -> tuple[int, int] | None:
    """``(1, 2)`` for a text marked ``1/2`` near its beginning or end, else None."""
    for match in _PART.finditer(text):
        number, total = int(match[1]), int(match[2])
        near_end = len(text) - match.end() <= 30
        if number <= total and (near_end or match.start() <= 25):
            return number, total
    return None


def _part_order(post: Post) -> tuple[int, datetime, str]:
    part = part_of(post.text)
    return (part[0] if part else 9, post.created_at or _NO_TIME, post.id)
