"""Runs a program and says what it took: wall and CPU time, and the peak memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.25  # seconds between looks at the memory, at least; a peak shorter than that may be missed
_REST = 20  # times as long as a look took: looking must not take what is to be measured


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of wall and of CPU (all processes that ended), and the peak of their proportional set sizes in MB: what
    several processes share counts once."""

    wall: float
    cpu: float
    peak: float
    output: str


class Failed(Exception):
    """A program that did not end well; the message holds its last words."""


def take(command: Sequence[str], folder: Path | None = None) -> Taken:
    """Run ``command`` to its end. Raises Failed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=folder, start_new_session=True)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(command)} ended with {process.returncode}: {err.read()[-500:].strip()}")
        return Taken(wall, usage.ru_utime + usage.ru_stime, watch.peak / 1024, out.read())


class _Watch(threading.Thread):
    """Adds up the memory of all processes of a session (its leader and whoever it started), again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session, self._ended = session, threading.Event()

    def run(self) -> None:
        while True:
            begun = time.perf_counter()
            self.peak = max(self.peak, sum(map(_proportional, _members(self._session))))
            if self._ended.wait(max(_PAUSE, _REST * (time.perf_counter() - begun))):
                return

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _members(session: int) -> list[int]:
    members = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after_name = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue  # ended since the list was made
            if int(after_name[3]) == session:
                members.append(int(entry.name))
    return members


def _proportional(process: int) -> int:
    """KB; 0 for a process that has ended."""
    try:
        for line in Path("/proc", str(process), "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def python(*arguments: str) -> list[str]:
    """A command that runs this Python."""
    return [sys.executable, *arguments]
