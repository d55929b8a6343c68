"""Work on all cores, by processes forked from this one: what they need they have already, and only what they found is sent.

Like the model, this imports nothing but the standard library, and every layer may use it.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, pairwise
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


_AT_ONCE = 8_000
ENDINGS = (signal.SIGINT, signal.SIGTERM)


class WorkerError(RuntimeError):
    """A worker process that did not live to send home what it found."""


def can_fork() -> bool:
    """Whether this system can fork processes at all."""
    return "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def unsignalled() -> Iterator[None]:
    """Interrupts and polite kills wait. Between a worker's birth and its entry in the list of those that home ends with
    itself, they would leave an orphan behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_work() -> None:
    """The first thing in a worker's life: an interrupt is for home alone, which ends its workers; what was inherited lives
    as long as the worker, and is not to be walked by the collector (and so copied) again and again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)  # held back at its birth
    gc.freeze()


class Ration(Generic[Item]):
    """Who works on what: every worker on its own run of pieces from the first on (neighbours are alike, and what one learns of
    them serves the next), and then on the last piece of whoever has most left. Forked processes have it in common."""

    def __init__(self, pieces: Sequence[Item], jobs: int) -> None:
        self._pieces = pieces
        cuts = [len(pieces) * number // jobs for number in range(jobs + 1)]
        self._left = multiprocessing.get_context("fork").Array("l", [at for cut in pairwise(cuts) for at in cut])

    def of(self, worker: int) -> Iterator[Item]:
        """The pieces for a worker, by its number."""
        while (piece := self._next(worker)) is not None:
            yield self._pieces[piece]

    def _next(self, worker: int) -> int | None:
        with self._left:
            left = self._left
            begin, end = left[2 * worker], left[2 * worker + 1]
            if begin < end:
                left[2 * worker] += 1
                return int(begin)
            longest = max(range(1, len(left), 2), key=lambda at: left[at] - left[at - 1])
            if left[longest - 1] == left[longest]:
                return None
            left[longest] -= 1
            return int(left[longest])


def spread(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], jobs: int, least: int = 1
) -> list[Result]:
    """What ``work`` gives for ``items``, in their order: it is called with a run of them in each of ``jobs`` processes. With
    fewer than ``least`` items a process, or where processes cannot be forked, all is done here.

    Raises what ``work`` raises, and WorkerError when a process dies.
    """
    jobs = min(jobs, len(items) // max(least, 1))
    if jobs <= 1 or not can_fork():
        return work(items)
    context = multiprocessing.get_context("fork")
    cuts = [len(items) * number // jobs for number in range(jobs + 1)]
    pipes, workers = [], []
    try:
        for begin, end in pairwise(cuts[1:]):
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


def _received(pipe: Connection) -> list[Result]:
    try:
        done, value = pipe.recv()
    except EOFError:
        raise WorkerError("a worker process died; is there memory enough?") from None
    if not done:
        raise value
    return list(value)


def _work(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], pipe: Connection) -> None:
    """A worker's whole life."""
    begin_work()
    with suppress(OSError):  # home is gone
        try:
            pipe.send((True, work(items)))
        except Exception as error:
            pipe.send((False, error))
    pipe.close()
