"""CSV rows that know the line they begin at."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from auditor.importers.common import NOT_UTF8, Lines, open_bytes, skipped
from auditor.importers.interface import Head, SourceError
from auditor.model import SkippedPost

_FIELD_LIMIT = 2**31 - 1


class Row(NamedTuple):
    """One record: the 1-based line it begins at, and its cells by column."""

    line: int
    cells: Mapping[str, str]


def columns_of(head: Head) -> frozenset[str]:
    """The columns a file's first line would name, were it CSV: what detection of a CSV source looks at."""
    first = head.text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    try:
        return frozenset(next(csv.reader(io.StringIO(first), delimiter=_delimiter(first)), ()))
    except csv.Error:
        return frozenset()


def read_rows(path: Path, required: Collection[str]) -> Iterator[Row | SkippedPost]:
    """Every record of a CSV file (comma, semicolon or tab, told from the header), in file order.

    A record that is not UTF-8, has a stray quote, or more or fewer cells than the header is a SkippedPost.
    Raises SourceError when the file is empty, its header is not UTF-8, or a ``required`` column is missing.
    """
    # The csv module's limit is the process's own and by default cuts long threads; it is only ever raised here.
    csv.field_size_limit(max(_FIELD_LIMIT, csv.field_size_limit()))
    with open_bytes(path) as file:
        lines = Lines(path, file)
        source = iter(lines)
        first = next((line for line in source if line.strip()), None)
        if first is None:
            raise SourceError(f"{path}: the file holds only blank lines; export it again.")
        reader = csv.reader(chain([first], source), delimiter=_delimiter(first), strict=True)
        header = _header(path, lines, reader, required)
        while True:
            line = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield skipped(path, line, NOT_UTF8 if lines.take_broken() else _quoting(error))
                continue
            if lines.take_broken():
                yield skipped(path, line, NOT_UTF8)
            elif not cells:
                continue
            elif len(cells) != len(header):
                yield skipped(path, line, f"{len(cells)} cells under {len(header)} columns")
            else:
                yield Row(line, dict(zip(header, cells, strict=True)))


def _header(path: Path, lines: Lines, reader: Iterator[list[str]], required: Collection[str]) -> list[str]:
    line = lines.number
    try:
        header = next(reader)
    except csv.Error as error:
        raise SourceError(f"{path}:{line}: the header is not CSV ({error}).") from error
    if lines.take_broken():
        raise SourceError(f"{path}:{line}: the header is {NOT_UTF8}; save the file as UTF-8.")
    missing = [name for name in required if name not in header]
    if missing:
        raise SourceError(f"{path}:{line}: no column {', '.join(sorted(missing))}; the header must name it.")
    twice = sorted({name for name in required if header.count(name) > 1})
    if twice:
        raise SourceError(f"{path}:{line}: column {', '.join(twice)} stands twice; keep one.")
    return header


def _delimiter(first: str) -> str:
    """The separator of a header line; spreadsheets of half of Europe write semicolons."""
    return max(",;\t", key=first.count)


def _quoting(error: csv.Error) -> str:
    """The csv module's complaint as a reason that counts well: without the cells' own words."""
    if "unexpected end of data" in str(error):
        return "a quote is opened and never closed"
    return "a quote or line break stands where CSV has none"
