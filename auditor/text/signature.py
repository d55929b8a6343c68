"""Who signed: agent marks (``^JK``, ``-Anna``, ``/AY``, ``*TBT``) and names after or under a closing word.

A mark stands at the end of a text; only links, counters (``1/2``), emoji and the like may follow it.
"""

from __future__ import annotations

import re
from collections.abc import Set

from auditor.model import Span
from auditor.text.tokens import normal_form

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w'’]{{1,19}}(?:[\ -]{_UPPER}[\w'’]{{0,19}}){{0,2}}"
_TRAILER = re.compile(
    r"https?://\S+|www\.\S+|\(?\d{1,2}(?:/\d{1,2})?\)|\d{1,2}/\d{1,2}[.)]?|[1-9]"
    r"|[>.…/|]+|[:;=][-']?[)(DP]+|[^\w\s^*~/=–—-]+"
)
_TAIL = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u200d\ufe0f]+$|(?<=[A-Za-z])[1-9]/[1-9]$|(?<=\w)\.{1,3}$")
_CARET = re.compile(r"\^\s?(?P<name>[^\W\d_][\w.&]{0,20}(?:\ [A-Z][a-z]{0,15})?)(?:\s*\^[A-Z]\w{0,20})?$")
_DASH = re.compile(
    rf"""(?P<before>^|\s|[\w.!?,…)\]"”;:~*@#%]|[^\x00-\x7f])
    (?P<mark>(?:--|//|[-–—~*/=])\s?(?P<name>{_NAME}|{_UPPER}{{1,4}}|{_UPPER}\.(?:\ ?{_UPPER}\.?)?|[a-z]{{2,12}}))$""",
    re.VERBOSE,
)
_AFTER_END = re.compile(rf"(?<=[.!?…。！？)~♪☆*\"”])\s{{0,2}}(?P<mark>[A-Z]{{2,3}}|{_UPPER}[a-zà-ÿ]{{1,12}})$")
_AFTER_EMOJI = re.compile(
    rf"(?:[\u2600-\u27BF\U0001F000-\U0001FAFF\ufe0f]\s{{0,2}}|https?://\S{{1,200}}\s{{1,2}})"
    rf"(?P<mark>[A-Z]{{2}}|{_UPPER}[a-zà-ÿ]{{1,12}})$"
)
_AFTER_CLOSER = re.compile(
    rf"""(?:^|[.!?…)\]\n/]|[^\x00-\xff])\s{{0,3}}(?P<closing>[^\W\d_]{{2,14}}(?:[\ '’-][^\W\d_]{{1,14}}){{0,3}})
    (?:\ ?[,!.:;]{{1,3}}|)\s{{0,2}}(?P<mark>(?<=[\s,!.:;]){_NAME})$""",
    re.VERBOSE,
)
_CLOSING_NAME = re.compile(
    rf"(?P<mark>{_NAME})(?=$|[,.\n]|\s*[-–|]|\ (?:van|from|at|de|du|dal|del|vom|von|da|do|di)\b)"
)
_OF_BRAND = re.compile(
    rf"(?:^|[.!?…)\]\n]|[^\x00-\xff])\s{{0,3}}(?P<mark>{_NAME})"
    r"(?:(?P<comma>,)|\ (?:van|von|vom|from|at|of|bij|bei|di|da|dal|del|de|du|do))\ (?P<brand>[^\W\d_][\w&'’.\ -]{0,40})$"
)
_NAME_HERE = re.compile(_NAME)
_CUT = re.compile(r"\s*(?:\.\.|…|\(?1/[2-9]|\(?2/[3-9]|>)")  # the text goes on in another post
_NO_INITIALS = re.compile("AM|DM|ET|EST|EU|GB|GMT|ID|OK|PC|PM|PR|PST|TV|UK|US|USA|FAQ|APP|LTE|VPN|SIM|PIN|CEO|ATM")
_WINDOW = 240
_LONGEST_TITLE = 6  # words


def find_signature(
    text: str, team_words: Set[str], closers: Set[str], brand: str = "", titles: Set[str] = frozenset()
) -> Span | None:
    """The span of the agent's mark or name, or None. ``team_words`` tell a team's name from a person's
    (``team``, ``équipe``), ``closers`` are words of a closing line (``regards``), ``brand`` the account's own name, ``titles`` parts of words
    that say what post a person holds (``manager``)."""
    body = _without_trailers(text)
    cut = _CUT.match(text, len(body)) is not None
    base = max(len(body) - _WINDOW, 0)
    tail = body[base:]
    found = (
        _caret(tail, team_words, brand)
        or _dash(tail, team_words, closers, brand)
        or _after_closer(_without_title(tail, titles), base > 0, team_words, closers, brand)
        or (None if cut else _after_end(tail, team_words, closers, brand))
        or _of_brand(tail, team_words, closers, brand)
    )
    if found:
        return Span(base + found.start, base + found.end)
    return _under_closing(body, team_words, closers, brand)


def name_at(text: str, position: int) -> Span | None:
    """The name that begins at ``position``."""
    match = _NAME_HERE.match(text, position)
    return Span(*match.span()) if match else None


def _without_trailers(text: str) -> str:
    """The text up to its last word that could sign it."""
    body = text.rstrip()
    while body:
        tail = _TAIL.search(body, max(len(body) - 40, 0))
        if tail:
            body = body[: tail.start()].rstrip()
            continue
        chunk = body[-300:].split()[-1]
        if not _TRAILER.fullmatch(chunk):
            return body
        body = body[: len(body) - len(chunk)].rstrip()
    return body


