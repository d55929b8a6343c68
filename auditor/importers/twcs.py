"""Customer Support on Twitter (the Kaggle set): one CSV of tweets that name the tweets they answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from sys import intern
from typing import NamedTuple

from auditor.importers.chains import Chains, by_id, follow
from auditor.importers.common import REPEATED, refuse_mapping, skipped
from auditor.importers.dates import parse_date
from auditor.importers.interface import Head
from auditor.importers.tables import Row, columns_of, read_rows
from auditor.model import By, Evidence, Origin, Post, SkippedPost

COLUMNS = frozenset(
    ("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")
)
NO_ACCOUNT = "addressed to no account of this file"
_HANDLE = re.compile(r"(?<!\w)@(\w{1,20})")
_BY = {"true": By.CUSTOMER, "false": By.BRAND}


class Twcs:
    """Who answers whom is told of the whole file before the first post is given.

    A customer's post belongs to the account that it answers or that answers it (as far as the file holds them), else
    to the first account of this file that it names, else to its conversation's. A post for which none of these is
    known is a SkippedPost. ``response_tweet_id`` is never used as a link: in the published slices a spreadsheet has
    run ids together and put thousands separators in (8312 and 8310 became ``83,128,310``).
    """

    name = "twcs"
    describes = "Customer Support on Twitter (Kaggle), CSV with seven columns"
    # Only conversations with a reply were kept, so unanswered posts are not in it.
    carries = frozenset(Evidence) - {Evidence.UNANSWERED_POSTS}

    def recognises(self, head: Head) -> bool:
        return columns_of(head) >= COLUMNS

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every tweet, in file order. Raises SourceError when a column is missing."""
        refuse_mapping(self.name, path, mapping)
        records = list(tweets(path))  # a file that is large is read elsewhere (auditor.batch), and never held
        links = _Links(records)
        seen: set[str] = set()
        for tweet in records:
            if isinstance(tweet, SkippedPost):
                yield tweet
                continue
            account = links.account(tweet.id)
            if tweet.id in seen:
                yield skipped(path, tweet.line, REPEATED, tweet.id)
            elif account is None:
                yield skipped(path, tweet.line, NO_ACCOUNT, tweet.id)
            else:
                yield _post(path, tweet, account, links)
            seen.add(tweet.id)


class Tweet(NamedTuple):
    """One record as it stands, with no other looked at: ``parent`` and ``responses`` are what it says itself."""

    line: int
    id: str
    author: str
    by: By
    created_at: datetime
    text: str
    parent: str | None
    responses: str


def tweets(path: Path) -> Iterator[Tweet | SkippedPost]:
    """Every record of a file, in file order. Raises SourceError when a column is missing."""
    for row in read_rows(path, COLUMNS):
        yield row if isinstance(row, SkippedPost) else _tweet(path, row)


def _tweet(path: Path, row: Row) -> Tweet | SkippedPost:
    cells = row.cells
    post_id, author, text = _id(cells["tweet_id"]), cells["author_id"].strip(), cells["text"]
    by = _BY.get(cells["inbound"].strip().lower())
    if not post_id or not author or not text.strip():
        empty = "tweet_id" if not post_id else "author_id" if not author else "text"
        return skipped(path, row.line, f"{empty} is empty", post_id or None)
    if by is None:
        return skipped(path, row.line, "inbound is neither True nor False", post_id)
    try:
        created_at = parse_date(cells["created_at"])
    except ValueError as error:
        return skipped(path, row.line, f"created_at: {error}", post_id)
    parent = _id(cells["in_response_to_tweet_id"]) or None
    return Tweet(row.line, post_id, author, by, created_at, text, parent, cells["response_tweet_id"])


def _id(cell: str) -> str:
    return cell.strip().removesuffix(".0")  # a column with gaps that went through pandas comes back as floats


def handles_in(text: str) -> list[str]:
    """The handles that a text names, in lower case and without their ``@``."""
    return [handle.lower() for handle in _HANDLE.findall(text)]


