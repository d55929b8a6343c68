"""Judgements on their way home from the worker that made them."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from multiprocessing.connection import Connection
from operator import attrgetter
from typing import Any

from auditor.model import Post


def receive(pipe: Connection, posts: Sequence[Post]) -> Any:
    """What a worker sent: judgements and how many posts they are of, or what went wrong."""
    return _Unpickler(io.BytesIO(pipe.recv_bytes()), posts).load()


class _Pickler(pickle.Pickler):
    """Sends posts home by number: home has them already (a forked worker shares the very objects). Frozen data is sent as
    what it is made of: the way of its own looks up its fields again and again."""

    def __init__(self, file: io.BytesIO, numbers: Mapping[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers
        self._makers: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}

    def reducer_override(self, obj: object) -> Any:
        kind = type(obj)
        if kind not in self._makers:
            self._makers[kind] = _values_of(kind) if is_dataclass(kind) else None
        values = self._makers[kind]
        return NotImplemented if values is None else (kind, values(obj))

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj)) if isinstance(obj, Post) else None


def _values_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """A function that gives what instances of a dataclass are made of; None where they are not made of their fields alone."""
    names = [field.name for field in fields(kind) if field.init and not field.kw_only]
    if len(names) != len(fields(kind)) or hasattr(kind, "__post_init__"):
        return None
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


class _Unpickler(pickle.Unpickler):
    """Puts home's own posts where numbers stand."""

    def __init__(self, file: io.BytesIO, posts: Sequence[Post]) -> None:
        super().__init__(file)
        self._posts = posts

    def persistent_load(self, pid: int) -> Post:
        return self._posts[pid]


def send(pipe: Connection, message: object, numbers: Mapping[int, int]) -> None:
    """Send a message home, in which posts are numbers (by their identity in ``numbers``)."""
    file = io.BytesIO()
    _Pickler(file, numbers).dump(message)
    pipe.send_bytes(file.getvalue())
