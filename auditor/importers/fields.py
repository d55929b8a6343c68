"""From a record of posts.jsonl (or a row of the same columns) to a Post."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.importers.common import clean
from auditor.importers.reviews import moment, number
from auditor.model import By, Origin, Post, Visibility

REQUIRED = ("id", "text", "by", "account")
OPTIONAL = (
    "author",
    "agent",
    "created_at",
    "in_reply_to",
    "conversation",
    "visibility",
    "lang",
    "url",
    "title",
    "rating",
    "channel",
    "template_id",
)
FIELDS = REQUIRED + OPTIONAL

_BY = {by.value: by for by in By}
_VISIBILITY = {visibility.value: visibility for visibility in Visibility}


def post_from(fields: Mapping[str, object], origin: Origin) -> Post:
    """The post of one record, with ``parent_missing`` left to the caller. Unknown fields are not looked at.

    Raises ValueError with the reason when a required field is missing or any field is not what the contract says.
    """
    by, visibility = fields.get("by"), fields.get("visibility")
    if by is None or by == "":
        raise ValueError('field "by" is missing')
    if not isinstance(by, str) or by not in _BY:
        raise ValueError('"by" is neither customer nor brand')
    if visibility is None or visibility == "":
        visibility = Visibility.PUBLIC.value
    if not isinstance(visibility, str) or visibility not in _VISIBILITY:
        raise ValueError('"visibility" is neither public nor private')
    title, rating = optional(fields, "title"), number(fields.get("rating"))
    return Post(
        id=required(fields, "id"),
        text=_words(fields, bare=bool(title) or rating is not None),
        by=_BY[by],
        account=required(fields, "account"),
        origin=origin,
        author=optional(fields, "author"),
        agent=optional(fields, "agent"),
        created_at=moment(fields.get("created_at")),
        in_reply_to=optional(fields, "in_reply_to"),
        conversation=optional(fields, "conversation"),
        visibility=_VISIBILITY[visibility],
        lang=optional(fields, "lang"),
        url=optional(fields, "url"),
        title=title,
        rating=rating,
        channel=optional(fields, "channel"),
        template_id=optional(fields, "template_id"),
    )


def optional(fields: Mapping[str, object], name: str) -> str | None:
    """A field's text, None where it is absent or blank. A whole number will do: ids are often written as numbers."""
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = _digits(value, name)
    if not isinstance(value, str):
        raise ValueError(f'field "{name}" is not text')
    return clean(value).strip() or None


def required(fields: Mapping[str, object], name: str) -> str:
    value = optional(fields, name)
    if value is None:
        raise ValueError(f'field "{name}" is missing')
    return value


def _digits(value: int, name: str) -> str:
    try:
        return str(value)
    except ValueError as error:  # thousands of digits
        raise ValueError(f'field "{name}" is not text') from error


def _words(fields: Mapping[str, object], bare: bool) -> str:
    """The text, untrimmed so that spans stay true. It may be blank only under a title or a rating (``bare``)."""
    text = fields.get("text")
    if text is None:
        if bare and "text" in fields:
            return ""
        raise ValueError('field "text" is missing')
    if not isinstance(text, str):
        raise ValueError('field "text" is not text')
    if not bare and not text.strip():
        raise ValueError('field "text" is blank')
    return clean(text)
