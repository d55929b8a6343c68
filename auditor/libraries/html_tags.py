"""The tags, comments and entities of the HTML that helpdesks keep, found in bounded time."""

from __future__ import annotations

import re
from html.entities import html5


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


# Only tags we know are tags: in "Hi <name>" a placeholder stands, and it stays.
BREAKS = _words("""address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
    li main ol p pre section table tbody tfoot thead tr ul""")
PARAGRAPHS = _words("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul")
INLINE = _words("""a abbr b big cite code del em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u
    var wbr body html head meta link td th col colgroup caption center figcaption base""")
DROPPED = _words("script style title template noscript iframe object svg")
PLACEHOLDER = "attribute"  # how Intercom writes {{user.name | fallback: "there"}} in HTML
KNOWN = BREAKS | INLINE | DROPPED | {"br", PLACEHOLDER}

# Possessive throughout: what fails, fails at once. A value holds no "<" but in a placeholder such as <<name>>.
TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)
        (?P<rest>(?:[\s/](?:[^<>"']|"(?:[^"<]|<<[^<>"]{0,60}>>)*+"|'[^'<]*+')*+)?+)>""",
    re.VERBOSE,
)
DECLARATION = re.compile(r"<![a-zA-Z][^<>]{0,500}>|<\?[^<>]{0,500}>")
ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,31}));")
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

_SIGN = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")


def is_html(text: str) -> bool:
    """Whether a text was written as HTML: it holds a tag we know, a comment, or an entity."""
    if "<" in text and ("<!--" in text or any(found[1].lower() in KNOWN for found in _SIGN.finditer(text))):
        return True
    return "&" in text and any(entity(found) is not None for found in ENTITY.finditer(text))


def entity(found: re.Match[str]) -> str | None:
    """What an entity stands for; None where it stands for nothing, and is text."""
    if found[3]:
        return html5.get(found[3] + ";")
    number = int(found[1]) if found[1] else int(found[2], 16)
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return None
    return chr(number)
