"""Mapping files: which of someone's columns is which of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from auditor.importers.common import read_text
from auditor.importers.fields import FIELDS, REQUIRED
from auditor.importers.interface import SourceError


def load_mapping(path: Path) -> dict[str, str]:
    """The mapping of a YAML (or JSON) file: ``their column: our column``, one a line.

    Raises SourceError, with file and line, when the file is no such list, names a column that is not ours, or says
    one thing twice.
    """
    mapping: dict[str, str] = {}
    lines: dict[str, int] = {}
    for theirs, ours, line in _pairs(path):
        where = f"{path}:{line}"
        if ours not in FIELDS:
            raise SourceError(f"{where}: {ours!r} is not one of our columns; use one of {', '.join(FIELDS)}.")
        if theirs in mapping:
            raise SourceError(f"{where}: {theirs!r} is mapped already on line {lines[theirs]}; keep one.")
        if ours in mapping.values():
            raise SourceError(f"{where}: a second column is mapped to {ours!r}; keep one.")
        mapping[theirs], lines[theirs] = ours, line
    return mapping


def check_mapping(path: Path, mapping: Mapping[str, str]) -> None:
    """Raises SourceError when a mapping made in code maps to no column of ours, or two columns to one."""
    for ours in mapping.values():
        if ours not in FIELDS:
            raise SourceError(f"{path}: the mapping names {ours!r}, which is not one of {', '.join(FIELDS)}.")
    if len(set(mapping.values())) < len(mapping):
        raise SourceError(f"{path}: the mapping maps two columns to one; keep one of them.")


def theirs_of(mapping: Mapping[str, str]) -> dict[str, str]:
    """For every column of ours the name to look for: the mapped one, else our own."""
    return {ours: ours for ours in FIELDS} | {ours: theirs for theirs, ours in mapping.items()}


def needed(mapping: Mapping[str, str]) -> frozenset[str]:
    """The columns a table must have: the required ones under the names they go by, and every mapped one."""
    theirs = theirs_of(mapping)
    return frozenset(theirs[ours] for ours in REQUIRED) | frozenset(mapping)


def _pairs(path: Path) -> Iterator[tuple[str, str, int]]:
    # Nodes, not values: a column called `no` stays a word, and a repeated key can be seen.
    try:
        root = yaml.compose(read_text(path), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError(f"{path}:{line}: not YAML ({error.problem}).") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(f"{path}: not YAML; write one 'their column: our column' a line.") from error
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise SourceError(f"{path}:1: not a mapping; write one 'their column: our column' a line.")
    for key, value in root.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise SourceError(f"{path}:{line}: not 'their column: our column'; both must be plain words.")
        yield key.value, value.value, line
