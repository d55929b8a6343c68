"""Work in pieces, each done by a worker process that reads and writes for itself: only numbers go to and fro."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from auditor.engine.workers import WorkerError, unsignalled

Work = Callable[[int], None]
"""Does one piece of work, by its number."""


def work_off(numbers: Sequence[int], work: Work, jobs: int, done: Callable[[int], None]) -> None:
    """Do all pieces, in up to ``jobs`` processes; ``done`` is told of each that is. Neighbours go to one worker, as far as it
    can be: it has learnt their account's phrases. What goes wrong in a worker is raised here, and ends the others."""
    if jobs <= 1 or len(numbers) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for number in numbers:
            work(number)
            done(number)
        return
    shares = [deque(share) for share in _shares(numbers, jobs)]
    workers: dict[Connection, tuple[BaseProcess, deque[int]]] = {}
    try:
        for share in shares:
            pipe, worker = _start(work)
            workers[pipe] = (worker, share)
            _hand_out(pipe, share, shares)
        _follow(workers, shares, done)
    finally:
        for worker, _ in workers.values():
            worker.terminate()
            worker.join()


def _shares(numbers: Sequence[int], jobs: int) -> list[Sequence[int]]:
    jobs = min(jobs, len(numbers))
    return [numbers[len(numbers) * i // jobs : len(numbers) * (i + 1) // jobs] for i in range(jobs)]


def _start(work: Work) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_live, args=(work, theirs, ours), daemon=True)
    with unsignalled():
        worker.start()
    theirs.close()
    return ours, worker


def _hand_out(pipe: Connection, own: deque[int], shares: Sequence[deque[int]]) -> None:
    """The next piece of the worker's own share, else the last one of the longest; None where all is done."""
    longest = max(shares, key=len)
    number = own.popleft() if own else longest.pop() if longest else None
    with suppress(OSError):  # a worker that died is noticed by its silence
        pipe.send(number)


def _follow(
    workers: dict[Connection, tuple[BaseProcess, deque[int]]], shares: Sequence[deque[int]], done: Callable[[int], None]
) -> None:
    open_pipes = list(workers)
    while open_pipes:
        for pipe in wait(open_pipes):
            assert isinstance(pipe, Connection)
            worker, own = workers[pipe]
            try:
                message = pipe.recv()
            except (EOFError, ConnectionResetError):
                open_pipes.remove(pipe)
                worker.join()
                if worker.exitcode:
                    raise WorkerError(
                        f"a worker process ended with code {worker.exitcode}; try again with --jobs 1"
                    ) from None
                continue
            if isinstance(message, Exception):
                raise message
            done(message)
            _hand_out(pipe, own, shares)


def _live(work: Work, pipe: Connection, home: Connection) -> None:
    """A worker's whole life; an interrupt is for home alone, and without a home there is none."""
    home.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    gc.freeze()
    try:
        while (number := pipe.recv()) is not None:
            work(number)
            pipe.send(number)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)
    except Exception as error:
        with suppress(OSError):
            pipe.send(error)
    pipe.close()
