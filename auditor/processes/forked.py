"""How forked processes are born."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager

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
