"""Replies in records of any shape: lists of records, records by id, plain mappings, and all of these nested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.libraries.build import About, Maker, about_record
from auditor.libraries.fields import by_language, strings, text_nodes
from auditor.libraries.interface import SkippedEntry
from auditor.libraries.nodes import Items, Leaf, Node, Record, lost_names, plain_name
from auditor.libraries.source import Source
from auditor.libraries.suppressions import merged
from auditor.model import Entry

_SHOWN = 12
_TRANSLATED = frozenset(("translations", "translation", "variants", "versions", "locales", "localizations"))
_INSIDE = frozenset(("children", "items", "replies", "macros", "responses", "canned_responses", "templates"))


@dataclass(frozen=True, slots=True)
class Found:
    """A reply in a tree: its text, what is known about it, and where it begins (with its title or id)."""

    text: Leaf
    about: About
    html: bool | None
    at: int


def find_replies(node: Node, text_field: str | None = None, flat: bool = True) -> Iterator[Found]:
    """Every reply of a tree, in file order.

    With ``text_field`` only what stands in a field of that name. ``flat``: a mapping of names to nothing but
    sentences is a library too; a row of a table is not.
    """
    return _Finder(plain_name(text_field) if text_field else None, flat).walk(node, About("", ""))


def make_all(maker: Maker, tree: Node, text_field: str | None) -> Iterator[Entry | SkippedEntry]:
    """The entries of a tree. Raises NoReplies, naming the fields there are, when it holds records but no reply."""
    found = list(find_replies(tree, text_field))
    if not found and (names := field_names(tree)):
        raise nothing_found(maker.source, names, text_field)
    for reply in found:
        yield maker.make(reply.text.value, reply.about, reply.html)
    yield from lost_entries(maker.source, tree)


def lost_entries(source: Source, tree: Node) -> Iterator[SkippedEntry]:
    """What nobody who loads the file gets to see."""
    for name in lost_names(tree):
        yield source.skipped(name.at, "the name is written twice, and the last one counts", name.text)


def nothing_found(source: Source, names: list[str], text_field: str | None) -> Exception:
    looked = f"no field {text_field}" if text_field else "no field that usually holds a reply"
    more = ", …" if len(names) > _SHOWN else ""
    there = ", ".join(names[:_SHOWN]) + more
    return source.no_replies(f"{looked}; there are {there}: name the one that holds the text.")


def field_names(node: Node) -> list[str]:
    """The names of the fields of a tree, each once."""
    names: dict[str, None] = {}
    rest = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, Record):
            names.update((" ".join(name.text.split()), None) for name, _ in one.members)
            rest += [child for _, child in reversed(one.members)]
        elif isinstance(one, Items):
            rest += reversed(one.nodes)
    return list(names)


class _Finder:
    def __init__(self, text_field: str | None, flat: bool) -> None:
        self.field = text_field
        self.flat = flat and not text_field

    def walk(self, node: Node, about: About) -> Iterator[Found]:
        """``about`` is what is known from around: the name under which the node stands, the language."""
        if isinstance(node, Record):
            yield from self._record(node, about)
        elif isinstance(node, Items):
            if not self.field and (leaves := strings(node)):
                yield from self._each(leaves, about, None, node.at)
            else:
                for child in node.nodes:
                    yield from self._item(child, replace(about, key="", title=""))

    def _item(self, node: Node, about: About) -> Iterator[Found]:
        """One of a list: if it is a record its names are fields, never names of replies."""
        if self.flat and isinstance(node, Record):
            yield from _Finder(self.field, flat=False).walk(node, about)
        else:
            yield from self.walk(node, about)

    def _record(self, record: Record, around: About) -> Iterator[Found]:
        texts = list(text_nodes(record, self.field))
        if texts:
            yield from self._entry(record, texts, around)
        elif versions := by_language(record):
            about = _inside(around, record)
            for code, node in versions:
                yield from self._version(node, replace(about, lang=code), record.at)
        elif self.flat and _is_flat(record):
            yield from self._flat(record, around)
        else:
            for name, child in record.members:
                if not isinstance(child, Leaf):
                    yield from self.walk(child, replace(around, key=name.text, title=name.text))

    def _entry(self, record: Record, texts: list[tuple[str | None, Node, bool]], around: About) -> Iterator[Found]:
        about = _inside(around, record)
        for code, node, html in texts:
            known = replace(about, lang=code or about.lang)
            leaves = [node] if isinstance(node, Leaf) else strings(node) if isinstance(node, Items) else []
            yield from self._each(leaves, known, html or None, record.at)
        for name, child in record.members:
            if plain_name(name.text) in _TRANSLATED:
                yield from self._translations(child, about)
            elif plain_name(name.text) in _INSIDE and isinstance(child, Items):
                yield from self.walk(child, replace(around, key="", title=""))

    def _translations(self, node: Node, about: About) -> Iterator[Found]:
        """The same reply in other languages: records by language, or a list of records that name theirs."""
        if isinstance(node, Record):
            for code, child in by_language(node):
                yield from self._version(child, replace(about, lang=code), node.at)
        elif isinstance(node, Items):
            for child in node.nodes:
                yield from self.walk(child, about)

    def _version(self, node: Node, about: About, at: int) -> Iterator[Found]:
        if not isinstance(node, Leaf):
            yield from self.walk(node, about)
        elif node.words and node.text.strip() and not self.field:
            yield Found(node, about, None, at)

    def _flat(self, record: Record, around: About) -> Iterator[Found]:
        """``{greeting: "Hello …", refunds: {late: "Your refund …"}}``."""
        for name, child in record.members:
            about = replace(around, key=_path(around.key, name.text), title=name.text)
            if isinstance(child, Leaf):
                if child.text.strip():
                    yield Found(child, about, None, name.at)
            else:
                yield from self.walk(child, about)

    def _each(self, leaves: list[Leaf], about: About, html: bool | None, at: int) -> Iterator[Found]:
        """One text, or several under one name, which are then numbered."""
        for number, leaf in enumerate(leaves, 1):
            if len(leaves) == 1:
                yield Found(leaf, about, html, at)
            else:
                key, title = (f"{name} {number}".strip() for name in (about.key, about.title))
                yield Found(leaf, replace(about, key=key, title=title), html, leaf.at)


def _inside(around: About, record: Record) -> About:
    own = about_record(record, around.key)
    return replace(
        own,
        title=own.title or around.title,
        lang=own.lang or around.lang,
        public=own.public and around.public,
        channel=own.channel or around.channel,
        suppressions=merged((around.suppressions, own.suppressions)),
    )


def _is_flat(record: Record) -> bool:
    """Names and sentences, nothing else: numbers, or strings without a space, would be facts about something."""
    leaves = [child for _, child in record.members if isinstance(child, Leaf)]
    sentences = sum(" " in leaf.text.strip() for leaf in leaves)
    return bool(leaves) and all(leaf.words for leaf in leaves) and sentences * 2 > len(leaves)


def _path(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if outer else inner
