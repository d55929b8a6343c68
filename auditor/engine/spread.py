"""A list of like pieces of work done on all cores: this process does its share, processes forked from it the rest."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from auditor.engine.workers import ENDINGS, WorkerError, unsignalled

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], jobs: int, least: int = 1
) -> list[Result]:
    """What ``work`` gives for ``items``, in their order: it is called with a run of them in each of ``jobs`` processes. With
    fewer than ``least`` items a process, or where processes cannot be forked, all is done here.

    Raises what ``work`` raises, and WorkerError when a process dies.
    """
    jobs = min(jobs, len(items) // max(least, 1))
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        return work(items)
    context = multiprocessing.get_context("fork")
    cuts = [len(items) * number // jobs for number in range(jobs + 1)]
    pipes, workers = [], []
    try:
        for begin, end in zip(cuts[1:-1], cuts[2:], strict=True):
            ours, theirs = context.Pipe(duplex=False)
            worker = context.Process(target=_work, args=(work, items[begin:end], theirs), daemon=True)
            with unsignalled():
                worker.start()
            theirs.close()
            pipes.append(ours)
            workers.append(worker)
        results = list(work(items[: cuts[1]]))
        for pipe in pipes:
            results += _received(pipe)
    except BaseException:
        for worker in workers:
            worker.terminate()
        raise
    finally:
        for pipe in pipes:
            pipe.close()
        for worker in workers:
            worker.join()
    return results


def _received(pipe: Connection) -> list[Result]:
    try:
        done, value = pipe.recv()
    except EOFError:
        raise WorkerError("a worker process died; try again with less at once, or with one process") from None
    if not done:
        raise value
    return list(value)


def _work(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], pipe: Connection) -> None:
    """A worker's whole life; an interrupt is for home alone, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    with suppress(OSError):  # home is gone
        try:
            pipe.send((True, work(items)))
        except Exception as error:
            pipe.send((False, error))
    pipe.close()
