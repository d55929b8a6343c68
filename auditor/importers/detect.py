"""What a file is, told by its content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.importers.appstore import AppStore
from auditor.importers.common import read_head
from auditor.importers.googleplay import GooglePlay
from auditor.importers.interface import Importer, SourceError
from auditor.importers.posts import Posts
from auditor.importers.reclameaqui import ReclameAqui
from auditor.importers.trustpilot import Trustpilot
from auditor.importers.twcs import Twcs

# Asked in this order: the generic source last, so that it never takes a file which another knows more about.
IMPORTERS: tuple[Importer, ...] = (Twcs(), Trustpilot(), AppStore(), GooglePlay(), ReclameAqui(), Posts())


def importer_named(name: str) -> Importer:
    """The importer of a source. Raises SourceError, with the names there are, when there is none of that name."""
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    raise SourceError(f"no source is called {name!r}; there are {', '.join(one.name for one in IMPORTERS)}.")


def detect(path: Path, mapping: Mapping[str, str] | None = None) -> Importer:
    """The importer that recognises a file by its content. With a mapping of columns it can only be ``posts``.

    Raises SourceError, with what can be read, when none does or the file cannot be opened.
    """
    head = read_head(path)
    if mapping:
        return importer_named(Posts.name)
    for importer in IMPORTERS:
        if importer.recognises(head):
            return importer
    known = "; ".join(f"{importer.name}: {importer.describes}" for importer in IMPORTERS)
    raise SourceError(
        f"{path}: no source recognises this file; map its columns to posts, or export it as one of these: {known}."
    )
