"""Posts and threads as rows: what lies on disk between reading and judging."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from auditor.batch.sealed import Sealed
from auditor.model import By, Origin, Post, Thread, Visibility

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Rest = tuple[
    int,  # number of its file
    int | None,  # line
    str,  # text
    str | None,  # agent
    bool,  # private
    str | None,  # lang
    str | None,  # url
    str | None,  # title
    float | None,  # rating
    str | None,  # channel
    str | None,  # template_id
    bool,  # edited
    bool,  # keeps_first_date
]
"""What no other post has a say in; it goes through the database as one JSON text."""
Row = tuple[
    str,  # id
    int | None,  # when, in microseconds since 1970
    bool,  # by the brand
    str,  # account
    str | None,  # author
    str | None,  # in_reply_to
    str | None,  # conversation
    bool,  # parent_missing
    bool,  # replied_elsewhere
    str,  # the rest
]
ThreadRow = tuple[str, str, str | None, str, list[Row]]
"""A thread: id, account, customer, source, its posts in time order."""

_REST = msgspec.json.Decoder(Rest)
_REST_OUT = msgspec.json.Encoder()
_THREADS = msgspec.msgpack.Decoder(list[ThreadRow])
_THREADS_OUT = msgspec.msgpack.Encoder()


def stamp(moment: datetime | None) -> int | None:
    """A moment in microseconds since 1970."""
    return None if moment is None else (moment - _START) // _MICROSECOND


def head_of(post: Post) -> tuple[str, int | None, bool, str, str | None, str | None, str | None, bool, bool]:
    """A post's row without the rest."""
    return (
        post.id,
        stamp(post.created_at),
        post.by is By.BRAND,
        post.account,
        post.author,
        post.in_reply_to,
        post.conversation,
        post.parent_missing,
        post.replied_elsewhere,
    )


def moment_of(at: int | None) -> datetime | None:
    """The moment of a stamp, in UTC."""
    return None if at is None else _START + timedelta(microseconds=at)


def rest_of(post: Post, file: int) -> str:
    """What the database hands on unread: one line of JSON."""
    rest: Rest = (
        file,
        post.origin.line,
        post.text,
        post.agent,
        post.visibility is Visibility.PRIVATE,
        post.lang,
        post.url,
        post.title,
        post.rating,
        post.channel,
        post.template_id,
        post.edited,
        post.keeps_first_date,
    )
    return _REST_OUT.encode(rest).decode()


def rest_of_tweet(file: int, line: int, text: str) -> str:
    """The same of a tweet, of which there is less to say."""
    rest: Rest = (file, line, text, None, False, None, None, None, None, "twitter", None, False, False)
    return _REST_OUT.encode(rest).decode()


def text_of(rest: str) -> str:
    """The text in a rest."""
    text: str = _REST.decode(rest)[2]
    return text


def post_of(row: Row, files: Sequence[str]) -> Post:
    """The post of a row; ``files`` are the paths by number."""
    post_id, at, brand, account, author, parent, conversation, missing, elsewhere, rest = row
    file, line, text, agent, private, lang, url, title, rating, channel, template, edited, first = _REST.decode(rest)
    return Post(
        post_id,
        text,
        By.BRAND if brand else By.CUSTOMER,
        account,
        Origin(files[file], line),
        author,
        agent,
        moment_of(at),
        parent,
        conversation,
        Visibility.PRIVATE if private else Visibility.PUBLIC,
        lang,
        url,
        title,
        rating,
        channel,
        template,
        edited,
        elsewhere,
        missing,
        first,
    )


def pack_threads(threads: Sequence[ThreadRow]) -> bytes:
    """Threads as bytes."""
    return _THREADS_OUT.encode(threads)


def unpack_threads(path: Path, files: Sequence[str]) -> Iterator[Thread]:
    """The threads of one slice, in their order."""
    for thread_id, account, customer, source, rows in _THREADS.decode(Sealed(path).section(0)):
        yield Thread(thread_id, account, customer, source, tuple(post_of(row, files) for row in rows))


def unpack_posts(
    path: Path, files: Sequence[str], wanted: Collection[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Post]]:
    """Those posts of one slice that are ``wanted``, told by their source and id."""
    for _, _, _, source, rows in _THREADS.decode(Sealed(path).section(0)):
        yield from (((source, row[0]), post_of(row, files)) for row in rows if (source, row[0]) in wanted)
