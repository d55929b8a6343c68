"""Gorgias: macros, each a list of actions of which one sets the response's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from auditor.libraries.build import Maker, about_record
from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.json_scan import load_json
from auditor.libraries.nodes import Items, Record, records
from auditor.libraries.source import read_source
from auditor.model import Entry

_NOTES = frozenset(("addInternalNote", "internalNote"))


class Gorgias:
    """``GET /api/macros``: an action's arguments hold ``body_html`` and ``body_text``; the HTML is read."""

    name = "gorgias"
    describes = "Gorgias macros (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        return keys >= {"actions", "arguments"} and bool(
            keys & {"body_html", "body_text"} or "setResponseText" in head.text
        )

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker = Maker.of(source, options, self.name, platform=self.name)
        for macro in records(load_json(source), lambda record: isinstance(record.get("actions"), Items)):
            about, found = about_record(macro), False
            for action in _actions(macro):
                arguments = action.get("arguments")
                if not isinstance(arguments, Record):
                    continue
                html, text = arguments.words("body_html"), arguments.words("body_text")
                if body := html or text:
                    found = True
                    public = action.said("name") not in _NOTES
                    yield maker.make(body.value, replace(about, public=public), html is not None)
            if not found:
                yield source.skipped(macro.at, "the macro has no response text", about.key)


def _actions(macro: Record) -> list[Record]:
    actions = macro.get("actions")
    return [node for node in actions.nodes if isinstance(node, Record)] if isinstance(actions, Items) else []
