"""Rows of posts, those of one conversation side by side, become rows of threads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from auditor.engine.conversations import threads_in
from auditor.engine.reading import history_key
from auditor.model import Post
from auditor.spark.arrow import BYTES, TEXT, Row, batches, rows
from auditor.spark.codec import packed, post_of

THREADS = {"account": TEXT, "history": TEXT, "body": BYTES}
"""One row a thread: whose it is, by which key it is judged with others, the thread."""

PARTS = ("source", "thread", "orphan", "body")
"""The columns that conversations are made of: ``thread`` names the conversation, ``orphan`` says that the post answers one
that is nowhere in the frame."""


def threader(accounts: Collection[str]) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Makes rows of ``THREADS``; with ``accounts`` only theirs."""
    wanted = frozenset(name.casefold().lstrip("@") for name in accounts)

    def thread(given: Iterable[Any]) -> Iterator[Any]:
        return batches(_threads(rows(given, PARTS), wanted), THREADS)

    return thread


def _threads(given: Iterable[Row], wanted: Collection[str]) -> Iterator[Row]:
    for (source, name), members in groupby(given, key=lambda row: (row[0], row[1])):
        for thread in threads_in(name, [_post(body, orphan) for _, _, orphan, body in members], source):
            if not wanted or thread.account.casefold().lstrip("@") in wanted:
                yield *history_key(thread), packed(thread)


def _post(body: bytes, orphan: bool) -> Post:
    post = post_of(body)
    return replace(post, parent_missing=True) if orphan else post
