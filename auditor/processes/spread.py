"""Work that is all there, spread over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from typing import TypeVar

from auditor.processes.forked import can_fork
from auditor.processes.household import answered, household
from auditor.processes.ration import Ration

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], list[Result]]

_AT_ONCE = 8_000
_PIECES = 6  # of a process's share: who is slow leaves some to the others


def runs(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """Items in their order, cut into ``count`` runs of like length."""
    cuts = [len(items) * number // max(count, 1) for number in range(count + 1)]
    return [items[cuts[number] : cuts[number + 1]] for number in range(count)]


def spread(work: Work[Item, Result], items: Sequence[Item], jobs: int, least: int = 1) -> list[Result]:
    """What ``work`` gives for ``items``, in their order: it is called with runs of them in ``jobs`` processes. With fewer than
    ``least`` items a process, or where processes cannot be forked, all is done here.

    Raises what ``work`` raises, and WorkerError when a process dies.
    """
    jobs = min(jobs, len(items) // max(least, 1))
    if jobs <= 1 or not can_fork():
        return work(items)
    pieces = runs(items, min(len(items), jobs * _PIECES))
    ration = Ration(list(enumerate(pieces)), jobs)
    with household() as begin:
        others = [begin(partial(_send, work, ration.of(number))) for number in range(1, jobs)]
        done = _worked(work, ration.of(0))
        for pipe, _ in others:
            done += answered(pipe)
    return [one for _, results in sorted(done, key=lambda numbered: numbered[0]) for one in results]


def spread_on(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, at_once: int = _AT_ONCE
) -> Iterator[Result]:
    """``work`` of each item, in order, for more items than can be held: ``at_once`` of them are worked on at a time."""
    if jobs <= 1:
        yield from map(work, items)
        return
    waiting = iter(items)
    while some := list(islice(waiting, at_once)):
        yield from spread(lambda share: list(map(work, share)), some, jobs, at_once // (2 * jobs))


def _worked(work: Work[Item, Result], pieces: Iterable[tuple[int, Sequence[Item]]]) -> list[tuple[int, list[Result]]]:
    return [(number, work(items)) for number, items in pieces]


def _send(work: Work[Item, Result], pieces: Iterable[tuple[int, Sequence[Item]]], home: Connection) -> None:
    home.send(_worked(work, pieces))
