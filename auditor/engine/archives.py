"""Several files of one kind as one archive: a post that stands in two files counts once, a parent may stand in another.

An importer sees one file. Exports of one account overlap (two months that share a day, the same reviews exported
twice) and threads run across them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from auditor.engine.audit import Source
from auditor.model import By, Post, SkippedPost

REPEATED = "repeated id: the post stands in another file too"
TAKEN = "repeated id: another post of another file has it"
_NEVER = datetime.min.replace(tzinfo=UTC)


def joined(sources: Sequence[Source]) -> list[Source]:
    """The same sources with each post once, in whatever order they are given.

    Of the copies of a post the one is kept whose file holds the latest reply to it, then the one written latest, then
    that of the file first by name: the others become SkippedPosts.
    """
    kinds: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        kinds[source.kind].append(source)
    files = {source.path: source for alike in kinds.values() for source in (_joined(alike) if alike[1:] else alike)}
    return [files[source.path] for source in sources]


def _joined(sources: Sequence[Source]) -> list[Source]:
    ordered = sorted(sources, key=lambda source: source.path)
    kept = _kept(ordered)
    once = [_without_repeats(number, source, kept) for number, source in enumerate(ordered)]
    posts = {post.id: post for source in once for post in source.posts}
    return [replace(source, posts=tuple(_linked(source.posts, posts))) for source in once]


def _kept(sources: Sequence[Source]) -> Mapping[str, tuple[int, Post]]:
    """For every id the number of the source whose copy counts, and that copy."""
    best: dict[str, tuple[tuple[datetime, datetime, int], Post]] = {}
    for number, source in enumerate(sources):
        answered: dict[str, datetime] = {}
        for post in source.posts:
            if post.by is By.BRAND and post.in_reply_to is not None:
                answered[post.in_reply_to] = max(post.created_at or _NEVER, answered.get(post.in_reply_to, _NEVER))
        for post in source.posts:
            rank = (answered.get(post.id, _NEVER), post.created_at or _NEVER, -number)
            if post.id not in best or rank > best[post.id][0]:
                best[post.id] = rank, post
    return {post_id: (-rank[2], post) for post_id, (rank, post) in best.items()}


def _without_repeats(number: int, source: Source, kept: Mapping[str, tuple[int, Post]]) -> Source:
    skipped = list(source.skipped)
    posts = []
    for post in source.posts:
        home, copy = kept[post.id]
        if home == number:
            posts.append(post)
        else:
            same = (copy.by, copy.account) == (post.by, post.account) or copy.text == post.text
            skipped.append(SkippedPost(post.origin, REPEATED if same else TAKEN, post.id))
    return replace(source, posts=tuple(posts), skipped=tuple(skipped))


def _linked(posts: Sequence[Post], every: Mapping[str, Post]) -> Iterable[Post]:
    """The posts of one file with what was missing in it and stands in another: parents, and with them conversations."""
    cut = {post.conversation for post in posts if post.parent_missing and post.conversation == post.in_reply_to}
    for post in posts:
        found = post.parent_missing and post.in_reply_to in every
        conversation = _conversation(post.conversation, every) if post.conversation in cut else post.conversation
        if found or conversation != post.conversation:
            post = replace(post, parent_missing=post.parent_missing and not found, conversation=conversation)
        yield post


def _conversation(name: str | None, every: Mapping[str, Post]) -> str | None:
    """The conversation to which the post belongs after which a file named its own, through as many files as it takes."""
    seen: list[str] = []
    while name is not None and name in every and name not in seen:
        seen.append(name)
        name = every[name].conversation
    return min(seen[seen.index(name) :]) if name in seen else name
