"""Tables (comma, semicolon or tab) whose cells keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.libraries.source import Source
from auditor.libraries.traced import Traced, Tracer

_QUOTED = re.compile(r'[^"]+|""')
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def rows(source: Source) -> Iterator[list[Traced]]:
    """Every row that is not blank, in file order. Raises LibraryError when a quote is never closed or closed early."""
    text = source.text
    spreadsheet = _SEP_LINE.match(text)  # a line that spreadsheets write for themselves
    at = spreadsheet.end() if spreadsheet else 0
    delimiter = spreadsheet[1] if spreadsheet else delimiter_of(text)
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*(?:\r(?!\n)[^{re.escape(delimiter)}\r\n]*)*")
    row: list[Traced] = []
    while at < len(text) or row:
        cell, at = _quoted(source, at) if text[at : at + 1] == '"' else _bare(source, at, bare)
        row.append(cell)
        mark = text[at : at + 1]
        if mark == delimiter:
            at += 1
            continue
        if mark not in ("\r", "\n", ""):
            raise source.fault(at, "words stand behind a closing quote; a quote inside a cell is written twice.")
        if len(row) > 1 or row[0].text.strip():
            yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1


def delimiter_of(text: str) -> str:
    """The separator of a header line; spreadsheets of half of Europe write semicolons."""
    return max(",;\t", key=text.lstrip("\r\n").split("\n", 1)[0].count)


def _bare(source: Source, at: int, bare: re.Pattern[str]) -> tuple[Traced, int]:
    found = bare.match(source.text, at)
    end = found.end() if found else at
    return source.between(at, end), end


def _quoted(source: Source, start: int) -> tuple[Traced, int]:
    tracer, at = Tracer(), start + 1
    while found := _QUOTED.match(source.text, at):
        if found[0] == '""':
            tracer.put('"', at)
        else:
            tracer.run(found[0], at)
        at = found.end()
    if at >= len(source.text):
        raise source.fault(start, "a quote is opened and never closed.")
    return tracer.done(at), at + 1
