"""How a command ends when it does not end well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Problem(Exception):
    """Wrong use or unreadable input: one clear sentence; exit code 2."""


class Gate(Exception):
    """A gate failed (a score under --fail-under, a finding at --fail-on): one clear sentence; exit code 1."""


def one_line(sentence: str) -> str:
    """A sentence as one line without control characters, whatever names and values stand in it."""
    return "".join(c if c.isprintable() else " " for c in sentence)


def _is_of(error: OSError, folder: Path) -> bool:
    """Whether an error is about a folder or what is in it. A full disk names no file."""
    return error.filename is None or Path(str(error.filename)).is_relative_to(folder)


@contextmanager
def told_plainly(work_dir: Path | None = None) -> Iterator[None]:
    """Turns the errors that the layers below raise on purpose into a Problem. ``work_dir`` is the folder in which the work
    is done, where it is done in one: what cannot be written lies there."""
    try:
        yield
    except OSError as error:  # a name too long, a folder that may not be entered
        if work_dir is not None and _is_of(error, work_dir):
            raise Problem(
                f"{work_dir}: cannot be written ({error.strerror or error}); what is done is kept: mend this, then the same "
                "command goes on"
            ) from error
        raise Problem(f"{error.filename or 'input'}: cannot be read ({error.strerror or error})") from error
    except Exception as error:
        from auditor.importers import SourceError
        from auditor.rulebook import RuleError

        if not isinstance(error, SourceError | RuleError):
            raise
        raise Problem(str(error)) from error
