"""HTML: one reply a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.build import About, Maker
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.languages import language_of
from auditor.libraries.source import read_source
from auditor.model import Entry

_LANG = re.compile(r"""<html\b[^<>]{0,300}?\slang\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_TITLE = re.compile(r"<title>([^<]{1,500})</title>", re.IGNORECASE)


class Page:
    """An e-mail template. Its ``<title>`` is its title, else the file's name; ``<html lang>`` is its language."""

    name = "html"
    describes = "HTML, one reply a file"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".html", ".htm")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        said, titled = _LANG.search(source.text), _TITLE.search(source.text)
        title = " ".join(titled[1].split()) if titled else ""
        about = About(path.stem, title or path.stem, language_of(said[1]) if said else None)
        yield Maker.of(source, options, self.name).make(source.whole(), about, html=True)
