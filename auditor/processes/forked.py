"""Forked processes: how they are born, what they send home, and how they end."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

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


class Staff:
    """Processes that home has forked, each with a pipe to it."""

    def __init__(self) -> None:
        self._pipes: list[Connection] = []
        self._workers: list[ForkProcess] = []

    def hire(self, work: Callable[[Connection], Any]) -> Connection:
        """Fork a process that sends home what ``work`` gives, or raises; it is given its pipe home."""
        ours, theirs = multiprocessing.get_context("fork").Pipe()
        worker = multiprocessing.get_context("fork").Process(
            target=_life, args=(work, theirs, [*self._pipes, ours]), daemon=True
        )
        with unsignalled():
            worker.start()
            self._pipes.append(ours)
            self._workers.append(worker)
        theirs.close()
        return ours

    def end(self, at_once: bool) -> None:
        """Wait for all of them; with ``at_once`` end them first."""
        for pipe in self._pipes:
            pipe.close()
        for worker in self._workers:
            if at_once:
                worker.terminate()
            worker.join()


@contextmanager
def staff() -> Iterator[Staff]:
    """Processes that are there while the block is: they are ended where it ends badly, else waited for."""
    hired = Staff()
    try:
        yield hired
    except BaseException:
        hired.end(at_once=True)
        raise
    hired.end(at_once=False)


def received(pipe: Connection) -> Any:
    """What a process sent home. Raises what it raised, and WorkerError where it died."""
    try:
        done, value = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise WorkerError("a worker process died; is there memory enough?") from None
    if not done:
        raise value
    return value


def _life(work: Callable[[Connection], Any], pipe: Connection, of_home: list[Connection]) -> None:
    for other in of_home:  # held open here, it would never tell anybody that home is gone
        other.close()
    begin_work()
    with suppress(OSError):  # home is gone
        try:
            pipe.send((True, work(pipe)))
        except EOFError:
            pass  # home had nothing to do
        except Exception as error:
            pipe.send((False, error))
    pipe.close()
