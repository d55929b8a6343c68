"""JSON of any shape, and JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.build import Maker
from auditor.libraries.documents import is_json
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.json_scan import load_json
from auditor.libraries.shapes import make_all
from auditor.libraries.source import read_source
from auditor.model import Entry


class AnyJson:
    """``[{title, content}]``, ``{id: {label, content}}``, ``{name: text}``, and these nested."""

    name = "json"
    describes = "JSON of any shape"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() == ".json" or (is_json(head) and not head.path.suffix)

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        yield from make_all(Maker.of(source, options, self.name), load_json(source), options.text_field)


class JsonLines:
    """One record a line."""

    name = "jsonl"
    describes = "JSON lines (.jsonl, .ndjson), one record a line"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".jsonl", ".ndjson")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        yield from make_all(Maker.of(source, options, self.name), load_json(source), options.text_field)
