"""Trustpilot: a JSON list of reviews as the site's own pages hold them, each with its reply."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.importers.common import account_from, clean, read_text, refuse_mapping, skipped
from auditor.importers.interface import Head, SourceError
from auditor.importers.reviews import CARRIES, Reply, Review, UnreadableReply, moment, number, posts_of
from auditor.model import Evidence, Origin, Post, SkippedPost

_BETWEEN = re.compile(r"[\s,]*")


class Trustpilot:
    """The account is the review's ``businessUnit`` where there is one, else the name of the folder or file.

    A review that was changed after its reply was published is ``edited``; one changed before it is not: the time from
    its publication to the reply still means something.
    """

    name = "trustpilot"
    describes = "Trustpilot reviews with replies, JSON as the site's pages hold them"
    carries: frozenset[Evidence] = CARRIES

    def recognises(self, head: Head) -> bool:
        start = head.text.lstrip()
        return start.startswith("[") and all(key in start for key in ('"consumer"', '"publishedDate"', '"rating"'))

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every review and reply. Raises SourceError, with the line, when the file is not one list in UTF-8."""
        refuse_mapping(self.name, path, mapping)
        account = account_from(path, self.name)
        text = read_text(path)
        yield from posts_of(lambda: (_review(path, line, record, account) for line, record in _records(path, text)))


def _records(path: Path, text: str) -> Iterator[tuple[int, object]]:
    """The items of a JSON list, one at a time, each with the line it begins at."""
    start = len(text) - len(text.lstrip())
    line = text.count("\n", 0, start) + 1
    if not text.startswith("[", start):
        raise SourceError(f"{path}:{line}: not a JSON list of reviews.")
    decoder, position = json.JSONDecoder(), start + 1
    counted = start
    while True:
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        line, counted = line + text.count("\n", counted, position), position
        if text.startswith("]", position):
            return
        try:
            record, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            raise SourceError(f"{path}:{error.lineno}: not JSON ({error.msg}); export the file again.") from error
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{path}:{line}: JSON that no review holds (too deep, or a number too long).") from error
        yield line, record


def _review(path: Path, line: int, record: object, account: str) -> Review | SkippedPost:
    if not isinstance(record, dict):
        return skipped(path, line, "not an object")
    review_id = record.get("id")
    if not isinstance(review_id, str) or not review_id.strip():
        return skipped(path, line, "no id")
    text, title = record.get("text"), _text(record.get("title"))
    if not isinstance(text, str) or not (text.strip() or title):
        return skipped(path, line, "no text", clean(review_id))
    dates, consumer, unit = (_object(record.get(key)) for key in ("dates", "consumer", "businessUnit"))
    try:
        return Review(
            origin=Origin(str(path), line),
            id=clean(review_id),
            account=_text(unit.get("displayName")) or _text(unit.get("identifyingName")) or account,
            channel="trustpilot",
            text=clean(text),
            title=title,
            author=_text(consumer.get("id")),
            rating=number(record.get("rating")),
            created_at=moment(dates.get("publishedDate")),
            reply=_reply(record.get("reply")),
            updated_at=moment(dates.get("updatedDate")),
            lang=_text(record.get("language")),
        )
    except ValueError as error:
        return skipped(path, line, str(error), clean(review_id))


def _reply(value: object) -> Reply | UnreadableReply | None:
    if not value:
        return None
    reply = _object(value)
    message = _text(reply.get("message"))
    if message is None:
        return UnreadableReply("reply without a message")
    try:
        return Reply(message, moment(reply.get("publishedDate")))
    except ValueError as error:
        return UnreadableReply(f"reply: {error}")


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return clean(value) if isinstance(value, str) and value.strip() else None
