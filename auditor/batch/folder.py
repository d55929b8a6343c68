"""A work folder: whose work it holds, that one process works in it, and what of it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from auditor.batch.sealed import put

_JOB = "job.json"
_LOCK = "lock"
_PATIENCE = 2.0  # seconds: the workers of a run that was killed end with it, but not in the same instant


class FolderError(Exception):
    """A work folder that cannot be used: one clear sentence."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a work folder, made where it is not there. Raises FolderError where another process has it, and where it
    cannot be written in."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=_PATIENCE)
    except Timeout as error:
        raise FolderError(
            f"{folder}: another audit is at work here; wait for it, or choose another --work-dir"
        ) from error
    except OSError as error:
        raise FolderError(
            f"{folder}: cannot be written in ({error.strerror or error}); choose another --work-dir"
        ) from error
    try:
        yield
    finally:
        lock.release()


def tidy(folder: Path) -> None:
    """Take away what a run that was killed left half written."""
    for path in folder.glob("**/.*"):
        path.unlink(missing_ok=True)


def begin(folder: Path, job: Mapping[str, object]) -> bool:
    """Whether a folder already holds work of ``job``; else the job is written down in it. Raises FolderError where it is
    another job's, and says what is another; or where files lie in it that are no audit's."""
    file = folder / _JOB
    if not file.exists():
        others = sorted(path.name for path in folder.iterdir() if path.name not in {_LOCK, f"{_LOCK}.lock"})
        if others:
            raise FolderError(f"{folder}: holds other files ({others[0]}); choose an empty or a new --work-dir")
        put(file, [json.dumps(job, indent=1, sort_keys=True).encode()])
        return False
    try:
        known = json.loads(file.read_text("utf-8"))
    except ValueError:
        known = None
    if not isinstance(known, dict):
        raise FolderError(f"{file}: is damaged; empty the folder, or choose another --work-dir")
    if known == json.loads(json.dumps(job)):
        tidy(folder)
        return True
    changed = sorted(name for name in {*known, *job} if known.get(name) != job.get(name))
    if changed == ["input"]:
        raise FolderError(
            f"{folder}: what is read has changed since this work was begun ({_first_change(known, job)}); empty the folder "
            "to begin anew, or choose another --work-dir"
        )
    raise FolderError(
        f"{folder}: holds the work of another audit (other {', '.join(changed)}); choose another --work-dir, or empty it"
    )


def _first_change(known: Mapping[str, object], job: Mapping[str, object]) -> str:
    before, now = known.get("input"), job.get("input")
    if not isinstance(before, dict) or not isinstance(now, dict):
        return "other files"
    return min((str(path) for path in {*before, *now} if before.get(path) != now.get(path)), default="other files")
