"""Forked processes that work for the one that began them, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from auditor.processes.forked import WorkerError, begin_work, unsignalled

Life = Callable[[Connection], object]
Begin = Callable[[Life], tuple[Connection, BaseProcess]]


@contextmanager
def household() -> Iterator[Begin]:
    """Yields ``begin``, which begins a process that lives a life with its end of a pipe. None outlives the block, nor this
    process, however it ends."""
    alive, held = os.pipe()  # nobody writes: that nobody can any more is the sign that home is gone
    begun: list[tuple[Connection, BaseProcess]] = []

    def begin(life: Life) -> tuple[Connection, BaseProcess]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        inherited = [pipe for pipe, _ in begun] + [ours]
        worker = context.Process(target=_live, args=(life, theirs, inherited, alive, held), daemon=True)
        with unsignalled():
            worker.start()
        theirs.close()
        begun.append((ours, worker))
        return ours, worker

    try:
        yield begin
    finally:
        for pipe, worker in begun:
            worker.terminate()
            worker.join()
            pipe.close()
        os.close(alive)
        os.close(held)


def heard(pipe: Connection, worker: BaseProcess, read: Callable[[Connection], Any] = Connection.recv) -> Any:
    """The next word of a process, taken from its pipe by ``read``; None when it has ended well. What went wrong in it is
    raised, and WorkerError where it died."""
    try:
        message = read(pipe)
    except (EOFError, ConnectionResetError):
        worker.join()
        if worker.exitcode:
            raise WorkerError(f"a worker process ended with code {worker.exitcode}; try again with --jobs 1") from None
        return None
    if isinstance(message, Exception):
        raise message
    return message


def answered(pipe: Connection) -> Any:
    """The one word that a process owes. What went wrong in it is raised, and WorkerError where it died."""
    try:
        message: Any = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise WorkerError("a worker process died; is there memory enough?") from None
    if isinstance(message, Exception):
        raise message
    return message


def _live(life: Life, pipe: Connection, inherited: list[Connection], alive: int, held: int) -> None:
    """A process's whole life."""
    begin_work()
    for other in inherited:
        other.close()
    os.close(held)
    threading.Thread(target=_watch, args=(alive,), daemon=True).start()
    try:
        life(pipe)
    except Exception as error:
        with suppress(OSError):  # home is gone
            pipe.send(error)
    pipe.close()


def _watch(alive: int) -> None:
    os.read(alive, 1)
    os._exit(1)
