"""Google Play reviews as ``google-play-scraper`` writes them: CSV, review and reply in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

from auditor.importers.appstore import account_of
from auditor.importers.common import account_from, refuse_mapping, skipped
from auditor.importers.interface import Head
from auditor.importers.reviews import CARRIES, Reply, Review, UnreadableReply, moment, number, posts_of
from auditor.importers.tables import Row, columns_of, read_rows
from auditor.model import Evidence, Origin, Post, SkippedPost

COLUMNS = frozenset(("reviewId", "userName", "content", "score", "at", "replyContent", "repliedAt"))


class GooglePlay:
    """The account is the column ``bank`` (or ``app_name``, ``appName``, ``app``), else the name of the folder or file.

    The scraper writes dates in the zone of the machine it ran on and does not say which; they are read as UTC, and
    the time between a review and its reply is right all the same. An edited review shows the date of the edit and
    no mark: it is ``edited`` when its reply is older than itself.

    ``author`` is the review's own id: one person has one review per app, while ``userName`` is shared by everyone
    who goes by "A Google user" (349 of 1,323 in the public Korean export).
    """

    name = "googleplay"
    describes = "Google Play reviews with replies, CSV as google-play-scraper writes it"
    carries: frozenset[Evidence] = CARRIES

    def recognises(self, head: Head) -> bool:
        return columns_of(head) >= COLUMNS

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every review and reply. Raises SourceError when a column is missing."""
        refuse_mapping(self.name, path, mapping)
        account = account_from(path, self.name)
        yield from posts_of(lambda: (_review(path, row, account) for row in read_rows(path, COLUMNS)))


def _review(path: Path, row: Row | SkippedPost, account: str) -> Review | SkippedPost:
    if isinstance(row, SkippedPost):
        return row
    cells = row.cells
    review_id = cells["reviewId"].strip()
    if not review_id or not cells["content"].strip():
        return skipped(path, row.line, "no text" if review_id else "no reviewId", review_id or None)
    try:
        return Review(
            origin=Origin(str(path), row.line),
            id=review_id,
            account=account_of(cells, account),
            channel="google-play",
            text=cells["content"],
            title=None,
            author=review_id,
            rating=number(cells["score"]),
            created_at=moment(cells["at"], UTC),
            reply=_reply(cells),
        )
    except ValueError as error:
        return skipped(path, row.line, str(error), review_id)


def _reply(cells: Mapping[str, str]) -> Reply | UnreadableReply | None:
    if not cells["replyContent"].strip():
        return None
    try:
        return Reply(cells["replyContent"], moment(cells["repliedAt"], UTC))
    except ValueError as error:
        return UnreadableReply(f"repliedAt: {error}")
