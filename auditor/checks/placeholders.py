"""Placeholders of the usual syntaxes, and how a text reads with them filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Span

# Every branch is bounded and its classes do not overlap with what ends it.
_WHOLE = re.compile(
    r"\{\{\{[^{}\n]{1,160}\}\}\}|\{\{(?!\s{0,9}\})[^{}\n]{1,160}\}\}|\{%[^{}%\n]{1,160}%\}|<<[^<>\n]{1,60}>>"
    r"|(?:\$|(?<!\{))\{[A-Za-z_][\w.\- ]{0,60}\}(?!\})|\[\[[A-Za-z][^\[\]\n]{0,60}\]\]|\[[A-Za-z][^\[\]\n]{0,80}\](?![(\w])"
    r"|(?<![\w%])%[A-Za-z][\w.]{1,40}%(?![\w%])"
)
_NAME = re.compile(r"[\w.\-\[\]]+")
_CONTROL = re.compile(r"\s*(?:if|else|elsif|elif|endif|unless|endunless|case|when|endcase|for|endfor|assign)\b")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``{{customer.name | fallback: "there"}}``: where it stands, the name in it, and what follows the name."""

    span: Span
    opens: str
    name: str
    rest: str

    @property
    def words(self) -> frozenset[str]:
        """The words of its name: ``customer.firstName`` → customer, first, name."""
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", f"{self.name} {self.rest}")
        return frozenset(re.split(r"[\W_]+", apart.casefold())) - {""}

    @property
    def is_control(self) -> bool:
        """``{% if … %}``: it steers, and stands for no words."""
        return self.opens == "{%" and _CONTROL.match(f"{self.name} ") is not None


def placeholders_in(text: str) -> Iterator[Placeholder]:
    """Every whole placeholder of a text, from left to right."""
    for match in _WHOLE.finditer(text):
        whole = match[0]
        opens = next((o for o in ("${", "{{{", "{{", "{%", "<<", "[[", "{", "[", "%") if whole.startswith(o)), "")
        inner = whole[len(opens) : -1 if opens in {"{", "${", "[", "%"} else -len(opens)].strip()
        name = _NAME.match(inner)
        yield Placeholder(
            Span(match.start(), match.end()), opens, name[0] if name else inner, inner[name.end() :] if name else ""
        )


def filled(text: str, stands_for: Mapping[str, Sequence[str]]) -> str:
    """The text with every placeholder as what it stands for: an address, a number, a link where its name says so
    (``stands_for``: ``url``, ``phone``, ``email`` → words of names), else as a slot. No place in the text moves."""
    parts, position = [], 0
    for one in placeholders_in(text):
        if not one.is_control:
            parts += [text[position : one.span.start], _stand_in(one, stands_for)]
            position = one.span.end
    return "".join([*parts, text[position:]])


def _stand_in(one: Placeholder, stands_for: Mapping[str, Sequence[str]]) -> str:
    length = one.span.end - one.span.start
    words = one.words
    if words & set(stands_for.get("url", ())) and length >= 7:
        return "www." + "x" * (length - 4)
    if words & set(stands_for.get("email", ())) and length >= 6:
        return "x" * (length - 5) + "@x.xx"
    if words & set(stands_for.get("phone", ())) and 8 <= length <= 16:
        return "+" + "1" * (length - 1)
    return "{{" + "_" * (length - 4) + "}}" if length >= 5 else "{" + "_" * (length - 2) + "}"
