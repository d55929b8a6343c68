"""Coaching sheets as Markdown and HTML: what they say is put together once, in blocks, and each format writes blocks."""

from __future__ import annotations

from auditor.model import Coaching, Sheet, SheetWords
from auditor.reports.coaching.html import html
from auditor.reports.coaching.index import index_blocks
from auditor.reports.coaching.markdown import markdown
from auditor.reports.coaching.quotes import Quotes
from auditor.reports.coaching.say import Say
from auditor.reports.coaching.sheet import sheet_blocks

_FORMATS = {"markdown": (markdown, ".md"), "html": (html, ".html")}
FORMATS = tuple(_FORMATS)


def render_sheet(
    coaching: Coaching, sheet: Sheet, words: SheetWords, format: str, *, show_personal_data: bool = False
) -> str:
    """One sheet in one of ``FORMATS``. Personal data is hidden unless it is asked for, but for the name it is about."""
    quotes = Quotes.of(coaching, sheet, show_personal_data)
    say = Say(words)
    write, _ = _FORMATS[format]
    return write(say.title(sheet), sheet_blocks(coaching, sheet, say, quotes), say)


def render_index(coaching: Coaching, words: SheetWords, format: str) -> str:
    """The list of all sheets of a run, in the format that they have."""
    say = Say(words)
    write, ending = _FORMATS[format]
    return write(say("index-title"), index_blocks(coaching, say, ending), say)


def file_of(name: str, format: str) -> str:
    """The file of a sheet."""
    return f"{name}{_FORMATS[format][1]}"


__all__ = ["FORMATS", "file_of", "render_index", "render_sheet"]
