"""From HTML to the words a customer reads, each still at its place in the file."""

from __future__ import annotations

import re

from auditor.libraries.html_tags import (
    ATTRIBUTE,
    BREAKS,
    DECLARATION,
    DROPPED,
    ENTITY,
    KNOWN,
    PARAGRAPHS,
    PLACEHOLDER,
    TAG,
    entity,
    is_html,
)
from auditor.libraries.line_breaks import even_breaks
from auditor.libraries.traced import Traced, Tracer

_SPACE = " \t\r\n\f"
_MARK = re.compile(r"[<&]")
_MARK_OR_SPACE = re.compile(r"[<&]|[ \t\r\n\f]{2,}|[\t\r\n\f]")
# Where one of these stands, line breaks in the source are mere spaces, as in a browser; elsewhere they are breaks.
_LAID_OUT = re.compile(r"<(?:br|p|div)[\s/>]", re.IGNORECASE)
_CLOSING = frozenset(".,;:!?)]}\"'»”’…")
_SCHEMES = ("mailto:", "tel:", "sms:")


def words_of(traced: Traced, html: bool | None = None) -> tuple[Traced, str]:
    """The text as read, and what its comments say. ``html`` None: told by the text itself.

    Block tags become line breaks, list items begin with a dash, scripts and styles are dropped, and a link becomes
    its words with its address behind them. Tags that HTML has not stay: they are placeholders.
    """
    if html is None:
        html = is_html(traced.text)
    if not html:
        return even_breaks(traced).strip(), ""
    reader = _Html(even_breaks(traced, joined=False))
    reader.read()
    return reader.out.done(traced.offset(0)).strip(), "\n".join(reader.comments)


