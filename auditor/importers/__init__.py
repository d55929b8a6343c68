"""One file per source: each yields a Post or a SkippedPost with its reason for every record, and never guesses."""

from auditor.importers.detect import IMPORTERS, detect, importer_named
from auditor.importers.find import find_files
from auditor.importers.interface import Head, Importer, SourceError
from auditor.importers.mapping import load_mapping

__all__ = [
    "IMPORTERS",
    "Head",
    "Importer",
    "SourceError",
    "detect",
    "find_files",
    "importer_named",
    "load_mapping",
]
