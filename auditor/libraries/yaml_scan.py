"""YAML that keeps places: every scalar is laid back on the characters it was written with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from auditor.libraries.nodes import Items, Leaf, Node, record_of
from auditor.libraries.source import Source
from auditor.libraries.traced import Traced, Tracer, writable

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACE = " \t\r\n\x85\u2028\u2029"
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[\s\S])")
_MEANS = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_MEANS |= {"N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "\t": "\t"}
_HEADER = re.compile(r"[|>][^\n]*\n?")


def load_yaml(source: Source) -> Items:
    """The file's documents. Raises LibraryError with the line that is no YAML."""
    try:
        documents = list(yaml.compose_all(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise source.fault(mark.index if mark else 0, f"no YAML: {error.problem or error.context}.") from error
    except yaml.reader.ReaderError as error:
        at = error.position if isinstance(error.position, int) else 0
        raise source.fault(min(at, len(source.text)), "a control character that YAML does not allow.") from error
    except yaml.YAMLError as error:
        raise source.fault(0, f"no YAML: {' '.join(str(error).split())}.") from error
    except RecursionError as error:
        raise source.fault(0, "nested too deep; no library is.") from error
    seen: set[int] = set()
    return Items(tuple(_node(source, document, seen) for document in documents if document is not None), 0)


def scalar_spans(node: Node) -> Iterator[tuple[int, int]]:
    """Where the file's strings stand (first and last character): a ``#`` in there begins no comment."""
    if isinstance(node, Leaf):
        yield node.at, node.value.offset(max(len(node.text) - 1, 0))
    elif isinstance(node, Items):
        for child in node.nodes:
            yield from scalar_spans(child)
    else:
        for name, child in node.members:
            yield from scalar_spans(name)
            yield from scalar_spans(child)


def _node(source: Source, node: yaml.Node, seen: set[int]) -> Node:
    """A list or mapping that an alias repeats is read once, at its own place, and is empty elsewhere."""
    at = node.start_mark.index
    if isinstance(node, yaml.ScalarNode):
        return Leaf(_scalar(source, node), words=node.tag == "tag:yaml.org,2002:str")
    again = id(node) in seen
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Items(() if again else tuple(_node(source, child, seen) for child in node.value), at)
    members = [] if again else node.value
    named = ((_node(source, key, seen), value) for key, value in members)
    return record_of([(name, _node(source, value, seen)) for name, value in named if isinstance(name, Leaf)], at)


def _scalar(source: Source, node: yaml.ScalarNode) -> Traced:
    """Letters, digits and signs stand in the file in the value's order; only white space and escapes differ."""
    start, end = node.start_mark.index, node.end_mark.index
    style = node.style
    if style in ("|", ">"):
        header = _HEADER.match(source.text, start, end)
        signs = _plain(source.text, header.end() if header else start, end)
    elif style == "'":
        signs = _single(source.text, start + 1, end - 1)
    elif style == '"':
        signs = _double(source.text, start + 1, end - 1)
    else:
        signs = _plain(source.text, start, end)
    return _align(node.value, list(signs), end)


# A sign of the file: what it stands for, where, and whether it was written as an escape.
_Sign = tuple[str, int, bool]


def _plain(text: str, start: int, end: int) -> Iterator[_Sign]:
    return ((text[at], at, False) for at in range(start, end))


def _single(text: str, start: int, end: int) -> Iterator[_Sign]:
    at = start
    while at < end:
        yield text[at], at, False
        at += 2 if text.startswith("''", at) else 1


def _double(text: str, start: int, end: int) -> Iterator[_Sign]:
    at = start
    while at < end:
        found = _ESCAPE.match(text, at, end)
        if not found:
            yield text[at], at, False
            at += 1
            continue
        kind = found[0][1]
        if kind in "xuU":
            yield chr(int(found[0][2:], 16)), at, True
        elif kind not in "\r\n":  # an escaped line break stands for nothing
            yield _MEANS.get(kind, kind), at, True
        at = found.end()


def _align(value: str, signs: list[_Sign], end: int) -> Traced:
    tracer, at = Tracer(), 0
    for character in value:
        if character in _SPACE:
            if at < len(signs):
                sign, offset, escaped = signs[at]
                tracer.put(character, offset)
                at += sign == character or (sign in _SPACE and not escaped)
            else:
                tracer.put(character, max(end - 1, 0))
            continue
        while at < len(signs) and signs[at][0] != character:
            at += 1
        tracer.put(character, signs[at][1] if at < len(signs) else max(end - 1, 0))
        at += 1
    traced = tracer.done(end)
    return Traced(writable(traced.text), traced.runs)
