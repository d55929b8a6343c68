"""What every reader of canned responses is: a name, how it knows its own files, and how it reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from auditor.model import Entry, Origin


class LibraryError(Exception):
    """A library that cannot be read: one clear sentence with file, line and what to do."""


class NoReplies(LibraryError):
    """A sound file in which no reply was found. In a folder of other files that is no fault."""


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """A part of a library that holds no reply, and why."""

    origin: Origin
    reason: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The first characters of a file, with its name: all that detection may look at."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows about a library that its files do not say.

    ``text_field`` names the field (or column) that holds the reply. ``root`` is the folder in which the file was
    found: the folders below it may name a language.
    """

    text_field: str | None = None
    root: Path | None = None


class Reader(Protocol):
    """Reads one kind of library. Readers never guess: what is no reply is a SkippedEntry with its reason."""

    @property
    def name(self) -> str: ...

    @property
    def describes(self) -> str: ...

    def recognises(self, head: Head) -> bool:
        """Whether this file is of this kind, told by its content and the ending of its name."""

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        """Every reply of the file, in file order. Raises LibraryError when the file as a whole is not readable."""
