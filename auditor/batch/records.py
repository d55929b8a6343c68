"""Reads every file once and writes each record as a row: what can be said of it before any other is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.batch.rows import head_of, rest_of, rest_of_tweet, stamp
from auditor.batch.spool import Cell, Spool
from auditor.importers import Importer
from auditor.importers.posts import Posts, post_records
from auditor.importers.twcs import Twcs, Tweet, handles_in, plain, responses_of, tweets
from auditor.model import By, Evidence, Origin, Post, SkippedPost

COLUMNS = {
    "n": "BIGINT",
    "file": "INTEGER",
    "line": "BIGINT",
    "id": "VARCHAR",
    "moment": "BIGINT",
    "brand": "BOOLEAN",
    "account": "VARCHAR",
    "author": "VARCHAR",
    "parent": "VARCHAR",
    "conversation": "VARCHAR",
    "missing": "BOOLEAN",
    "elsewhere": "BOOLEAN",
    "handles": "VARCHAR",  # of tweets: what they name, in order, with blanks between
    "responses": "VARCHAR",  # of tweets: ids, in the order in which they stand, with commas between
    "rest": "VARCHAR",
}
ONLY_ID = {"file": "INTEGER", "id": "VARCHAR"}
_EVERY = 20_000

Tell = Callable[[int], None]


@dataclass
class Taken:
    """One file as it was read. ``first`` is the first record that was skipped, with the number of the row before it."""

    path: str
    kind: str
    carries: frozenset[Evidence]
    named: bool
    skipped: Counter[str] = field(default_factory=Counter)
    first: tuple[int, str, str] | None = None  # number, where, why

    def skip(self, number: int, origin: Origin | str, reason: str) -> None:
        """Count one record that was skipped, in the order of the file."""
        self.skipped[reason] += 1
        if self.first is None or number < self.first[0]:
            self.first = (number, str(origin), reason)


def take_in(
    files: Sequence[tuple[Path, Importer, bool]],
    mapping: Mapping[str, str] | None,
    spool: Spool,
    ids: Spool,
    tell: Tell,
) -> list[Taken]:
    """Write every record of ``files`` (path, importer, whether it was named) into ``spool``, and the ids of records that
    could not be read into ``ids``. ``tell`` is told how many were read. Raises SourceError and OSError."""
    taken = []
    number = 0
    for file, (path, importer, named) in enumerate(files):
        one = Taken(str(path), importer.name, importer.carries, named)
        for item in _items(path, importer, mapping):
            number += 1
            if number % _EVERY == 0:
                tell(number)
            if isinstance(item, SkippedPost):
                one.skip(number, item.origin, item.reason)
                if importer.name == Posts.name and item.post_id is not None:
                    ids.put(file, item.post_id)
            else:
                spool.put(number, file, *(_tweet(item, file) if isinstance(item, Tweet) else _post(item, file)))
        taken.append(one)
    return taken


def _items(path: Path, importer: Importer, mapping: Mapping[str, str] | None) -> Iterator[Post | Tweet | SkippedPost]:
    """Records one by one. Threads of tweets and of our own posts are put together in the database; other importers see to
    it themselves (a review and its reply)."""
    if importer.name == Twcs.name and not mapping:
        return tweets(path)
    if importer.name == Posts.name:
        return post_records(path, mapping)
    return importer.read(path, mapping)


def _post(post: Post, file: int) -> tuple[Cell, ...]:
    return (post.origin.line, *head_of(post), None, None, rest_of(post, file))


def _tweet(tweet: Tweet, file: int) -> tuple[Cell, ...]:
    brand = tweet.by is By.BRAND
    return (
        tweet.line,
        tweet.id,
        stamp(tweet.created_at),
        brand,
        None,
        tweet.author,
        tweet.parent,
        None,
        False,
        False,
        None if brand else " ".join(handles_in(tweet.text)),
        ",".join(responses_of(tweet)) or None,
        rest_of_tweet(file, tweet.line, plain(tweet.text)),
    )
