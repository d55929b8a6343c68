"""YAML of any shape, with suppressions in its comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from auditor.libraries.build import Maker
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.nodes import Node
from auditor.libraries.shapes import Found, field_names, find_replies, lost_entries, nothing_found
from auditor.libraries.source import Source, read_source
from auditor.libraries.suppressions import merged, suppressions_in
from auditor.libraries.yaml_scan import load_yaml, scalar_spans
from auditor.model import Entry, Suppression

_COMMENT = re.compile(r"#[^\n]{0,80}?auditor:[^\n]*", re.IGNORECASE)
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n")


class AnyYaml:
    """The shapes of JSON, in YAML. A comment above or beside an entry may hold a suppression."""

    name = "yaml"
    describes = "YAML of any shape"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".yaml", ".yml")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker, tree = Maker.of(source, options, self.name), load_yaml(source)
        found = [reply for document in tree.nodes for reply in find_replies(document, options.text_field)]
        if not found and (names := field_names(tree)):
            raise nothing_found(source, names, options.text_field)
        notes = _comments(source, tree, found)
        for reply in found:
            about = reply.about
            about = replace(about, suppressions=merged((about.suppressions, notes.get(reply.at, ()))))
            yield maker.make(reply.text.value, about, reply.html)
        yield from lost_entries(source, tree)


def _comments(source: Source, tree: Node, found: list[Found]) -> dict[int, tuple[Suppression, ...]]:
    """Suppressions in comments, by the place at which their entry begins."""
    starts = sorted({reply.at for reply in found})
    notes: dict[int, tuple[Suppression, ...]] = {}
    comments = list(_COMMENT.finditer(source.text))
    strings = sorted(scalar_spans(tree)) if comments else []
    for comment in comments:
        before = bisect_right(strings, (comment.start(), len(source.text))) - 1
        if before >= 0 and strings[before][0] <= comment.start() <= strings[before][1]:
            continue  # a # inside a string
        line = bisect_right(starts, _line_meant(source, comment.start())) - 1
        if line >= 0:
            notes[starts[line]] = (*notes.get(starts[line], ()), *suppressions_in(comment[0]))
    return notes


def _line_meant(source: Source, at: int) -> int:
    """The end of the line a comment speaks of: its own, or the next that holds more than a comment."""
    start = source.line_starts[source.line(at) - 1]
    while found := _BLANK_OR_COMMENT.match(source.text, start):
        start = found.end()
    end = source.text.find("\n", start)
    return end if end >= 0 else len(source.text)
