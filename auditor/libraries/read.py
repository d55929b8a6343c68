"""Reading a whole library: files, folders of files, of any formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.libraries.detect import detect, find_files, reader_named
from auditor.libraries.interface import NoReplies, Options, SkippedEntry
from auditor.model import Entry, Origin


def read_library(
    paths: Iterable[Path], *, text_field: str | None = None, reader: str | None = None
) -> Iterator[Entry | SkippedEntry]:
    """Every reply of the files and folders, file by file.

    ``text_field`` names the field that holds the reply, ``reader`` the format of all files; else both are told by the
    files. Raises LibraryError; but a sound file without replies in a folder is a SkippedEntry, for a folder may hold
    other things.
    """
    named = reader_named(reader) if reader else None
    for path, root in find_files(paths):
        options = Options(text_field, root)
        try:
            yield from (named or detect(path, options)).read(path, options)
        except NoReplies as error:
            if root is None:
                raise
            yield SkippedEntry(Origin(str(path), 1), str(error).removeprefix(f"{path}: ").rstrip("."))
