"""JSON that keeps places: the standard parser throws them away."""

from __future__ import annotations

import re

from auditor.libraries.nodes import Items, Leaf, Node, Record, record_of
from auditor.libraries.source import Source
from auditor.libraries.traced import Traced, Tracer

_DEEPEST = 200
_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]+')
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))')
_LITERAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_MEANS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def load_json(source: Source) -> Node:
    """The file's one value. A file named .jsonl or .ndjson is a list, one value a line. Raises LibraryError."""
    if source.path.suffix.lower() in (".jsonl", ".ndjson"):
        return load_lines(source)
    scanner = _Scanner(source, len(source.text))
    node = scanner.value(0)
    if scanner.skip() < len(source.text):
        raise source.fault(scanner.at, "something stands behind the end of the JSON value; take it out.")
    return node


def load_lines(source: Source) -> Items:
    """One value a line, blank lines passed over. Raises LibraryError with the line that is no JSON."""
    nodes = []
    for number, start in enumerate(source.line_starts):
        end = source.line_starts[number + 1] - 1 if number + 1 < len(source.line_starts) else len(source.text)
        if not source.text[start:end].strip():
            continue
        scanner = _Scanner(source, end, start)
        nodes.append(scanner.value(0))
        if scanner.skip() < end:
            raise source.fault(scanner.at, "something stands behind the JSON value of this line; take it out.")
    return Items(tuple(nodes), 0)


class _Scanner:
    def __init__(self, source: Source, end: int, at: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.end = end
        self.at = at

    def skip(self) -> int:
        """Over white space; where that ends."""
        found = _SPACE.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at
        return self.at

    def peek(self) -> str:
        at = self.skip()
        return self.text[at] if at < self.end else ""

    def value(self, depth: int) -> Node:
        first = self.peek()
        if depth > _DEEPEST:
            raise self.source.fault(self.at, f"nested more than {_DEEPEST} deep; no library is.")
        if first == "{":
            return self._record(depth)
        if first == "[":
            return self._items(depth)
        if first == '"':
            return Leaf(self._string(), words=True)
        found = _LITERAL.match(self.text, self.at, self.end)
        if not found:
            raise self.source.fault(min(self.at, self.end), f"no JSON value: {self._seen()}.")
        start, self.at = self.at, found.end()
        return Leaf(Traced(found[0], ((0, start),)), words=False)

    def _record(self, depth: int) -> Record:
        start = self.at
        self.at += 1
        members: list[tuple[Leaf, Node]] = []
        while self.peek() != "}" or members:
            if self.peek() != '"':
                raise self.source.fault(self.at, f"a name in double quotes is missing: {self._seen()}.")
            name = Leaf(self._string(), words=True)
            if self.peek() != ":":
                raise self.source.fault(self.at, f"a colon is missing: {self._seen()}.")
            self.at += 1
            members.append((name, self.value(depth + 1)))
            if not self._more("}"):
                break
        else:
            self.at += 1
        return record_of(members, start)

    def _items(self, depth: int) -> Items:
        start = self.at
        self.at += 1
        nodes: list[Node] = []
        while self.peek() != "]" or nodes:
            nodes.append(self.value(depth + 1))
            if not self._more("]"):
                break
        else:
            self.at += 1
        return Items(tuple(nodes), start)

    def _more(self, closing: str) -> bool:
        """Whether a comma follows; else the closing bracket is eaten."""
        mark = self.peek()
        if mark not in (",", closing) or not mark:
            raise self.source.fault(min(self.at, self.end), f"a comma or {closing} is missing: {self._seen()}.")
        self.at += 1
        if mark == "," and self.peek() == closing:
            raise self.source.fault(self.at, f"a comma stands before {closing}; JSON has none there.")
        return mark == ","

    def _string(self) -> Traced:
        start = self.at
        self.at += 1
        tracer = Tracer()
        while True:
            plain = _PLAIN.match(self.text, self.at, self.end)
            if plain:
                tracer.run(plain[0], self.at)
                self.at = plain.end()
            mark = self.text[self.at] if self.at < self.end else ""
            if mark == '"':
                self.at += 1
                return tracer.done(self.at - 1)
            if mark == "\\":
                self._escape(tracer)
            elif mark:
                raise self.source.fault(self.at, "a line break or control character stands in a string; write \\n.")
            else:
                raise self.source.fault(start, "a string is opened and never closed.")

    def _escape(self, tracer: Tracer) -> None:
        start = self.at
        found = _ESCAPE.match(self.text, start, self.end)
        if not found:
            raise self.source.fault(start, "an escape that JSON has not; a backslash itself is written \\\\.")
        self.at = found.end()
        if found[1]:
            tracer.put(_MEANS[found[1]], start)
            return
        unit = int(found[2], 16)
        if 0xD800 <= unit < 0xDC00:
            second = _ESCAPE.match(self.text, self.at, self.end)
            low = int(second[2], 16) if second and second[2] else 0
            if second and 0xDC00 <= low < 0xE000:
                self.at = second.end()
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
        tracer.put(chr(unit), start)

    def _seen(self) -> str:
        """What stands at the place of a fault, in words that a terminal can bear."""
        if self.at >= self.end:
            return "the file ends here" if self.end == len(self.text) else "the line ends here"
        return f"found {self.text[self.at]!r}"
