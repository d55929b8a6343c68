"""Words by which a text itself says that a name follows: who speaks, and whom somebody spoke with.

Every pattern begins with fixed words and is bounded, so that none takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from auditor.reports.hidden import Word
from auditor.reports.name_words import INTRODUCING, SPEAKING

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_FIRST = rf"{_CAPITAL}[\w'’-]{{0,24}}"
_NEXT = (
    r"(?:(?:van|von|de|van de|van der|van den|von der|de la|du|di|da|del|della|dos)[ \u00a0])?"
    rf"{_CAPITAL}[\w'’-]{{1,24}}"
)
_LED = (
    r"(?:(?:Van|Von|Vanden|Vander|De)[ \u00a0](?:(?:den|der|de|ter|ten)[ \u00a0])?[a-zà-ÿ][\w'’-]{2,24})"  # Van der aa
)
NAME = rf"(?:{_LED}|(?:[A-Z]\.[ ]?){{0,2}}{_FIRST}(?:[ \u00a0](?:{_NEXT}|(?:van|von|de) (?:den|der|de) [\w'’-]{{1,24}})){{0,4}})"
_OF = (
    r"(?=[ \u00a0](?:from|with|at|here|di|del|dell['’]|della|da|dal|dalla|du|de|des|d['’]|do|dos|vom|von|aus|van|bij|uit)\b"
    r"|[ \u00a0]d(?:ell)?['’])"
)
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:(?i:my name(?: is|['’]s)|name['’]s|mi chiamo|il mio nome è|je m['’]appelle|mon nom est|mein name ist"
    rf"|ich heiße|ich heisse|me llamo|mi nombre es|mijn naam is|ik heet|(?:o )?meu nome é|me chamo|chamo-me)[ \u00a0]"
    rf"(?P<named>{NAME})"
    rf"|(?i:i['’]?m|i am|this is|it['’]s|here is|sono|qui è|je suis|c['’]est|soy|aquí|sou|sou [ao]|aqui é [ao]?|ich bin"
    rf"|hier ist|ik ben|hier is)[ \u00a0](?P<name>{NAME}){_OF})"
)
_SPOKEN_WITH = re.compile(
    r"(?<!\w)(?:(?i:(?:spoke|spoken|talked|chatted|speaking|talking) (?:to|with)(?: (?:a|an|the|your|my))?(?: \w{3,14}){0,2}?"
    r"|(?:agent|advisor|adviser|guy|man|woman|lady|person|rep|colleague|operator|driver|technician|engineer|manager|someone"
    r"|somebody) (?:named|called)|(?:your|an|the|with) (?:agent|advisor|adviser|colleague|operator|technician)"
    r"|(?:ho|abbiamo|avevo) (?:parlato|chattato) (?:con|a)(?: (?:il|la|un|una)(?: \w{3,14})?)?"
    r"|(?:hablé|hablado|hable) con(?: (?:un|una|el|la)(?: \w{3,14})?)?|atendió"
    r"|(?:falei|falado) com(?: (?:o|a|um|uma)(?: \w{3,14})?)?"
    r"|parlé (?:à|a|avec)(?: (?:un|une|votre)(?: \w{3,14})?)?|eu (?:au téléphone|affaire à))[ \u00a0]"
    rf"(?P<name>{NAME})"
    rf"|(?i:mit|met)[ \u00a0](?P<with>{NAME})(?=[ \u00a0](?:\w{{1,12}}[ ]){{0,2}}?"
    r"(?:gesprochen|telefoniert|gechattet|gesproken|gebeld|gechat)))"
)


def introduced(text: str, words: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """Where who speaks says a name of their own."""
    for match in led_by(INTRODUCING, _INTRODUCED, text, words):
        yield match.span("named") if match["named"] else match.span("name")


def spoken_with(text: str, words: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """Where a text names the person somebody spoke with."""
    for match in led_by(SPEAKING, _SPOKEN_WITH, text, words):
        yield match.span("name") if match["name"] else match.span("with")


def led_by(first: Set[str], pattern: re.Pattern[str], text: str, words: Iterable[Word]) -> Iterator[re.Match[str]]:
    """All matches of a pattern, which is tried only where one of its ``first`` words stands."""
    end = 0
    for lower, start in words:
        if lower in first and start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()
