"""Who signed: agent marks (``^JK``, ``-Anna``, ``/AY``, ``*TBT``) and names under a closing line."""

from __future__ import annotations

import re
from collections.abc import Set

from auditor.model import Span
from auditor.text.tokens import normal_form

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.]{0,19}(?:\ [A-ZÀ-ÖØ-Þ][\w'’]{0,19}){0,2}"
_TRAILER = r"(?:\s|https?://\S+|\(?[1-9]/[1-9]\)?|>>|[\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f]|[:;][-']?[)(D])*$"
_MARK = re.compile(
    rf"(?:^|(?<=[\s.!?,…)\"”:])|(?<=\w))(?P<mark>\^\s?[A-Za-zÀ-ÿ][\w.&]{{0,20}}(?:\ [A-Z][a-z]{{0,15}})?)(?:\s*\^[A-Z][\w]{{0,20}})?\.?{_TRAILER}"
)
_DASH = re.compile(
    rf"(?:^|(?<=\s)|(?<=[\w.!?,…)\"”;:]))(?P<mark>(?:[-–—~*/]|//|--)\s?(?P<name>{_NAME}|[a-z]{{2,3}}|[A-Z]{{2,4}})){_TRAILER}"
)
_INITIALS = re.compile(rf"(?<=[.!?…。！？)~♪☆*])\s{{0,2}}(?P<mark>[A-Z]{{2}}|[A-Z][a-z]{{2,12}}(?=\s*$)){_TRAILER}")
_LONE_INITIALS = re.compile(rf"\s(?P<mark>\^?[A-Z]{{2}}){_TRAILER}")
_LAST_LINES = re.compile(r"\n[ \t]*(?P<mark>[^\n]{2,60})\s*$")
_CLOSING_NAME = re.compile(rf"(?P<mark>{_NAME})(?=$|[,\n]|\ (?:van|from|de|du|dal|vom|da|do)\b)")


def find_signature(text: str, team_words: Set[str], closers: Set[str], brand: str = "") -> Span | None:
    """The span of the agent's mark or name, or None. ``team_words`` tell a team's name from a person's
    (``team``, ``équipe``), ``closers`` are words of a closing line (``regards``), ``brand`` the account's own name."""
    body = text.rstrip()
    for pattern in (_MARK, _DASH, _INITIALS):
        match = pattern.search(body)
        if match and not _is_team(match["mark"], team_words, brand):
            return Span(match.start("mark"), match.end("mark"))
    return _under_closing(body, team_words, closers, brand)


def _under_closing(body: str, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    """A person's name on the last line, where the line before it (or the same line) closes the letter."""
    lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]+", body) if m.group().strip()]
    if not lines:
        return None
    last_at, last = lines[-1]
    before = lines[-2][1] if len(lines) > 1 else ""
    if len(last) <= 70 and (_closes(before, closers) or (len(lines) > 1 and _closes(last, closers))):
        start = body.find(last, last_at)
        for match in _CLOSING_NAME.finditer(last):
            words = [normal_form(w.strip(",.")) for w in match["mark"].split()]
            if any(word in closers for word in words) or _is_team(match["mark"], team_words, brand):
                continue
            return Span(start + match.start("mark"), start + match.end("mark"))
    return None


def _closes(line: str, closers: Set[str]) -> bool:
    words = [normal_form(word) for word in re.findall(r"[^\W\d_]+", line)]
    return 0 < len(words) <= 5 and any(word in closers for word in words)


def _is_team(mark: str, team_words: Set[str], brand: str) -> bool:
    words = {normal_form(word) for word in re.findall(r"[^\W\d_]+", mark)}
    compact = "".join(sorted(words, key=mark.casefold().find))
    brand_form = re.sub(r"[^a-z0-9]", "", normal_form(brand))
    return bool(words & set(team_words)) or (len(compact) > 3 and compact in brand_form)
