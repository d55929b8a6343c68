"""Dates as exports write them, made aware and UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
# 0001-01-01 and 9999-12-31 are how databases say "never", and no window of hours can be counted from them.
_FIRST, _LAST = 1900, 9000


def parse_date(text: str, zone: tzinfo | None = None) -> datetime:
    """A date in ISO 8601, Twitter's (``Tue Oct 31 22:10:47 +0000 2017``) or e-mail's format, in UTC.

    ``zone`` is the zone of dates that name none. Raises ValueError, with the reason, when the text is no date or
    names no zone and none is given.
    """
    text = text.strip()
    moment = _twitter(text) or _iso(text) or _email(text)
    if moment is None:
        raise ValueError("date not understood")
    if moment.tzinfo is None:
        if zone is None:
            raise ValueError("date without a time zone")
        moment = moment.replace(tzinfo=zone)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("date not understood") from error
    if not _FIRST <= moment.year <= _LAST:
        raise ValueError("date not understood")
    return moment


def _twitter(text: str) -> datetime | None:
    # Turned into ISO: strptime takes ten times as long, and archives hold millions of these.
    if len(text) != 30 or text[20:26] != "+0000 ":
        return None
    return _iso(f"{text[26:]}-{_MONTHS.get(text[4:7])}-{text[8:10]}T{text[11:19]}+00:00")


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _email(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
