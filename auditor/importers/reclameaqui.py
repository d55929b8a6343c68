"""Reclame Aqui (Brazil): a CSV of the turns of public complaints, with their place in the exchange and no times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.importers.common import REPEATED, refuse_mapping, skipped
from auditor.importers.interface import Head
from auditor.importers.tables import Row, columns_of, read_rows
from auditor.model import By, Evidence, Origin, Post, SkippedPost

COLUMNS = frozenset(("link", "enterprise", "title", "position_in_chat", "text"))
_WORD = re.compile(r"\w+")
_MORE_WORDS = 3  # "Atenciosamente, Equipe Kids Mania"


class ReclameAqui:
    """The site tells the first turn (0, the complaint) and the company's reply to it (1); later turns name no writer.

    A later turn is the company's when its last line is its signature: a short line of its own that ends with the
    company's name. All others are the customer's. Of the 358 later turns of the public export 26 are signed, and
    all of them are the company's; read by eye, two of the company's are missed (one unsigned, one misspelt).
    ``collect_date`` is when the page was scraped, so posts have no time. A conversation is one complaint by one
    person, whose name is not in the file.
    """

    name = "reclameaqui"
    describes = "Reclame Aqui complaints with their exchanges, CSV"
    carries = frozenset(
        (Evidence.CUSTOMER_TEXT, Evidence.VISIBILITY, Evidence.UNANSWERED_POSTS, Evidence.THREADS)
    )  # fmt: skip

    def recognises(self, head: Head) -> bool:
        return columns_of(head) >= COLUMNS

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every turn, in file order. Raises SourceError when a column is missing."""
        refuse_mapping(self.name, path, mapping)
        known = {row.id for row in _turns(path) if isinstance(row, _Turn)}
        seen: set[str] = set()
        for turn in _turns(path):
            if isinstance(turn, SkippedPost):
                yield turn
            elif turn.id in seen:
                yield skipped(path, turn.row.line, REPEATED, turn.id)
            else:
                seen.add(turn.id)
                yield _post(path, turn, known)


class _Turn:
    """A sound row: one turn of a complaint. Its id is the complaint's link and its place there."""

    def __init__(self, row: Row, position: int) -> None:
        self.row = row
        self.position = position
        self.link = row.cells["link"].strip()
        self.id = f"{self.link}#{position}"


def _turns(path: Path) -> Iterator[_Turn | SkippedPost]:
    for row in read_rows(path, COLUMNS):
        yield row if isinstance(row, SkippedPost) else _turn(path, row)


def _turn(path: Path, row: Row) -> _Turn | SkippedPost:
    for column in ("link", "enterprise", "text"):
        if not row.cells[column].strip():
            return skipped(path, row.line, f"{column} is empty")
    position = row.cells["position_in_chat"].strip().removesuffix(".0")
    if not (position.isascii() and position.isdigit() and len(position) < 6):
        return skipped(path, row.line, "position_in_chat is not a number")
    return _Turn(row, int(position))


def _post(path: Path, turn: _Turn, known: set[str]) -> Post:
    cells, account = turn.row.cells, turn.row.cells["enterprise"].strip()
    by = _writer(turn.position, cells["text"], account)
    parent = f"{turn.link}#{turn.position - 1}" if turn.position else None
    return Post(
        id=turn.id,
        text=cells["text"],
        by=by,
        account=account,
        origin=Origin(str(path), turn.row.line),
        author=account if by is By.BRAND else None,
        in_reply_to=parent,
        conversation=turn.link,
        url=turn.link,
        title=cells["title"].strip() or None if turn.position == 0 else None,
        channel="reclame-aqui",
        parent_missing=parent is not None and parent not in known,
    )


def _writer(position: int, text: str, account: str) -> By:
    if position < 2:
        return By.BRAND if position else By.CUSTOMER
    lines = [line for line in text.splitlines() if line.strip()]
    last = _WORD.findall(lines[-1].lower())
    name = _WORD.findall(account.lower())
    signed = len(lines) > 1 and last[-len(name) :] == name and len(last) <= len(name) + _MORE_WORDS
    return By.BRAND if signed and name else By.CUSTOMER
