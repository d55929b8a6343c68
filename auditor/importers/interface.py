"""What every importer is: a name, what it carries, how it knows its own files, and how it reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from auditor.model import Evidence, Post, SkippedPost


class SourceError(Exception):
    """A file that cannot be read at all: one clear sentence with file, line and what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a file, decoded, with its name: all that detection may look at."""

    path: Path
    text: str


class Importer(Protocol):
    """Reads one kind of export. Importers never guess: what they cannot read is a SkippedPost with its reason."""

    name: str
    describes: str
    carries: frozenset[Evidence]

    def recognises(self, head: Head) -> bool:
        """Whether this file is of this kind, told by its content."""

    def read(self, path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Post | SkippedPost]:
        """Every record of the file, in file order. Raises SourceError when the file as a whole is not readable."""
