"""How a command ends when it does not end well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Wrong use or unreadable input: one clear sentence; exit code 2."""


class Gate(Exception):
    """A gate failed (a score under --fail-under, a finding at --fail-on): one clear sentence; exit code 1."""


def one_line(sentence: str) -> str:
    """A sentence as one line without control characters, whatever names and values stand in it."""
    return "".join(c if c.isprintable() else " " for c in sentence)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns the errors that the layers below raise on purpose into a Problem."""
    try:
        yield
    except OSError as error:  # a name too long, a folder that may not be entered
        raise Problem(f"{error.filename or 'input'}: cannot be read ({error.strerror or error})") from error
    except Exception as error:
        from auditor.importers import SourceError
        from auditor.rulebook import RuleError

        if not isinstance(error, SourceError | RuleError):
            raise
        raise Problem(str(error)) from error
