"""Sheets as Markdown: strangers' words stay words, on one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.reports.clean import one_line
from auditor.reports.coaching.blocks import Block, Command, Facts, Grid, Heading, Items, Pair, Para, Said
from auditor.reports.coaching.say import Say
from auditor.reports.markdown import escaped
from auditor.reports.pages.words import Marked


def markdown(title: str, blocks: Sequence[Block], say: Say) -> str:
    """A whole document."""
    lines = [f"# {escaped(title)}", ""]
    for block in blocks:
        lines += [*_lines(block), ""]
    return "\n".join(lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Para():
            yield f"*{escaped(block.text)}*" if block.soft else _plain(block.text)
        case Items():
            yield from (f"- {escaped(item)}" for item in block.items)
        case Said():
            yield f"> **{escaped(block.who)}:** {_marked(block.words)}"
        case Facts():
            yield from (f"- **{escaped(name)}:** {escaped(text)}" for name, text in block.rows)
        case Pair():
            yield f"| | {' | '.join(escaped(cell) for cell in block.header)} |"
            yield "| --- | --- | --- |"
            yield from (f"| **{escaped(n)}** | {_marked(one)} | {_marked(other)} |" for n, one, other in block.rows)
        case Grid():
            yield from _grid(block)
        case Command():
            yield from _fenced(block.text)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"| {' | '.join(escaped(cell) for cell in grid.header)} |"
    yield f"|{''.join(' ---: |' if i in grid.numeric else ' --- |' for i in range(len(grid.header)))}"
    for number, row in enumerate(grid.rows):
        cells = [escaped(cell) for cell in row]
        if grid.links:
            cells[0] = f"[{cells[0]}]({grid.links[number]})"
        yield f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A paragraph that nothing in it turns into a list or a heading."""
    return re.sub(r"^(\s*)([-+=]|\d+(?=[.)]))", r"\1\\\2", escaped(text))


def _marked(words: Marked) -> str:
    found = f"<strong>{escaped(words.words)}</strong>" if words.words else ""
    return f"{escaped(words.before)}{found}{escaped(words.after)}"


def _fenced(text: str) -> Iterator[str]:
    """A block of code that no run of backticks in it can end."""
    line = one_line(text)
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}sh", line, fence)
