"""CSV and TSV, one reply a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.build import Maker
from auditor.libraries.csv_scan import rows
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.nodes import Leaf, Record, plain_name
from auditor.libraries.shapes import find_replies, nothing_found
from auditor.libraries.source import Source, read_source
from auditor.libraries.traced import Traced
from auditor.model import Entry


class Tables:
    """Columns are told by the names in the first row; a column for each language makes an entry in each."""

    name = "csv"
    describes = "CSV or TSV with a row of names"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".csv", ".tsv", ".tab")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker, header, found = Maker.of(source, options, self.name), None, False
        for row in rows(source):
            if header is None:
                header = _header(source, row, options.text_field)
                continue
            at = row[0].offset(0)
            if len(row) != len(header):
                yield source.skipped(at, f"{len(row)} cells under {len(header)} columns")
                found = True
                continue
            members = tuple((name, Leaf(cell, words=True)) for name, cell in zip(header, row, strict=True))
            for reply in find_replies(Record(members, at), options.text_field, flat=False):
                found = True
                yield maker.make(reply.text.value, reply.about, reply.html)
        if header is not None and not found:
            raise nothing_found(source, [name.text for name in header], options.text_field)


def _header(source: Source, row: list[Traced], text_field: str | None) -> list[Leaf]:
    names = [Leaf(cell, words=True) for cell in row]
    if text_field and plain_name(text_field) not in {plain_name(name.text) for name in names}:
        raise nothing_found(source, [name.text for name in names], text_field)
    return names