def responses_of(tweet: Tweet) -> list[str]:
    """The ids that a record names as responses to it."""
    return [piece for cell in tweet.responses.split(",") if (piece := _id(cell))]


def plain(text: str) -> str:
    """Twitter escapes these three and no others; a full HTML unescape would turn ``&copy=1`` in a link into ``©=1``."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _post(path: Path, tweet: Tweet, account: str, links: _Links) -> Post:
    parent = None if tweet.id in links.chains.cut else tweet.parent
    return Post(
        id=tweet.id,
        text=plain(tweet.text),
        by=tweet.by,
        account=account,
        origin=Origin(str(path), tweet.line),
        author=tweet.author,
        created_at=tweet.created_at,
        in_reply_to=parent,
        conversation=links.chains.roots[tweet.id],
        channel="twitter",
        replied_elsewhere=links.replied_elsewhere(tweet),
        parent_missing=parent is not None and parent not in links.parents,
    )


class _Links:
    """Who answers whom and who is spoken to: all that must be known of the whole file before the first post is given.

    Holds ids and handles, no texts: some 400 bytes a tweet.
    """

    def __init__(self, records: Iterable[Tweet | SkippedPost]) -> None:
        self.parents: dict[str, str | None] = {}
        self._speakers: dict[str, str] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        for tweet in records:
            if isinstance(tweet, SkippedPost) or tweet.id in self.parents:
                continue
            self.parents[tweet.id] = tweet.parent
            if tweet.by is By.BRAND:
                self._speakers[tweet.id] = intern(tweet.author)
            elif handles := handles_in(tweet.text):
                self._named[tweet.id] = tuple(map(intern, handles))
        self._accounts = {name.lower(): name for name in sorted(set(self._speakers.values()))}
        self._answered_by = self._answers()
        self.chains: Chains = follow(self.parents)
        self._spoken_to = {post_id: self._addressed(post_id) for post_id in self.parents}
        self._of_conversation = self._first_of_conversation()

    def account(self, post_id: str) -> str | None:
        return self._spoken_to[post_id] or self._of_conversation.get(self.chains.roots[post_id])

    def replied_elsewhere(self, tweet: Tweet) -> bool:
        """Whether a response is named that the file does not hold: one that is here says itself what it answers.

        Lists that a spreadsheet spoilt (``####``, thousands separators) name a response too, only not which.
        """
        return any(self.parents.get(piece) != tweet.id for piece in responses_of(tweet))

    def _answers(self) -> dict[str, list[str]]:
        """The accounts that answer each post of the file, the lowest id first."""
        answers: dict[str, list[str]] = {}
        answering = [post_id for post_id in self._speakers if self.parents[post_id] in self.parents]
        for post_id in sorted(answering, key=by_id):
            parent = self.parents[post_id]
            if parent is not None:
                answers.setdefault(parent, []).append(self._speakers[post_id])
        return answers

    def _addressed(self, post_id: str) -> str | None:
        """The account that speaks, or that the post itself shows to be spoken to."""
        if post_id in self._speakers:
            return self._speakers[post_id]
        parent = self.parents[post_id]
        if parent in self._speakers:
            return self._speakers[parent]
        named = [self._accounts[handle] for handle in self._named.get(post_id, ()) if handle in self._accounts]
        answering = self._answered_by.get(post_id, [])
        # Where several accounts answer one post, the one it names is the one it was written to.
        return next((name for name in named if name in answering), None) or next(iter(answering or named), None)

    def _first_of_conversation(self) -> dict[str, str]:
        """The account of each conversation that needs one: its root's, else that of the lowest id that has one."""
        roots = self.chains.roots
        needing = {roots[post_id] for post_id, account in self._spoken_to.items() if account is None}
        first: dict[str, str] = {}
        for post_id in sorted((one for one in self._spoken_to if roots[one] in needing), key=by_id):
            account, root = self._spoken_to[post_id], roots[post_id]
            if account is not None and (root not in first or post_id == root):
                first[root] = account
        return first
