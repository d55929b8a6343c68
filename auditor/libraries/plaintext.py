"""Plain text: one reply a file, or several with a line of dashes (or equal signs) between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.build import About, Maker
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.source import Source, read_source
from auditor.model import Entry

_BETWEEN = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,}|~{3,}|\f)[ \t]*\r?$\n?", re.MULTILINE)
_TITLE = re.compile(
    r"\s*(?:title|subject|name|titolo|oggetto|asunto|título|objet|titre|betreff|titel):[ \t]*([^\n]+)\n?", re.IGNORECASE
)


class PlainText:
    """A first line ``Title: …`` or ``Subject: …`` is the reply's title; else the file's name is."""

    name = "text"
    describes = "plain text, one reply a file or a line of dashes between them"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".txt", ".text")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker = Maker.of(source, options, self.name)
        for number, (start, end) in enumerate(_parts(source), 1):
            named = _TITLE.match(source.text, start, end)
            name = path.stem if number == 1 else f"{path.stem} ({number})"
            title = named[1].strip() if named else name
            text = source.between(named.end() if named else start, end)
            yield maker.make(text, About(title, title))


def _parts(source: Source) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BETWEEN.finditer(source.text):
        if source.text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if source.text[start:].strip():
        yield start, len(source.text)
