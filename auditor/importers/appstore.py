"""App Store reviews as ``app-store-scraper`` writes them: CSV with the reply as a Python dict literal."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

from auditor.importers.common import account_from, clean, refuse_mapping, skipped
from auditor.importers.interface import Head
from auditor.importers.reviews import CARRIES, Reply, Review, UnreadableReply, digest, moment, number, posts_of
from auditor.importers.tables import Row, columns_of, read_rows
from auditor.model import Evidence, Origin, Post, SkippedPost

COLUMNS = frozenset(("userName", "title", "review", "rating", "date", "developerResponse"))
ACCOUNT_COLUMNS = ("bank", "app_name", "appName", "app")
# Apple allows 5,970 characters a reply; escapes may make ten of one.
LITERAL_LIMIT = 100_000
_NO_REPLY = frozenset(("", "None", "nan", "{}"))


class AppStore:
    """The account is the column ``bank`` (or ``app_name``, ``appName``, ``app``), else the name of the folder or file.

    The scraper's dates name no zone and are UTC. A review has no id of its own, so one is made of account, author,
    date and words: a row repeated by the scraper's paging is the same review. The date of an edited review is the
    date of the edit; it is ``edited`` when the scraper says so or its reply is older than itself.
    """

    name = "appstore"
    describes = "App Store reviews with developer responses, CSV as app-store-scraper writes it"
    carries: frozenset[Evidence] = CARRIES  # a nickname is unique in the App Store

    def recognises(self, head: Head) -> bool:
        return columns_of(head) >= COLUMNS

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every review and reply. Raises SourceError when a column is missing."""
        refuse_mapping(self.name, path, mapping)
        account = account_from(path, self.name)
        yield from posts_of(lambda: (_review(path, row, account) for row in read_rows(path, COLUMNS)))


def account_of(cells: Mapping[str, str], otherwise: str) -> str:
    """The account a row names, in the columns that people add to a scrape of several apps."""
    return next((name for column in ACCOUNT_COLUMNS if (name := cells.get(column, "").strip())), otherwise)


def _review(path: Path, row: Row | SkippedPost, account: str) -> Review | SkippedPost:
    if isinstance(row, SkippedPost):
        return row
    cells = row.cells
    text, title, author = cells["review"], cells["title"], cells["userName"].strip()
    account = account_of(cells, account)
    review_id = digest(account, author, cells["date"], title, text)
    if not text.strip() and not title.strip():
        return skipped(path, row.line, "no text", review_id)
    try:
        return Review(
            origin=Origin(str(path), row.line),
            id=review_id,
            account=account,
            channel="app-store",
            text=text,
            title=title or None,
            author=author or None,
            rating=number(cells["rating"]),
            created_at=moment(cells["date"], UTC),
            reply=_reply(cells["developerResponse"].strip()),
            edited=cells.get("isEdited", "").strip().lower() == "true",
        )
    except ValueError as error:
        return skipped(path, row.line, str(error), review_id)


def _reply(cell: str) -> Reply | UnreadableReply | None:
    """The reply of a cell such as ``{'id': 1, 'body': 'Ciao!', 'modified': '2021-09-18T13:56:54Z'}``."""
    if cell in _NO_REPLY:
        return None
    if len(cell) > LITERAL_LIMIT:
        return UnreadableReply("developerResponse is too long to be one")
    try:
        value = ast.literal_eval(cell)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return UnreadableReply("developerResponse is not a dict literal")
    body = value.get("body") if isinstance(value, dict) else None
    if not isinstance(body, str) or not body.strip():
        return UnreadableReply("developerResponse without a body")
    try:
        return Reply(clean(body), moment(value.get("modified"), UTC))
    except ValueError as error:
        return UnreadableReply(f"developerResponse: {error}")