def _without_title(body: str, titles: Set[str]) -> str:
    """``Regards, Tom Hale, front office manager`` as far as the name."""
    name, comma, post = body.rpartition(", ")
    words = post.split(" ")
    if not comma or len(words) > _LONGEST_TITLE or not all(map(str.isalpha, words)):
        return body
    forms = [normal_form(word) for word in words]
    return name if any(title in form for form in forms for title in titles) else body


def _caret(body: str, team_words: Set[str], brand: str) -> Span | None:
    match = _CARET.search(body)
    return Span(*match.span()) if match and not _is_team(match["name"], team_words, brand) else None


def _dash(body: str, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    match = _DASH.search(body)
    if match is None or "://" in body[match.start() :]:
        return None
    name, sign, before = match["name"], match["mark"][0], match["before"]
    previous = re.search(r"[^\W\d_]+(?=[\s,.!]*$)", body[max(match.start("mark") - 30, 0) : match.start("mark")])
    after_closer = previous is not None and normal_form(previous.group()) in closers
    after_end = before in ".!?)…" or re.search(r"[.!?)…]\s*$", body[: match.start("mark")]) is not None
    initials = name.isupper() and len(name) <= 4
    if name.islower() and not after_closer and not (after_end and len(name) <= 3):
        return None
    if before.isalpha() and before.isascii() and not after_closer and sign in "/=*":
        return None
    if before.isalpha() and before.isascii() and not after_closer and previous is not None:
        word = previous.group()  # this-Yana, but not Wi-Fi, pre-Paid
        if word[0].isupper() or (len(word) < 4 and match["mark"][1] != " "):
            return None
    if before.isdigit() or (not initials and normal_form(name) in closers) or _is_team(name, team_words, brand):
        return None
    return Span(match.start("mark"), match.end("mark"))


def _after_end(body: str, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    """Initials or a first name after the end of a sentence, as a sentence of their own."""
    match = _AFTER_END.search(body) or _AFTER_EMOJI.search(body)
    if match is None or _NO_INITIALS.fullmatch(match["mark"]) or normal_form(match["mark"]) in closers:
        return None
    if _is_team(match["mark"], team_words, brand):
        return None
    return Span(match.start("mark"), match.end("mark"))


def _of_brand(body: str, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    """``Nele from Example Bank`` or ``Nele, Example Bank`` as the last sentence."""
    match = _OF_BRAND.search(body)
    if match is None or not _is_team(match["brand"], frozenset(), brand) or _is_team(match["mark"], team_words, brand):
        return None
    if match["comma"] and not _names_all(match["brand"], team_words, brand):
        return None  # "Anna, Example Bank is open again" speaks to Anna
    if any(normal_form(word) in closers for word in match["mark"].split()):
        return None
    return Span(match.start("mark"), match.end("mark"))


def _after_closer(body: str, more: bool, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    """``Thanks, Anna`` at the end of a message: her own name, unless the message is all thanks or has named her."""
    match = _AFTER_CLOSER.search(body)
    if match is None or not _closes(match["closing"], closers):
        return None
    name = match["mark"]
    words = [normal_form(word) for word in name.split()]
    before = body[: match.start("closing")]
    if any(word in closers for word in words) or _is_team(name, team_words, brand) or name.split()[0] in before:
        return None
    if not more and len(re.findall(r"[^\W\d_]{2,}", before)) < 5:
        return None
    return Span(match.start("mark"), match.end("mark"))


def _under_closing(body: str, team_words: Set[str], closers: Set[str], brand: str) -> Span | None:
    """A person's name on the last line (or above a title there), where the line before it (or the same line) closes the
    letter."""
    lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]+", body) if m.group().strip()]
    if len(lines) < 2:
        return None
    for (_, before), (at, line) in ((lines[-2], lines[-1]), *([(lines[-3], lines[-2])] if len(lines) > 2 else [])):
        if len(line) <= 70 and len(lines[-1][1]) <= 70 and (_closes(before, closers) or _closes(line, closers)):
            start = body.find(line, at)
            for match in _CLOSING_NAME.finditer(line):
                words = [normal_form(word) for word in match["mark"].split()]
                ahead = {normal_form(word) for word in re.findall(r"[^\W\d_]+", line[: match.start("mark")])}
                if any(word in closers for word in words) or _is_team(match["mark"], team_words, brand):
                    continue
                if ahead & team_words:
                    continue  # "the staff of Hotel Example"
                return Span(start + match.start("mark"), start + match.end("mark"))
    return None


def _closes(line: str, closers: Set[str]) -> bool:
    words = [normal_form(word) for word in re.findall(r"[^\W\d_]+", line)]
    return 0 < len(words) <= 5 and any(word in closers for word in words)


def _names_all(words: str, team_words: Set[str], brand: str) -> bool:
    """Whether some words are a brand's name, and after it no more but what one of its teams is called."""
    first, *others = (normal_form(word) for word in re.findall(r"[^\W\d_]+", words))
    more = [word for word in others if word not in normal_form(brand)]
    return first in normal_form(brand) and (not more or (len(more) < 4 and more[-1] in team_words))


def _is_team(mark: str, team_words: Set[str], brand: str) -> bool:
    words = [normal_form(word) for word in re.findall(r"[^\W\d_]+", mark)]
    compact = "".join(words)
    brand_form = re.sub(r"[^a-z0-9]", "", normal_form(brand))
    if (len(compact) > 3 and compact in brand_form) or (len(brand_form) > 3 and brand_form in compact):
        return True
    return any(word in team_words for word in words)