class _Html:
    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.text = traced.text
        self.out = Tracer()
        self.comments: list[str] = []
        self.flows = bool(_LAID_OUT.search(self.text))
        self.link: tuple[int, int, int] | None = None  # where the address begins and ends; where its words begin
        self.said: list[str] = []  # the words of the open link
        self.glued = False  # an address was just written: words must not run into it

    def read(self) -> None:
        at, following = 0, _MARK_OR_SPACE if self.flows else _MARK
        while found := following.search(self.text, at):
            self._words(at, found.start())
            at = self._mark(found)
        self._words(at, len(self.text))
        self._close_link(len(self.text))

    def _mark(self, found: re.Match[str]) -> int:
        """Deals with a tag, an entity or white space; where it ends."""
        start = found.start()
        if found[0][0] in _SPACE:
            return self._space(found)
        if found[0] == "&":
            sign = ENTITY.match(self.text, start)
            means = entity(sign) if sign else None
            if sign and means:
                self._put(means, start)
                return sign.end()
            self._take(start, start + 1)
            return start + 1
        if self.text.startswith("<!--", start):
            return self._comment(start)
        if declaration := DECLARATION.match(self.text, start):
            return declaration.end()
        tag = TAG.match(self.text, start)
        if tag and tag["name"].lower() in KNOWN and not self.text.startswith("<", start - 1 if start else 1):
            return self._tag(tag)
        self._take(start, start + 1)
        return start + 1

    def _words(self, start: int, end: int) -> None:
        """Words between two marks. A space at the beginning of a line is none."""
        bare = self.flows and start < end and self.text[start] == " " and self.out.last in ("", " ", "\n")
        self._take(start + 1 if bare else start, end)

    def _take(self, start: int, end: int) -> None:
        if start < end:
            self._apart(self.text[start], start)
            self.out.take(self.traced, start, end)
            self.said.append(self.text[start:end])

    def _put(self, words: str, at: int) -> None:
        self._apart(words[0], at)
        self.out.put(words, self.traced.offset(at))
        self.said.append(words)

    def _apart(self, following: str, at: int) -> None:
        if self.glued and not following.isspace() and following not in _CLOSING:
            self.out.put(" ", self.traced.offset(max(at - 1, 0)))
        self.glued = False

    def _space(self, found: re.Match[str]) -> int:
        if self.out.last not in ("", " ", "\n"):
            self._put(" ", found.start())
        return found.end()

    def _comment(self, start: int) -> int:
        """A comment that is never closed is closed at the end of the text, as in a browser."""
        end = self.text.find("-->", start)
        end = end if end >= 0 else len(self.text)
        self.comments.append(self.text[start + 4 : end])
        return min(end + 3, len(self.text))

    def _tag(self, tag: re.Match[str]) -> int:
        name, closing, start = tag["name"].lower(), bool(tag["close"]), tag.start()
        if name in DROPPED:
            return tag.end() if closing else self._dropped(name, tag.end())
        if name == "a":
            self._close_link(start)
            if not closing:
                self._open_link(tag)
        elif name == PLACEHOLDER:
            self._placeholder(tag)
        elif name == "br":
            self.out.put("\n", self.traced.offset(start))
            self.glued = False
        elif name in BREAKS:
            self._break(start, 2 if name in PARAGRAPHS and not self._in_item(name) else 1)
            if name == "li" and not closing:
                self.out.put("- ", self.traced.offset(start))
        elif name in ("td", "th") and not closing and self.out.last not in ("", " ", "\n"):
            self.out.put(" ", self.traced.offset(start))
        return tag.end()

    def _in_item(self, name: str) -> bool:
        return name == "p" and self.out.ends_with("\n- ")

    def _break(self, start: int, lines: int) -> None:
        self.glued = False
        if not len(self.out) or self._in_item("p"):
            return
        while not self.out.ends_with("\n" * lines):
            self.out.put("\n", self.traced.offset(start))

    def _dropped(self, name: str, start: int) -> int:
        found = re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE).search(self.text, start)
        return found.end() if found else len(self.text)

    def _open_link(self, tag: re.Match[str]) -> None:
        self.said = []
        place = _attribute(tag, "href")
        if place:
            self.link = (*place, tag.start())

    def _close_link(self, at: int) -> None:
        """Writes the address behind the link's words, unless the words say it already."""
        if self.link is None:
            return
        start, end, _ = self.link
        self.link = None
        address = self.text[start:end].strip()
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        for scheme in _SCHEMES:
            if address.lower().startswith(scheme):
                address, start = address[len(scheme) :], start + len(scheme)
        if not address or address.startswith("#") or address.lower().startswith(("javascript:", "data:")):
            return
        if _bare(_plain(address)) in _bare("".join(self.said)):
            return
        if self.out.last and not self.out.last.isspace():
            self.out.put(" ", self.traced.offset(max(start - 1, 0)))
        self.glued = False
        self._address(start, start + len(address))
        self.glued = True

    def _address(self, start: int, end: int) -> None:
        at = start
        for sign in ENTITY.finditer(self.text, start, end):
            means = entity(sign)
            if means:
                self.out.take(self.traced, at, sign.start())
                self.out.put(means, self.traced.offset(sign.start()))
                at = sign.end()
        self.out.take(self.traced, at, end)

    def _placeholder(self, tag: re.Match[str]) -> None:
        """``<attribute key="user.name" default="there"/>`` as an agent writes it, each part at its place."""
        key, default = _attribute(tag, "key"), _attribute(tag, "default")
        if not key:
            return
        self._put("{{", tag.start())
        self._take(*key)
        if default:
            self._put(' | fallback: "', tag.start())
            self._address(*default)
            self._put('"', tag.start())
        self._put("}}", tag.start())


def _attribute(tag: re.Match[str], name: str) -> tuple[int, int] | None:
    """Where an attribute's value stands in the text."""
    for found in ATTRIBUTE.finditer(tag.string, *tag.span("rest")):
        if found[1].lower() == name:
            group = next(number for number in (2, 3, 4) if found[number] is not None)
            return found.span(group)
    return None


def _plain(address: str) -> str:
    return ENTITY.sub(lambda sign: entity(sign) or sign[0], address)


def _bare(address: str) -> str:
    """An address as people write it: without scheme, www and the last slash."""
    return re.sub(r"^(?:https?:)?//(?:www\.)?|/$", "", address.strip().lower())
