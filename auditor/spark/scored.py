"""Parts of an account, all of them side by side, become its score, and findings on the account as a whole.

Parts hold notes of posts and no words. So an account is looked at twice: once for the posts that findings on it as a whole
will show, of which there are a handful, and again with them at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from auditor.engine.account import Scored, score_account
from auditor.engine.parts import AccountPart, merged
from auditor.engine.whole import PostKey, Posts
from auditor.model import Post
from auditor.spark.arrow import BYTES, TEXT, Row, batches, rows
from auditor.spark.codec import packed, part_of, post_of
from auditor.spark.job import bench
from auditor.spark.judged import FINDINGS, PART, SCORE, UNJUDGED

WANTED = {"account": TEXT, "source": TEXT, "id": TEXT}
"""One row a post that an account's findings as a whole will show."""

HELD = ("account", "kind", "source", "body")
"""The columns that scores are made of: rows ``part``, and rows ``post`` with the posts that were wanted."""

SCORED = {"kind": TEXT, "account": TEXT, "body": BYTES}
"""Of every account one row ``score``, one ``unjudged``, and one ``findings`` where the account as a whole gave any."""

Requests = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Scorer:
    """Scores accounts by a job. ``requests``: of every account, in lower case, what was asked and what was answered."""

    job: bytes
    requests: Requests

    def wanted(self, given: Iterable[Any]) -> Iterator[Any]:
        """Rows of ``WANTED`` for rows with ``account`` and ``body``, a part."""
        return batches(self._wanted(rows(given, ("account", "body"))), WANTED)

    def scored(self, given: Iterable[Any]) -> Iterator[Any]:
        """Rows of ``SCORED`` for rows with the columns ``HELD``."""
        return batches(self._scored(rows(given, HELD)), SCORED)

    def _wanted(self, given: Iterable[Row]) -> Iterator[Row]:
        for account, group in groupby(given, key=lambda row: row[0]):
            try:
                self._score([part_of(body) for _, body in group], _ask)
            except _Wanted as asked:
                yield from ((account, source, post_id) for source, post_id in sorted(asked.keys))

    def _scored(self, given: Iterable[Row]) -> Iterator[Row]:
        for account, group in groupby(given, key=lambda row: row[0]):
            parts: list[AccountPart] = []
            posts: dict[PostKey, Post] = {}
            for _, kind, source, body in group:
                if kind == PART:
                    parts.append(part_of(body))
                else:
                    post = post_of(body)
                    posts[source, post.id] = post
            result = self._score(parts, _holding(posts))
            yield SCORE, account, packed(result.score)
            yield UNJUDGED, account, packed(tuple(sorted(result.unjudged.items())))
            if result.findings:
                yield FINDINGS, account, packed(result.findings)

    def _score(self, parts: Sequence[AccountPart], posts: Posts) -> Scored:
        own = bench(self.job)
        return score_account(merged(parts), self.requests, own.engine, own.job.options, posts)


def _holding(posts: Mapping[PostKey, Post]) -> Posts:
    return lambda keys: posts


class _Wanted(Exception):
    """Not an error: how the first look at an account ends once it is known which posts are wanted."""

    def __init__(self, keys: Collection[PostKey]) -> None:
        super().__init__()
        self.keys = keys


def _ask(keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
    raise _Wanted(keys)
