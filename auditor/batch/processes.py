"""A step of an audit on disk in a process of its own."""

from __future__ import annotations

from collections.abc import Callable

from auditor.processes import can_fork, heard, household


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
