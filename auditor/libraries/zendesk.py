"""Zendesk: macros, each a list of actions of which one may be a comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from auditor.libraries.build import Maker, about_record
from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.json_scan import load_json
from auditor.libraries.nodes import Items, Leaf, Node, Record, records
from auditor.libraries.source import read_source
from auditor.model import Entry

_HTML, _PLAIN, _PUBLIC = "comment_value_html", "comment_value", "comment_mode_is_public"


class Zendesk:
    """``GET /api/v2/macros``, or one macro of it.

    A comment is a string or ``[channel, text]``; ``comment_mode_is_public: false`` makes it an internal note. Where a
    macro keeps its comment twice, the HTML is read.
    """

    name = "zendesk"
    describes = "Zendesk macros (JSON)"

    def recognises(self, head: Head) -> bool:
        return keys_of(head) >= {"actions", "field", "value"} and ("comment_" in head.text or '"macros"' in head.text)

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker = Maker.of(source, options, self.name, platform=self.name)
        for macro in records(load_json(source), lambda record: isinstance(record.get("actions"), Items)):
            yield from self._macro(maker, macro)

    def _macro(self, maker: Maker, macro: Record) -> Iterator[Entry | SkippedEntry]:
        about = about_record(macro)
        actions = _actions(macro)
        said = [value for name, value in actions if name == _HTML] or [
            value for name, value in actions if name == _PLAIN
        ]
        if macro.is_false("active"):
            yield maker.source.skipped(macro.at, "the macro is not active", about.key)
            return
        if not said:
            yield maker.source.skipped(macro.at, "the macro has no comment", about.key)
        public = all(_truth(value) for name, value in actions if name == _PUBLIC)
        html = any(name == _HTML for name, _ in actions)
        for value in said:
            channel, text = _channel_and_text(value)
            if text is None:
                yield maker.source.skipped(macro.at, "the comment is no text", about.key)
            else:
                yield maker.make(text.value, replace(about, public=public, channel=channel), html or None)


def _actions(macro: Record) -> list[tuple[str, Node]]:
    actions = macro.get("actions")
    nodes = actions.nodes if isinstance(actions, Items) else ()
    return [
        (node.said("field") or "", value)
        for node in nodes
        if isinstance(node, Record) and (value := node.get("value")) is not None
    ]


def _truth(value: Node) -> bool:
    while isinstance(value, Items) and value.nodes:
        value = value.nodes[0]
    return not (isinstance(value, Leaf) and value.text.strip().lower() == "false")


def _channel_and_text(value: Node) -> tuple[str | None, Leaf | None]:
    """``"text"`` or ``["channel:web", "text"]``; the channel ``all`` is none in particular."""
    if isinstance(value, Leaf):
        return None, value if value.words else None
    leaves = [node for node in value.nodes if isinstance(node, Leaf) and node.words] if isinstance(value, Items) else []
    if not leaves:
        return None, None
    channel = leaves[0].text.removeprefix("channel:") if len(leaves) > 1 else "all"
    return None if channel == "all" else channel, leaves[-1]
