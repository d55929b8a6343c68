"""Markdown by lines: headings, quotes, fences, paragraphs. As much of CommonMark as libraries of replies use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from auditor.libraries.source import Source
from auditor.libraries.traced import Traced, Tracer

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)


class Kind(Enum):
    """What a block of lines is, told by how its first line begins."""

    HEADING = "heading"
    QUOTE = "quote"
    FENCE = "fence"
    PLAIN = "plain"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind, without what marks them. ``info`` is a fence's language; ``level`` a heading's."""

    kind: Kind
    text: Traced
    at: int
    info: str = ""
    level: int = 0


def front_matter(source: Source) -> tuple[str, int]:
    """What stands between ``---`` lines at the very top, and where that ends."""
    found = _FRONT.match(source.text)
    return (found[1], found.end()) if found else ("", 0)


def blocks(source: Source) -> Iterator[Block]:
    """The blocks of a file, in order. A paragraph goes on over blank lines until something else begins."""
    return _Blocks(source).read()


@dataclass(slots=True)
class _Line:
    text: str
    at: int


class _Blocks:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.plain: list[_Line] = []

    def read(self) -> Iterator[Block]:
        lines = self._lines(front_matter(self.source)[1])
        at = 0
        while at < len(lines):
            line = lines[at]
            if fence := _FENCE.match(line.text):
                yield from self._flush()
                inside, at = _fenced(lines, at, fence[1])
                yield Block(Kind.FENCE, _join(inside, line.at), line.at, fence[2].lower())
            elif heading := _HEADING.match(line.text):
                yield from self._flush()
                yield self._heading(line, heading, len(heading[1]))
                at += 1
            elif _QUOTE.match(line.text):
                yield from self._flush()
                inside, at = _quoted(lines, at)
                yield Block(Kind.QUOTE, _join(inside, line.at), line.at)
            elif line.text.lstrip().startswith("<!--"):
                yield from self._flush()
                inside, at = _comment(lines, at)
                yield Block(Kind.COMMENT, _join(inside, line.at), line.at)
            elif (under := _UNDERLINE.match(line.text)) and self._ends_in_title():
                title = self.plain.pop()
                yield from self._flush()
                yield Block(Kind.HEADING, _join([title], title.at), title.at, level=1 if under[1][0] == "=" else 2)
                at += 1
            elif _RULE.match(line.text):
                yield from self._flush()
                at += 1
            else:
                self.plain.append(line)
                at += 1
        yield from self._flush()

    def _lines(self, start: int) -> list[_Line]:
        found = []
        for number, at in enumerate(self.source.line_starts):
            if at < start:
                continue
            end = self.source.line_starts[number + 1] if number + 1 < len(self.source.line_starts) else None
            found.append(_Line(self.source.text[at:end].rstrip("\r\n"), at))
        return found

    def _ends_in_title(self) -> bool:
        """Whether the line before, and it alone, can be a heading that is underlined."""
        alone = len(self.plain) == 1 or not self.plain[-2].text.strip() if self.plain else False
        return alone and bool(self.plain[-1].text.strip())

    def _flush(self) -> Iterator[Block]:
        lines, self.plain = self.plain, []
        while lines and not lines[0].text.strip():
            lines.pop(0)
        while lines and not lines[-1].text.strip():
            lines.pop()
        if lines:
            yield Block(Kind.PLAIN, _join(lines, lines[0].at), lines[0].at)

    def _heading(self, line: _Line, found: re.Match[str], level: int) -> Block:
        start, end = found.span(2)
        return Block(Kind.HEADING, self.source.between(line.at + start, line.at + end), line.at, level=level)


def _fenced(lines: list[_Line], at: int, mark: str) -> tuple[list[_Line], int]:
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    inside: list[_Line] = []
    for number in range(at + 1, len(lines)):
        if closing.match(lines[number].text):
            return inside, number + 1
        inside.append(lines[number])
    return inside, len(lines)


def _quoted(lines: list[_Line], at: int) -> tuple[list[_Line], int]:
    """The lines of a quote without their marks; a line without one still belongs to the paragraph before it."""
    inside: list[_Line] = []
    while at < len(lines):
        line = lines[at]
        if mark := _QUOTE.match(line.text):
            inside.append(_Line(line.text[mark.end() :], line.at + mark.end()))
        elif not _goes_on(line.text) or not inside[-1].text.strip():
            break
        else:
            inside.append(line)
        at += 1
    return inside, at


def _goes_on(text: str) -> bool:
    if not text.strip() or text.lstrip().startswith(("<!--", "- ", "* ", "+ ")):
        return False
    return not any(mark.match(text) for mark in (_FENCE, _HEADING, _RULE))


def _comment(lines: list[_Line], at: int) -> tuple[list[_Line], int]:
    inside: list[_Line] = []
    for number in range(at, len(lines)):
        inside.append(lines[number])
        if "-->" in lines[number].text:
            return inside, number + 1
    return inside, len(lines)


def _join(lines: list[_Line], at: int) -> Traced:
    tracer = Tracer()
    for number, line in enumerate(lines):
        if number:
            before = lines[number - 1]
            tracer.put("\n", before.at + len(before.text))
        tracer.run(line.text, line.at)
    return tracer.done(at)
