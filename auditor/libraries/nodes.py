"""What JSON, YAML and tables have in common: records, lists and leaves, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from auditor.libraries.traced import Traced

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s.\-:/]+")
_NO = frozenset(("false", "no", "off", "0"))
_YES = frozenset(("true", "yes", "on", "1"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string (``words``), or a number, a truth value or null, which no customer reads."""

    value: Traced
    words: bool

    @property
    def text(self) -> str:
        return self.value.text

    @property
    def at(self) -> int:
        return self.value.offset(0)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping from names to nodes, in file order. A name is looked up however it is written: chatText, Chat-Text.

    ``lost`` are names that stand again further down: whoever loads the file gets the last of them.
    """

    members: tuple[tuple[Leaf, Node], ...]
    at: int
    lost: tuple[Leaf, ...] = ()
    _named: dict[str, Node] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._named.update((plain_name(name.text), node) for name, node in self.members)

    def get(self, name: str) -> Node | None:
        return self._named.get(name)

    def names(self) -> frozenset[str]:
        return frozenset(self._named)

    def words(self, name: str) -> Leaf | None:
        """The field, where it holds a string that is not blank."""
        node = self.get(name)
        return node if isinstance(node, Leaf) and node.words and node.text.strip() else None

    def said(self, *names: str) -> str | None:
        """The first of these fields that says something, as a plain string: ids may be numbers."""
        for name in names:
            node = self.get(name)
            if isinstance(node, Leaf) and node.text.strip() and (node.words or node.text not in ("null", "~")):
                return " ".join(node.text.split())
        return None

    def is_false(self, name: str) -> bool:
        return (self.said(name) or "").lower() in _NO

    def is_true(self, name: str) -> bool:
        return (self.said(name) or "").lower() in _YES


Node: TypeAlias = Leaf | Items | Record


def record_of(members: list[tuple[Leaf, Node]], at: int) -> Record:
    """The record as whoever loads the file gets it: of names written twice the last counts."""
    last = {name.text: number for number, (name, _) in enumerate(members)}
    kept = tuple(member for number, member in enumerate(members) if last[member[0].text] == number)
    lost = tuple(name for number, (name, _) in enumerate(members) if last[name.text] != number)
    return Record(kept, at, lost)


def plain_name(name: str) -> str:
    """A field's name as readers know it: ``chatText``, ``Chat text`` and ``chat-text`` are ``chat_text``."""
    return _GAPS.sub("_", _CAMEL.sub("_", name.strip())).lower()


def records(node: Node, wanted: Callable[[Record], bool]) -> Iterator[Record]:
    """Every record that is wanted, in file order; inside of one that is, no further are looked for."""
    if isinstance(node, Record):
        if wanted(node):
            yield node
        else:
            for _, child in node.members:
                yield from records(child, wanted)
    elif isinstance(node, Items):
        for child in node.nodes:
            yield from records(child, wanted)


def lost_names(node: Node) -> Iterator[Leaf]:
    """Every name of a tree that is written twice in one record, where it stands first."""
    if isinstance(node, Record):
        yield from node.lost
        for _, child in node.members:
            yield from lost_names(child)
    elif isinstance(node, Items):
        for child in node.nodes:
            yield from lost_names(child)
