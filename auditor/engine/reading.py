"""Threads are read: every turn becomes a Reading, with the thread's own languages as hints for short texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from auditor.engine.as_asked import answered_as_asked
from auditor.engine.conversations import turns_of
from auditor.model import By, Certainty, History, Post, ReadThread, Thread, Turn
from auditor.text.packs import Side
from auditor.text.reader import TextReader


def read_histories(threads: Sequence[Thread], reader: TextReader) -> Iterable[History]:
    """Histories of threads sorted by account and customer; unknown customers stand each for themselves."""
    for (account, customer), group in groupby(threads, key=history_key):
        yield History(account, customer or None, tuple(read_thread(thread, reader) for thread in group))


def history_key(thread: Thread) -> tuple[str, str]:
    """Threads with an equal key are judged together: an account and a customer, or a conversation of nobody known."""
    return (thread.account, thread.customer if thread.customer is not None else f"\0{thread.id}")


def read_thread(thread: Thread, reader: TextReader) -> ReadThread:
    turns = turns_of(thread)
    texts = [_joined(parts) for parts in turns]
    labels = [_declared(parts) or _told(reader, text) for parts, (text, _) in zip(turns, texts, strict=True)]
    told = Counter(label for label in labels if label)
    shared = [code for code, _ in told.most_common()]
    read = []
    for parts, (text, starts), label in zip(turns, texts, labels, strict=True):
        hints = [label, *shared] if label else shared
        side = Side.REPLY if parts[0].by is By.BRAND else Side.CUSTOMER
        rating = parts[0].rating if side is Side.CUSTOMER else None
        read.append(Turn(parts, starts, reader.read(text, side, hints, thread.account, rating)))
    return answered_as_asked(ReadThread(thread, tuple(read)))


def _joined(parts: tuple[Post, ...]) -> tuple[str, tuple[int, ...]]:
    """The parts as one text, and where each part's own ``text`` begins in it (after a review's title)."""
    first = parts[0]
    text, starts = first.words, [len(first.words) - len(first.text)]
    for part in parts[1:]:
        starts.append(len(text) + 1)
        text = f"{text} {part.text}"
    return text, tuple(starts)


def _declared(parts: tuple[Post, ...]) -> str | None:
    return parts[0].lang


def _told(reader: TextReader, text: str) -> str | None:
    label = reader.languages.label(text)
    return label.code if label.certainty is not Certainty.NONE else None
