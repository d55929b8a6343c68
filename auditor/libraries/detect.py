"""Which files of a library to read, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from auditor.libraries.chatwoot import Chatwoot
from auditor.libraries.freshdesk import Freshdesk
from auditor.libraries.front import Front
from auditor.libraries.gorgias import Gorgias
from auditor.libraries.helpscout import HelpScout
from auditor.libraries.intercom import Intercom
from auditor.libraries.interface import LibraryError, Options, Reader
from auditor.libraries.json_any import AnyJson, JsonLines
from auditor.libraries.markdown import Markdown
from auditor.libraries.page import Page
from auditor.libraries.plaintext import PlainText
from auditor.libraries.rocketchat import RocketChat
from auditor.libraries.source import read_head
from auditor.libraries.tables import Tables
from auditor.libraries.yaml_any import AnyYaml
from auditor.libraries.zendesk import Zendesk

_PLATFORMS: tuple[Reader, ...] = (
    Zendesk(),
    Gorgias(),
    Freshdesk(),
    Intercom(),
    HelpScout(),
    Front(),
    Chatwoot(),
    RocketChat(),
)
_FORMATS: tuple[Reader, ...] = (JsonLines(), AnyJson(), AnyYaml(), Tables(), Markdown(), PlainText(), Page())

# Asked in this order: formats last, so that none takes a file which a platform's reader knows more about.
READERS: tuple[Reader, ...] = _PLATFORMS + _FORMATS

SUFFIXES = frozenset(
    (
        *(".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".yaml", ".yml"),
        *(".md", ".markdown", ".mdx", ".txt", ".text", ".html", ".htm"),
    )
)
# What stands beside a library and is none of it.
_BESIDE = frozenset(("readme", "changelog", "license", "licence", "contributing", "requirements", "robots"))
_SETTINGS = frozenset(("package.json", "package-lock.json", "tsconfig.json", "composer.json", "mkdocs.yml"))
_FOLDERS = frozenset(("node_modules", "__pycache__", "venv"))


def reader_named(name: str) -> Reader:
    """The reader of a format. Raises LibraryError, with the names there are, when there is none of that name."""
    for reader in READERS:
        if reader.name == name:
            return reader
    raise LibraryError(f"no library format is called {name!r}; there are {', '.join(one.name for one in READERS)}.")


def detect(path: Path, options: Options | None = None) -> Reader:
    """The reader that recognises a file by its content and its ending.

    With a text field named it is never a platform's, for those know their own. Raises LibraryError, with what can be
    read, when none does or the file cannot be opened.
    """
    head = read_head(path)
    for reader in _FORMATS if options and options.text_field else READERS:
        if reader.recognises(head):
            return reader
    known = "; ".join(f"{reader.name}: {reader.describes}" for reader in READERS)
    raise LibraryError(f"{path}: no reader recognises this file; there are {known}.")


def find_files(paths: Iterable[Path]) -> tuple[tuple[Path, Path | None], ...]:
    """The files to read, each once, with the folder they were found in: None for a file given by its own name.

    In a folder: every file with a library's ending, by name. Hidden files and folders, READMEs and the like are
    passed over. Raises LibraryError when a path does not exist or a folder holds no such file.
    """
    found: dict[Path, tuple[Path, Path | None]] = {}
    for path in paths:
        if path.is_dir():
            inside = _inside(path)
            if not inside:
                raise LibraryError(f"{path}: no library in this folder; looked for {', '.join(sorted(SUFFIXES))}.")
            for file in inside:
                found.setdefault(file.resolve(), (file, path))
        elif path.exists():
            found[path.resolve()] = (path, None)
        else:
            raise LibraryError(f"{path}: there is no such file or folder.")
    return tuple(found.values())


def _inside(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _is_beside(path.relative_to(folder))
    )


def _is_beside(path: Path) -> bool:
    if any(part.startswith(".") or part in _FOLDERS for part in path.parts) or path.name.lower() in _SETTINGS:
        return True
    return not _BESIDE.isdisjoint(re.split(r"[^a-z]+", path.stem.lower()))
