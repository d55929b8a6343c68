"""The conversations that a report was made from, for those who want to read what stands around a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model.findings import Finding
from auditor.model.posts import Post
from auditor.model.threads import Thread


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``conversation`` holds the posts of the finding's conversation in time order, its own among them; ``related`` the
    posts that it names, each with its role, as far as they are in the archive."""

    conversation: tuple[Post, ...] = ()
    related: tuple[tuple[str, Post], ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """All threads that were judged; without any where a report was read from a file or is one on a library."""

    threads: Sequence[Thread] = ()

    def around(self, findings: Iterable[Finding]) -> dict[str, Surroundings]:
        """What stands around each finding, by the finding's id: one walk over the archive, for any number of findings."""
        listed = list(findings)
        homes: dict[tuple[str, str], tuple[Post, ...]] = {(f.account, f.post.id): () for f in listed}
        named: dict[str, Post | None] = {related.post_id: None for f in listed for related in f.related}
        for thread in self.threads:
            for post in thread.posts:
                if (thread.account, post.id) in homes:
                    homes[thread.account, post.id] = thread.posts
                if post.id in named and named[post.id] is None:
                    named[post.id] = post
        return {f.id: _of(f, homes[f.account, f.post.id], named) for f in listed}


def _of(finding: Finding, conversation: tuple[Post, ...], named: dict[str, Post | None]) -> Surroundings:
    here = {post.id: post for post in conversation}
    found = ((related.role, here.get(related.post_id) or named[related.post_id]) for related in finding.related)
    return Surroundings(conversation, tuple((role, post) for role, post in found if post is not None))
