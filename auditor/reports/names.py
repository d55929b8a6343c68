"""Where a text names a person: after a greeting or a title, spoken to, in a signature.

A name in the middle of a sentence is found only where it is known from elsewhere. When in doubt too much is hidden.
Every pattern is bounded, so that none takes more than linear time, and is tried only where its first word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.reports.hidden import Place, Word
from auditor.reports.name_cues import NAME as _NAME
from auditor.reports.name_cues import introduced, spoken_with
from auditor.reports.name_words import (
    CLOSES,
    GREETS,
    NO_KOREAN_NAME,
    NO_NAME,
    PARTICLES,
    PLAIN_GREETS,
    TITLES,
)

_WORD = re.compile(r"[^\W\d_]{1,40}")
_LEADS = GREETS | TITLES | CLOSES
_PART, _APOSTROPHE = re.compile(r"[^ \u00a0]+"), re.compile("['’]")
_TITLE = (
    r"(?:mr|mrs|ms|mx|dr|dra|sr|sra|srta|sig|sig\.ra|signora?|dott|dott\.?ssa|dottore(?:ssa)?|avv|prof|prof\.?ssa"
    r"|mme|m|mlle|monsieur|madame|herrn?|frau|heer|mevrouw|dhr|mevr|señora?|don|doña|dña|dona|senhora?)(?:\.[ \u00a0]?|[ \u00a0])"
)
_GREETING = re.compile(
    r"\w{2,20}"
    r"(?:[ \u00a0](?:again|morning|afternoon|evening|day|you|pomeriggio|tag|morgen|abend|geehrte[rs]?|d[ií]as?|tardes?"
    r"|noches?|dia|tarde|noite))?[ \u00a0,!]{1,3}(?:@\w{1,30}[ \u00a0,]{1,2})?"
    rf"(?:{_TITLE}){{0,3}}",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"(?i:{_TITLE}){{1,3}}(?P<name>{_NAME})")
_CLOSING = re.compile(
    rf"\w{{1,20}}[,.!]{{0,2}}\s{{1,4}}(?P<name>{_NAME})"
    r"(?=\s{0,3}$|[,.\n]|[ ](?:van|from|at|de|du|dal|del|vom|von|da|do|di|der)\b)"
)
_OPENING_NAME = re.compile(rf"(?:@\w{{1,30}}[ ,:]{{1,2}}){{0,8}}(?P<name>{_NAME})(?=,[ \u00a0\n]|[!:]\s)")
_CALLED = re.compile(r",[ \u00a0](?P<name>[A-ZÀ-Þ][a-zà-ÿ'’]{1,20}(?:-[A-ZÀ-Þ][a-zà-ÿ]{1,20})?)(?=[.!?]|,\s|\s?$)")
_ASKED = re.compile(
    r"\b(?:[Pp]lease|[Pp]ls|[Pp]lz|[Ss]orry|[Aa]pologies)[ \u00a0](?P<name>[A-ZÀ-Þ][a-zà-ÿ'’]{1,20})(?=\s?[.!?]|,\s|\s?$)"
)
_KOREAN = re.compile(  # 아님 means "is not"
    r"(?<!\S)(?!아 ?님)(?:(?P<name>[^\s,.!?~]{1,20}|[A-Za-z]{1,20}(?: [A-Za-z]{1,20}){1,2}) ?님"
    r"|(?P<called>[가-힣]{2,4}|[A-Za-z]{2,20}(?: [A-Za-z]{1,20}){0,2}) ?(?:고객|회원|손)님(?=\s?[.,!]|\s안녕))"
)
_AND = re.compile(rf"[ \u00a0](?:and|&|en|et|und|e|y)[ \u00a0](?P<name>{_NAME})")
_AT_NAME = re.compile(_NAME)
_AT_PLAIN = re.compile(r"(?P<name>[a-zà-ÿ][\w'’-]{1,24}(?: [a-zà-ÿ][\w'’-]{1,24})?)(?=\s?[,!]|\s?$)")
_MARK = re.compile(r"(?<!\w)\^[ ]?(?P<name>[^\W\d_][\w.&]{0,20})")
_SIGNED = re.compile(
    rf"(?:(?<=[\s.!?,…)])|^)(?:[-–—~*/]{{1,2}}[ \u00a0]?)(?P<name>[A-ZÀ-Þ]{{1,4}}|{_NAME})\s{{0,3}}"
    r"(?:https?://\S{1,60}\s{0,3}|\(?\d/\d\)?\s{0,3}){0,3}$"
)


def words_of(text: str) -> list[Word]:
    """The words of a text, after some of which a name or a number stands."""
    return [(match.group().lower(), match.start()) for match in _WORD.finditer(text)]


def names(text: str, words: Sequence[Word], *, brand: bool) -> Iterator[Place]:
    """Every name that stands where names stand. ``brand``: the account itself speaks."""
    kind = "customer" if brand else "name"  # whom a brand addresses is its customer
    for lower, start in words:
        if lower not in _LEADS:
            continue
        if lower in GREETS and (greeting := _GREETING.match(text, start)):
            plain = _AT_PLAIN if lower in PLAIN_GREETS else _AT_NAME
            found = _AT_NAME.match(text, greeting.end()) or plain.match(text, greeting.end())
            yield from _name(text, found.span(), kind) if found else ()
            other = _AND.match(text, found.end()) if found else None
            yield from _name(text, other.span("name"), kind) if other else ()
        if lower in TITLES and (found := _TITLED.match(text, start)):
            yield from _name(text, found.span("name"), kind)
        if lower in CLOSES and start > len(text) - 120 and (found := _CLOSING.match(text, start)):
            yield from _name(text, found.span("name"), "agent" if brand else "customer")
    for span in introduced(text, words):
        yield from _name(text, span, "agent" if brand else "customer")
    for span in spoken_with(text, words):
        yield from _name(text, span, "name")
    if brand:
        yield from _spoken_to(text)
        yield from _marks(text)


def _spoken_to(text: str) -> Iterator[Place]:
    """The customer's name in a reply, where no greeting leads to it."""
    opening = _OPENING_NAME.match(text)
    if opening:
        yield from _name(text, opening.span("name"), "customer")
    for match in _CALLED.finditer(text):
        if match.start() and text[match.start() - 1].isalpha():
            yield from _name(text, match.span("name"), "customer")
    for match in _ASKED.finditer(text):
        yield from _name(text, match.span("name"), "customer")
    for match in _KOREAN.finditer(text) if "님" in text else ():
        name = match["name"] or match["called"]
        if not name.endswith(NO_KOREAN_NAME):
            start = match.start() if match["name"] else match.start("called")
            yield Place(start, start + len(name), "customer", name.casefold())


def _marks(text: str) -> Iterator[Place]:
    """The agent's mark in a reply."""
    for match in _MARK.finditer(text) if "^" in text else ():
        yield Place(*match.span(), "agent", match["name"].casefold())
    base = max(len(text) - 240, 0)
    signed = _SIGNED.search(text[base:])
    if signed:
        yield from _name(text, (base + signed.start("name"), base + signed.end("name")), "agent")


def _name(text: str, span: tuple[int, int], kind: str) -> Iterator[Place]:
    """The words of ``span`` that can be a name: cut where a word is none."""
    start, end = span
    cut = start
    while (again := _PART.match(text, start, end)) and again.group().casefold() in GREETS and again.end() < end:
        start = cut = again.end() + 1  # "Olá Oi Bruna"
    for word in _PART.finditer(text[start:end]):
        plain = _APOSTROPHE.split(word.group().casefold().strip(".'’-"), maxsplit=1)[0]
        if plain in NO_NAME and not (plain in PARTICLES and (cut > start or start + word.end() < end)):
            break  # but "Du Bois"
        cut = start + word.end()
    name = text[start:cut].rstrip(".'’-")
    if len(name) > 1 and name.casefold() not in NO_NAME:
        yield Place(start, start + len(name), kind, name.casefold())
