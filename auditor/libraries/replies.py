"""Platforms whose replies are one record each, with the text in a field of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.libraries.build import Maker, about_record
from auditor.libraries.interface import Options, SkippedEntry
from auditor.libraries.json_scan import load_json
from auditor.libraries.nodes import Record, records
from auditor.libraries.source import read_source
from auditor.model import Entry

# A field, whether it is HTML (None: told by the text), and the channel it is for.
Field = tuple[str, bool | None, str | None]


def read_replies(
    path: Path, options: Options, name: str, fields: Sequence[Field], *, mark: str, by_channel: bool = False
) -> Iterator[Entry | SkippedEntry]:
    """The replies of a JSON file: every record that has the field ``mark`` and one of the text fields, or should.

    The first field that holds words is read; if ``by_channel``, the first of each channel.
    """
    source = read_source(path)
    maker = Maker.of(source, options, name, platform=name)

    def is_reply(record: Record) -> bool:
        there = record.names()
        return mark in there and ("id" in there or any(field in there for field, _, _ in fields))

    for record in records(load_json(source), is_reply):
        about = about_record(record)
        done: set[str | None] = set()
        for field, html, channel in fields:
            leaf = record.words(field)
            if leaf is None or channel in done or (done and not by_channel):
                continue
            done.add(channel)
            yield maker.make(leaf.value, replace(about, channel=channel or about.channel), html)
        if not done:
            yield source.skipped(record.at, "the reply has no text", about.key or None)
