"""Work that others do ahead of the one who needs what it gives, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from auditor.processes.household import heard, household

Item = TypeVar("Item")


@contextmanager
def ahead(walks: Sequence[Callable[[], Iterable[Item]]]) -> Iterator[list[Iterator[Item]]]:
    """Each of ``walks`` is walked in a process of its own, which waits until what it gave is taken: it is an item ahead, and
    little is held. Yields, for each, what it gives (anything but None).

    Taking an item raises what the walk raises, and WorkerError when its process dies.
    """
    with household() as begin:
        yield [_taken(*begin(partial(_give, walk))) for walk in walks]


def _give(walk: Callable[[], Iterable[object]], home: Connection) -> None:
    for item in walk():
        home.send(item)


def _taken(pipe: Connection, process: BaseProcess) -> Iterator[Item]:
    while (item := heard(pipe, process)) is not None:
        yield item
