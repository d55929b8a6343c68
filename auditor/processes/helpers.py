"""Processes that make themselves ready for work while home finds out what there is to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from auditor.processes.forked import Staff, can_fork, received, staff
from auditor.processes.ration import Turns
from auditor.processes.spread import Work, runs

Item = TypeVar("Item")
Result = TypeVar("Result")


class Helpers(Generic[Item, Result]):
    """See ``helpers``."""

    def __init__(self, ready: Callable[[], Work[Item, Result]], count: int, hired: Staff) -> None:
        self._ready = ready
        self._turns = Turns(count + 1)
        self._pipes = [hired.hire(partial(_help, ready, self._turns, number)) for number in range(1, count + 1)]

    def give(self, items: Sequence[Item], piece: int, alone: int) -> Callable[[], list[Result]]:
        """Let them work on ``items``, some ``piece`` at a time; the call of what comes back waits for what that gives, in order.
        Home takes part from then on where more than ``alone`` are left, for it has to get ready first.

        The call raises what the work raises, and WorkerError when a process dies.
        """
        pieces = runs(items, -(-len(items) // piece))
        self._turns.deal(len(pieces), idle=1 if self._pipes else 0)
        for pipe in self._pipes:
            with suppress(OSError):  # who is dead is missed when his work is fetched
                pipe.send(pieces)

        def results() -> list[Result]:
            done: dict[int, list[Result]] = {}
            if self._turns.left() * piece > (alone if self._pipes else 0):
                work = self._ready()
                done = {number: work(pieces[number]) for number in self._turns.of(0)}
            for pipe in self._pipes:
                done |= received(pipe)
            return [one for number in sorted(done) for one in done[number]]

        return results


@contextmanager
def helpers(ready: Callable[[], Work[Item, Result]], count: int) -> Iterator[Helpers[Item, Result]]:
    """``count`` processes that call ``ready`` at once, for the work that it gives, and wait for items; where processes cannot
    be forked there are none, and home does all."""
    with staff() as hired:
        yield Helpers(ready, count if can_fork() else 0, hired)


def _help(ready: Callable[[], Work[Any, Any]], turns: Turns, number: int, pipe: Connection) -> dict[int, list[Any]]:
    problem: Exception | None = None
    try:
        work = ready()
    except Exception as error:
        problem = error
    pieces = pipe.recv()
    if problem is not None:
        raise problem
    return {turn: work(pieces[turn]) for turn in turns.of(number)}
