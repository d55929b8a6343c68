"""Processes of an audit on disk: each reads and writes for itself, and ends at once when the one that began it is gone."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from auditor.processes import WorkerError, begin_work, can_fork, unsignalled

Life = Callable[[Connection], None]


@contextmanager
def household() -> Iterator[Callable[[Life], tuple[Connection, BaseProcess]]]:
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


def heard(pipe: Connection, worker: BaseProcess) -> object:
    """The next word of a process; None when it has ended well. What went wrong in it is raised."""
    try:
        message: object = pipe.recv()
    except (EOFError, ConnectionResetError):
        worker.join()
        if worker.exitcode:
            raise WorkerError(f"a worker process ended with code {worker.exitcode}; try again with --jobs 1") from None
        return None
    if isinstance(message, Exception):
        raise message
    return message


def apart(work: Callable[[Callable[[int], None]], None], tell: Callable[[int], None]) -> None:
    """Do one piece of work in a process of its own, where it can be: its memory is free again afterwards. It is given a
    function by which to say how far it is, which ``tell`` is told here."""
    if not can_fork():
        work(tell)
        return
    with household() as begin:
        pipe, worker = begin(lambda home: work(home.send))
        while (message := heard(pipe, worker)) is not None:
            assert isinstance(message, int)
            tell(message)


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
