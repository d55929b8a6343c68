"""Where each of our fields stands in one file: under which of its columns, or in the names of its folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.importers.mapping import needed, theirs_of
from auditor.importers.partitions import partitions

# What tells posts apart cannot be the same for all posts of a folder.
_OF_A_POST = frozenset(("id", "text"))


@dataclass(frozen=True, slots=True)
class Columns:
    """``theirs`` gives for every field of ours the column's name, ``given`` the values that the folders' names tell;
    ``needed`` are the columns that the file itself must have."""

    theirs: Mapping[str, str]
    given: Mapping[str, str]
    needed: frozenset[str]

    def ours(self, cells: Mapping[str, object]) -> dict[str, object]:
        """One record by our own names. Where the record and a folder's name both tell a field, the record is right."""
        found = {ours: cells[name] for ours, name in self.theirs.items() if name in cells}
        for ours, value in self.given.items():
            if found.get(ours) in (None, ""):
                found[ours] = value
        return found


def columns_of_posts(path: Path, mapping: Mapping[str, str]) -> Columns:
    """The columns of one file, named by ``mapping`` (theirs to ours) and by its folders."""
    theirs = theirs_of(mapping)
    told = partitions(path)
    given = {ours: told[name] for ours, name in theirs.items() if name in told and ours not in _OF_A_POST}
    return Columns(theirs, given, needed(mapping) - {theirs[ours] for ours in given})
