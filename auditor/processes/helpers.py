"""Processes that make themselves ready for work while home finds out what there is to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from auditor.processes.forked import can_fork
from auditor.processes.household import Begin, answered, household
from auditor.processes.ration import Turns
from auditor.processes.spread import Work, runs

Item = TypeVar("Item")
Result = TypeVar("Result")


class Helpers(Generic[Item, Result]):
    """See ``helpers``."""

    def __init__(self, ready: Callable[[], Work[Item, Result]], count: int, begin: Begin) -> None:
        self._ready = ready
        self._turns = turns = Turns(count + 1) if count else None
        self._pipes = (
            [begin(partial(_help, ready, turns, number))[0] for number in range(1, count + 1)] if turns else []
        )

    def give(self, items: Sequence[Item], piece: int, alone: int) -> Callable[[], list[Result]]:
        """Let them work on ``items``, some ``piece`` at a time; the call of what comes back waits for what that gives, in order.
        Home takes part from then on where more than ``alone`` are left, for it has to get ready first.

        The call raises what the work raises, and WorkerError when a process dies.
        """
        turns = self._turns
        if turns is None:
            return lambda: self._ready()(items)
        pieces = runs(items, -(-len(items) // piece))
        turns.deal(len(pieces), idle=1)
        for pipe in self._pipes:
            with suppress(OSError):  # who is dead is missed when his work is fetched
                pipe.send(pieces)

        def results() -> list[Result]:
            done: dict[int, list[Result]] = {}
            if turns.left() * piece > alone:
                work = self._ready()
                done = {number: work(pieces[number]) for number in turns.of(0)}
            for pipe in self._pipes:
                done |= answered(pipe)
            return [one for number in sorted(done) for one in done[number]]

        return results


@contextmanager
def helpers(ready: Callable[[], Work[Item, Result]], count: int) -> Iterator[Helpers[Item, Result]]:
    """``count`` processes that call ``ready`` at once, for the work that it gives, and wait for items. Where there are none, or
    processes cannot be forked, home does all."""
    with household() as begin:
        yield Helpers(ready, count if can_fork() else 0, begin)


def _help(ready: Callable[[], Work[Any, Any]], turns: Turns, number: int, home: Connection) -> None:
    work = ready()
    pieces = home.recv()
    home.send({turn: work(pieces[turn]) for turn in turns.of(number)})
