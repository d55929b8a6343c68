"""One file per format of a library of canned responses: each yields Entries that keep file, line and column."""

from auditor.libraries.detect import READERS, detect, find_files, reader_named
from auditor.libraries.interface import Head, LibraryError, NoReplies, Options, Reader, SkippedEntry
from auditor.libraries.read import read_library

__all__ = [
    "READERS",
    "Head",
    "LibraryError",
    "NoReplies",
    "Options",
    "Reader",
    "SkippedEntry",
    "detect",
    "find_files",
    "read_library",
    "reader_named",
]
