"""Which files to read: named ones, those of folders, and those that a pattern fits."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from auditor.importers.interface import SourceError
from auditor.importers.packed import named_inside

SUFFIXES = frozenset((".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"))
_ANYTHING = frozenset(("*", "**"))


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read, each once: files as given, every export (by suffix, packed or not) in or under a directory, by
    name, and what a pattern (``*``, ``?``, ``[…]``, ``**`` for folders at any depth) fits.

    Hidden files and folders are passed over. Raises SourceError when a path does not exist, a directory holds no export,
    or nothing fits a pattern.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = _exports(path)
            if not inside:
                raise SourceError(f"{path}: no export in this folder; looked for {', '.join(sorted(SUFFIXES))}.")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        elif glob.has_magic(str(path)):
            fitting = _fitting(path)
            if not fitting:
                raise SourceError(f"{path}: no file fits this pattern.")
            found.update(dict.fromkeys(fitting))
        else:
            raise SourceError(f"{path}: there is no such file or folder.")
    once = {path.resolve(): path for path in reversed(found)}
    return tuple(path for path in found if once[path.resolve()] == path)


def _fitting(pattern: Path) -> list[Path]:
    """What a pattern fits, by name. A folder among it counts for its exports; a pattern that ends in ``*`` or ``**`` takes
    what a folder would, files by their suffix, and any other the files that it asks for."""
    fitting = []
    for path in sorted(Path(name) for name in glob.iglob(str(pattern), recursive=True)):  # noqa: PTH207 — Path.glob takes no pattern of an absolute path
        if path.is_dir():
            fitting += _exports(path)
        elif pattern.name not in _ANYTHING or _is_export(path):
            fitting.append(path)
    return fitting


def _exports(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if _is_export(path)
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _is_export(path: Path) -> bool:
    return named_inside(path).suffix.lower() in SUFFIXES
