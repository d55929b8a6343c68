"""How a command ends when it does not end well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Wrong use or unreadable input: one clear sentence; exit code 2."""


class Gate(Exception):
    """A gate failed (a score under --fail-under, a finding at --fail-on): one clear sentence; exit code 1."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns the errors that the layers below raise on purpose into a Problem."""
    from auditor.importers import SourceError
    from auditor.rulebook import RuleError

    try:
        yield
    except (SourceError, RuleError) as error:
        raise Problem(str(error)) from error
