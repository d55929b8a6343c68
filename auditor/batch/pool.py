"""Work in numbered pieces, done by several processes: only numbers go to and fro."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from auditor.processes import Ration, can_fork, heard, household

Work = Callable[[int], None]
"""Does one piece of work, by its number."""


def work_off(
    numbers: Sequence[int], work: Work, jobs: int, done: Callable[[int], None], term: int | None = None
) -> None:
    """Do all pieces, in up to ``jobs`` processes; ``done`` is told of each that is. Neighbours go to one process, as far as
    it can be: it has learnt their account's phrases. After ``term`` pieces a process makes room for a new one, which has learnt
    nothing yet: so what all of them remember does not grow with the work. What goes wrong in one is raised here, and ends the
    others."""
    if jobs <= 1 or len(numbers) < 2 or not can_fork():
        for number in numbers:
            work(number)
            done(number)
        return
    jobs = min(jobs, len(numbers))
    ration = Ration(numbers, jobs)
    with household() as begin:
        workers: dict[Connection, _Worker] = {}

        def hire(share: Iterator[int], pieces: Iterable[int]) -> None:
            pipe, process = begin(lambda home: _serve(home, work))
            workers[pipe] = _Worker(process, share, islice(pieces, term))
            _hand_out(workers[pipe].pieces, pipe)

        for number in range(jobs):
            share = ration.of(number)
            hire(share, share)
        while workers:
            for ready in wait(list(workers)):
                assert isinstance(ready, Connection)
                worker = workers[ready]
                message = heard(ready, worker.process)
                if message is not None:
                    assert isinstance(message, int)
                    done(message)
                    _hand_out(worker.pieces, ready)
                    continue
                del workers[ready]
                for more in islice(worker.share, 1):
                    hire(worker.share, chain((more,), worker.share))


class _Worker(NamedTuple):
    """A process, all pieces that it or who follows it is to do, and those of its own term."""

    process: BaseProcess
    share: Iterator[int]
    pieces: Iterator[int]


def _hand_out(pieces: Iterator[int], pipe: Connection) -> None:
    """The next piece; None where nothing is left."""
    with suppress(OSError):  # a process that died is noticed by its silence
        pipe.send(next(pieces, None))


def _serve(home: Connection, work: Work) -> None:
    while (number := home.recv()) is not None:
        work(number)
        home.send(number)
