"""From Markdown to the words a customer reads: emphasis, links and wrapped lines, each word still at its place."""

from __future__ import annotations

import re

from auditor.libraries.html_text import words_of
from auditor.libraries.traced import Traced, Tracer

_MARK = re.compile(
    r"""(?P<code>`[^`\n]{1,500}`)
      | (?P<image>!\[[^\]\n]{0,500}\]\([^()\s]{1,2000}\))
      | (?P<link>\[(?P<words>[^\[\]\n]{1,500})\]\((?P<address><?[^()\s]{1,2000})(?:[ ]"[^"\n]{0,300}")?\))
      | (?P<auto><(?P<url>(?:https?://|mailto:)[^<>\s]{1,2000})>)
      | (?P<escape>\\(?P<sign>[!-/:-@\[-`{-~]))
      | (?P<strong>\*\*(?P<inner>(?!\s)[^\n]{1,1000}?)(?<!\s)\*\*)
      | (?P<em>(?<![*\w])\*(?P<soft>(?![\s*])[^*\n]{1,500}?)(?<!\s)\*(?![*\w]))
      | (?P<hard>(?:[ ]{2,}|\\)\n)
      | (?P<wrap>[ \t]?\n(?=[^\n]))""",
    re.VERBOSE,
)
_NEW_LINE = re.compile(r"[ \t]*(?:[-*+•][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||>|<!--|[A-Z][\w ]{1,20}:[ ])")


def markdown_words(traced: Traced) -> tuple[Traced, str]:
    """The text as read, and what its HTML comments say. A link is its words, then its address."""
    tracer = Tracer()
    _write(traced, 0, len(traced.text), tracer)
    return words_of(tracer.done(traced.offset(0)))


def _write(traced: Traced, start: int, end: int, tracer: Tracer) -> None:
    at = start
    for found in _MARK.finditer(traced.text, start, end):
        tracer.take(traced, at, found.start())
        _mark(traced, found, tracer)
        at = found.end()
    tracer.take(traced, at, end)


def _mark(traced: Traced, found: re.Match[str], tracer: Tracer) -> None:
    if found["code"]:
        tracer.take(traced, found.start() + 1, found.end() - 1)
    elif found["link"]:
        _link(traced, found, tracer)
    elif found["auto"]:
        tracer.take(traced, *found.span("url"))
    elif found["escape"]:
        tracer.take(traced, *found.span("sign"))
    elif found["strong"]:
        _write(traced, *found.span("inner"), tracer)
    elif found["em"]:
        _write(traced, *found.span("soft"), tracer)
    elif found["hard"] or found["wrap"]:
        wraps = found["wrap"] and tracer.last not in ("", "\n") and not _NEW_LINE.match(traced.text, found.end())
        tracer.put(" " if wraps else "\n", traced.offset(found.end() - 1))


def _link(traced: Traced, found: re.Match[str], tracer: Tracer) -> None:
    """``[words](address)``: the words, then the address, unless the words are the address."""
    _write(traced, *found.span("words"), tracer)
    start, end = found.span("address")
    start += found["address"].startswith("<")
    end -= found["address"].endswith(">")
    address = traced.text[start:end]
    if address.startswith("#") or address.removeprefix("mailto:") in found["words"]:
        return
    tracer.put(" ", traced.offset(start - 1))
    tracer.take(traced, start + (7 if address.startswith("mailto:") else 0), end)
