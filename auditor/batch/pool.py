"""Work in numbered pieces, done by several processes: only numbers go to and fro."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from auditor.processes import Ration, can_fork, heard, household

Work = Callable[[int], None]
"""Does one piece of work, by its number."""


def work_off(numbers: Sequence[int], work: Work, jobs: int, done: Callable[[int], None]) -> None:
    """Do all pieces, in up to ``jobs`` processes; ``done`` is told of each that is. Neighbours go to one process, as far as
    it can be: it has learnt their account's phrases. What goes wrong in one is raised here, and ends the others."""
    if jobs <= 1 or len(numbers) < 2 or not can_fork():
        for number in numbers:
            work(number)
            done(number)
        return
    jobs = min(jobs, len(numbers))
    ration = Ration(numbers, jobs)
    with household() as begin:
        workers = {}
        for worker in range(jobs):
            pipe, process = begin(lambda home: _serve(home, work))
            workers[pipe] = (process, ration.of(worker))
            _hand_out(workers[pipe][1], pipe)
        left = list(workers)
        while left:
            for ready in wait(left):
                assert isinstance(ready, Connection)
                process, pieces = workers[ready]
                message = heard(ready, process)
                if message is None:
                    left.remove(ready)
                else:
                    assert isinstance(message, int)
                    done(message)
                    _hand_out(pieces, ready)


def _hand_out(pieces: Iterator[int], pipe: Connection) -> None:
    """The next piece; None where nothing is left."""
    with suppress(OSError):  # a process that died is noticed by its silence
        pipe.send(next(pieces, None))


def _serve(home: Connection, work: Work) -> None:
    while (number := home.recv()) is not None:
        work(number)
        home.send(number)
