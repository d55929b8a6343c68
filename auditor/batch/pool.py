"""Work in numbered pieces, done by several processes: only numbers go to and fro."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from auditor.batch.processes import heard, household
from auditor.processes import can_fork

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
    shares = [deque(share) for share in _shares(numbers, jobs)]
    with household() as begin:
        workers = {}
        for share in shares:
            pipe, process = begin(lambda home: _serve(home, work))
            workers[pipe] = (process, share)
            _hand_out(pipe, share, shares)
        left = list(workers)
        while left:
            for ready in wait(left):
                assert isinstance(ready, Connection)
                process, own = workers[ready]
                message = heard(ready, process)
                if message is None:
                    left.remove(ready)
                else:
                    assert isinstance(message, int)
                    done(message)
                    _hand_out(ready, own, shares)


def _shares(numbers: Sequence[int], jobs: int) -> list[Sequence[int]]:
    jobs = min(jobs, len(numbers))
    return [numbers[len(numbers) * i // jobs : len(numbers) * (i + 1) // jobs] for i in range(jobs)]


def _hand_out(pipe: Connection, own: deque[int], shares: Sequence[deque[int]]) -> None:
    """The next piece of the process's own share, else the last one of the longest; None where nothing is left."""
    longest = max(shares, key=len)
    number = own.popleft() if own else longest.pop() if longest else None
    with suppress(OSError):  # a process that died is noticed by its silence
        pipe.send(number)


def _serve(home: Connection, work: Work) -> None:
    while (number := home.recv()) is not None:
        work(number)
        home.send(number)
