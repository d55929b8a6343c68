"""Strangers' words made safe to show: no control characters, no terminal sequences, no turned direction of writing."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours, cursor, clearing
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]{0,512}(?:\x07|\x1b\\\\|\x9c)"  # titles, links, clipboard
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, save tab and line feed
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction and other unseen ones
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"  # no characters at all, and tags
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


def whole(text: str) -> str:
    """The text with half characters (lone surrogates) replaced one for one, so that it can be encoded."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def shown(text: str) -> str:
    """The text as it may be shown: tabs and line feeds stay, all else that is not seen goes."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub("", _SEQUENCE.sub("", _LINE_END.sub("\n", whole(text))))


def one_line(text: str) -> str:
    """The text as it may be shown, on one line. Blanks at its ends stay, as one."""
    return _BLANKS.sub(" ", shown(text))
