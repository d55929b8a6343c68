"""Where a text holds an address on a network: an e-mail, a handle, what an address of a page says of a person.

Every pattern is bounded, so that none takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.reports.hidden import Place, Word
from auditor.reports.name_cues import led_by
from auditor.reports.name_words import LABELS, NO_PERSON

_NOT_LETTER = re.compile(r"[\W_]")
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}(?:@|%40|\s?[(\[{]\s?(?:at|ät|chiocciola|arroba)\s?[)\]}]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[(\[{]\s?(?:dot|punto|punkt|point|ponto|punt)\s?[)\]}]\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_SPELT_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{2,64}\s(?:at|ät|chiocciola|arroba|arobase)\s[\w-]{2,63}"
    r"(?:\s(?:dot|punto|punkt|point|ponto|punt)\s[\w-]{2,63}){1,3}(?!\w)",
    re.IGNORECASE,
)
_DOTS = ("dot", "punt", "punkt", "point", "ponto")
_HANDLE = re.compile(r"(?<![\w@＠.])[@＠](\w[\w.]{0,29}\w|\w)")
_SOCIAL = re.compile(
    r"(?://|www\.|m\.|mobile\.|(?<![\w.@/]))(?:twitter|x|facebook|fb|instagram|linkedin|tiktok|threads|t|wa|telegram|bsky|snapchat)"
    r"\.(?:com|me|net|app)/(?:in/|add/|profile/|u/|@)?([\w.+-]{1,60}[\w+-])",
    re.IGNORECASE,
)
_A_SITE = re.compile(r"\.(?:com|me|net|app)/", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<!\w)(?:instagram|insta|ig|twitter|telegram|skype|snapchat|snap|tiktok|discord|psn|xbox(?: live)?|steam|gamertag"
    r"|user ?name|user ?id|login|nickname|nome utente|nombre de usuario|usuario|usuário|benutzername|gebruikersnaam"
    r"|identifiant|pseudo)(?:[ ](?:id|name|handle|account|tag|nick|is|ist|è|es|est|é)){0,3}[:=]?[ ]"
    r"(?P<name>(?=[A-Za-z.]{0,29}[\d_]|[A-Za-z]{1,29}\.[A-Za-z]|(?-i:[a-z]{2,20}[A-Z]))[A-Za-z0-9][\w.-]{1,29}\w)",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"[\d.]+|\w+\.(?:com|net|org|app|me|it|de|fr|es|nl|pt|co)", re.IGNORECASE)
_QUERY = re.compile(
    r"[?&;](?:[\w.-]{0,20}(?:order|track|booking|reserv|ticket|case|mail|phone|tel|name|user|account|customer|token"
    r"|pnr|awb|parcel|shipment|invoice|ref)[\w.-]{0,20})=([^&;#\s]{3,200})",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"/(?:order|track|parcel|shipment|package|booking|reserv|case|invoice|account|customer|user|profile|member|claim|ordin"
    r"|pedido|commande|bestell|sendung|spedizion|colis|pakket|zending|encomenda)[\w-]{0,14}/([\w-]{0,40}\d[\w-]{0,40})",
    re.IGNORECASE,
)
_PARCEL = re.compile(r"(?<![A-Za-z0-9])(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}|\d{3}-\d{7}-\d{7})(?![A-Za-z0-9])")


def addresses(text: str, words: Iterable[Word], links: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """Every address of a person; ``links`` are the ranges of links, in which the parts that lead to nobody stay."""
    if _may_hold_an_at(text):
        for match in _EMAIL.finditer(text):
            yield Place(*match.span(), "email", match.group().casefold().replace("%40", "@"))
    lower = text.lower()
    if any(dot in lower for dot in _DOTS):
        for match in _SPELT_EMAIL.finditer(text):
            yield Place(*match.span(), "email", match.group().casefold())
    if "@" in text or "＠" in text:
        for match in _HANDLE.finditer(text):
            yield Place(*match.span(), "handle", match[1].casefold())
    for match in _SOCIAL.finditer(text) if "/" in text and _A_SITE.search(text) else ():
        if match[1].casefold() not in NO_PERSON:
            yield Place(*match.span(1), "handle", match[1].casefold())
    for match in led_by(LABELS, _LABEL, text, words):
        if _ORDINARY.fullmatch(match["name"]) is None:
            yield Place(*match.span("name"), "handle", match["name"].casefold())
    for start, end in links:
        for pattern in (_QUERY, _PATH):
            for match in pattern.finditer(text, start, end):
                yield Place(*match.span(1), "number", _NOT_LETTER.sub("", match[1]).upper())
        for match in _PARCEL.finditer(text, start, end):
            yield Place(*match.span(), "number", match.group())


def _may_hold_an_at(text: str) -> bool:
    """Whether an ``@`` stands behind a word, or another sign that may stand for one is there: most posts hold a handle only."""
    at = text.find("@")
    while at >= 0:
        if at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            return True
        at = text.find("@", at + 1)
    return "%40" in text or any(bracket in text for bracket in "([{")
