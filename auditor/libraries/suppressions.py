"""``auditor: ignore[rule, rule] reason``, wherever a format has room for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.libraries.nodes import Items, Leaf, Record
from auditor.model import Suppression

# Fields in which a team may write it; in the field "auditor" the word itself may be left out.
_OWN = "auditor"
_FIELDS = (_OWN, "notes", "note", "tags", "tag_list", "labels", "comment", "comments", "description")
_WRITTEN = re.compile(r"auditor:\s*ignore(?:\[([^\]\n]{0,500})\])?[ \t:]*([^\n]{0,500})", re.IGNORECASE)
_SHORT = re.compile(r"ignore(?:\[([^\]\n]{0,500})\])?[ \t:]*([^\n]{0,500})", re.IGNORECASE)


def suppressions_in(text: str) -> tuple[Suppression, ...]:
    """Every suppression written in a comment or a note."""
    return tuple(_suppression(found) for found in _WRITTEN.finditer(text))


def suppressions_of(record: Record) -> tuple[Suppression, ...]:
    """Those written in a record's own fields."""
    found: list[Suppression] = []
    for name in _FIELDS:
        for said in _strings(record.get(name)):
            short = _SHORT.match(said.strip()) if name == _OWN else None
            found += (_suppression(short),) if short else suppressions_in(said)
    return tuple(found)


def merged(parts: Iterable[tuple[Suppression, ...]]) -> tuple[Suppression, ...]:
    """All of them, each once, in the order they stand."""
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _suppression(found: re.Match[str]) -> Suppression:
    reason = found[2].split("-->", 1)[0]
    rules = tuple(rule.strip() for rule in (found[1] or "").split(",") if rule.strip())
    return Suppression(rules, reason.strip(" \t\r-–—"))


def _strings(node: object) -> list[str]:
    if isinstance(node, Leaf):
        return [node.text]
    if isinstance(node, Items):
        return [child.text for child in node.nodes if isinstance(child, Leaf)]
    return []
