"""Where a text holds a person's number or address: e-mail, handle, telephone, account, card, order, parcel.

Every pattern is bounded, so that none takes more than linear time, and is tried only where its first word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.reports.hidden import Place
from auditor.reports.name_words import CALLS, LOCATES, NO_PERSON, ORDERS

_WORD = re.compile(r"[^\W\d_]{1,40}")
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_AN_AT = re.compile(r"\w[@]\w|[(\[]\s?at\s?[)\]]", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@＠.])[@＠](\w[\w.]{0,29}\w|\w)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_SOCIAL = re.compile(
    r"(?://|www\.|m\.|mobile\.)(?:twitter|x|facebook|fb|instagram|linkedin|tiktok|threads|t|wa)\.(?:com|me|net)/(?:in/|@)?([\w.+-]{2,60})",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"[?&;](?:[\w.-]{0,20}(?:order|track|booking|reserv|ticket|case|mail|phone|tel|name|user|account|customer|token"
    r"|pnr|awb|parcel|shipment|invoice|ref)[\w.-]{0,20})=([^&;#\s]{3,200})",
    re.IGNORECASE,
)
_NOT_BARE, _DIGIT = re.compile(r"@\w{1,40}|https?://\S{1,2000}"), re.compile(r"\d")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,@＠])(?:[+＋]|\(\+?)?\d(?:(?:[ \u00a0.()\-–‑]{0,3}|/)\d){5,24}(?![\w])")
_AFTER_CALL = re.compile(r"\w{0,20}\W{1,4}(?:\w{1,8}\W{1,3}){0,3}?(\d[\d .\-/]{3,12}\d)(?!\w)")
_VANITY = re.compile(r"(?<!\w)(?:\+?1[ .-]?)?8\d\d[ .-][A-Z]{3,4}-?[A-Z]{3,5}(?!\w)")
_PARCEL = re.compile(r"(?<!\w)(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}|\d{3}-\d{7}-\d{7}|#\d{4,20})(?!\w)")
_LONG_CODE = re.compile(r"(?<![\w./-])(?=[A-Z-]{0,20}\d)[A-Z0-9](?:[A-Z0-9-]{6,38})[A-Z0-9](?![\w-])")
_AFTER_ORDER = re.compile(
    r"\w{0,20}(?:[ \u00a0](?:number|numero|número|numéro|nummer|code|codice|id|no|nr|n°|num|ref|is|è|est|ist|é|of))?"
    r"[ \u00a0]{0,2}[:#.°º=-]{0,2}[ \u00a0]{0,2}(?:(?:n|no|nr|is|è|é|est|ist)[.°º:]?[ \u00a0]{0,2}[#:]?[ \u00a0]{0,2})?"
    r"((?=[A-Za-z-]{0,20}\d)[A-Za-z0-9](?:[A-Za-z0-9-]{2,38})[A-Za-z0-9])(?![\w@])",
    re.IGNORECASE,
)
_AFTER_LOCATOR = re.compile(r"\w{3,7}(?: (?:code|reference|ref|number))?\W{1,3}(?:is )?([A-Z0-9]{6})(?!\w)")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)(?:[ T]{1,2}\d{1,2}[.:]?\d{0,2})?"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d"
)
_MONEY_BEFORE, _MONEY_AFTER = (
    re.compile(r"[€$£¥₩][ \u00a0]?$"),
    re.compile(r"[ \u00a0]?(?:[€$£¥₩%]|eur|usd|gbp)", re.IGNORECASE),
)
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,5}){2,4}")
_ARTICLE = re.compile(r"(?:KB|HT|CVE|ISO|RFC|COVID)-?\d")  # numbers of help pages and norms: nobody's


def numbers(text: str) -> Iterator[Place]:
    """Every number or address of a person in ``text``; those inside links to pages of help are left."""
    has_link = "http" in text or "www" in text or "HTTP" in text
    links = [match.span() for match in _LINK.finditer(text)] if has_link else []
    yield from _addresses(text, links)
    if _DIGIT.search(_NOT_BARE.sub("", text)):
        yield from _numbers(text, lambda start: any(a <= start < b for a, b in links))


def _addresses(text: str, links: list[tuple[int, int]]) -> Iterator[Place]:
    if _AN_AT.search(text):
        for match in _EMAIL.finditer(text):
            yield Place(*match.span(), "email", match.group().casefold())
    if "@" in text or "＠" in text:
        for match in _HANDLE.finditer(text):
            yield Place(*match.span(), "handle", match[1].casefold())
    for start, end in links:
        for match in _SOCIAL.finditer(text, start, end):
            if match[1].casefold() not in NO_PERSON:
                yield Place(*match.span(1), "handle", match[1].casefold())
        for match in _QUERY.finditer(text, start, end):
            yield Place(*match.span(1), "number", _code(match[1]))


def _numbers(text: str, in_link: Callable[[int], bool]) -> Iterator[Place]:
    for match in _IBAN.finditer(text):
        if _is_iban(_code(match.group())):
            yield Place(*match.span(), "iban", _code(match.group()))
    for pattern in (_PARCEL, _LONG_CODE):
        for match in pattern.finditer(text):
            words = match.group()
            digits = sum(c.isdigit() for c in words)
            if digits >= 4 and not in_link(match.start()) and not (_is_plain(words) or _ARTICLE.match(words)):
                yield Place(*match.span(), "number", _code(words))
    for match in _DIGITS.finditer(text):
        if not in_link(match.start()):
            yield from _digit_run(match)
    for match in _VANITY.finditer(text):
        yield Place(*match.span(), "phone", _code(match.group()))
    for word in _WORD.finditer(text):
        lower = word.group().lower()
        if lower.startswith(ORDERS) or lower in LOCATES:
            for pattern in (_AFTER_ORDER, _AFTER_LOCATOR) if lower in LOCATES else (_AFTER_ORDER,):
                found = pattern.match(text, word.start())
                if found and not in_link(found.start(1)) and not _DATE.fullmatch(found[1]) and _is_code(found[1]):
                    yield Place(*found.span(1), "number", _code(found[1]))
        elif lower.startswith(CALLS):
            found = _AFTER_CALL.match(text, word.start())
            if found and not in_link(found.start(1)) and not _DATE.fullmatch(found[1]) and len(_phone(found[1])) > 4:
                yield Place(*found.span(1), "phone", _phone(found[1]))


def _is_code(words: str) -> bool:
    """A number that someone was given: three digits, or six characters as on a boarding pass."""
    return sum(c.isdigit() for c in words) > 2 or (len(words) == 6 and words.isupper()) or words.isalpha()


def _is_plain(words: str) -> bool:
    """Nothing but digits: left to the patterns for telephone and card numbers."""
    return all(c.isdigit() or c == "-" for c in words) and not _PARCEL.fullmatch(words)


def _digit_run(match: re.Match[str]) -> Iterator[Place]:
    """A card number, a phone number, another long number, or nothing personal (a date, a price)."""
    words = match.group()
    digits = re.sub(r"\D", "", words)
    text, start, end = match.string, match.start(), match.end()
    if (
        _DATE.fullmatch(words.strip("()"))
        or _MONEY_BEFORE.search(text, max(start - 2, 0), start)
        or _MONEY_AFTER.match(text, end)
    ):
        return
    if len(digits) < 10 and _VERSION.fullmatch(words):
        return
    if 13 <= len(digits) <= 19 and _passes_luhn(digits):
        yield Place(*match.span(), "card", digits)
    elif len(digits) > 15:
        yield Place(*match.span(), "number", digits)
    elif len(digits) >= 7 or words[0] in "+＋(":
        yield Place(*match.span(), "phone", _phone(words))
    elif len(digits) == 6 and re.search(r"\D", words) is None:
        yield Place(*match.span(), "number", digits)
    elif re.fullmatch(r"(?!(?:19|20)\d\d)\d{3,4}[ -]\d{3,4}", words):
        yield Place(*match.span(), "phone", digits)


def _phone(words: str) -> str:
    digits = re.sub(r"\D", "", words)
    return digits.removeprefix("00")


def _code(words: str) -> str:
    return re.sub(r"[\W_]", "", words).upper()


def _is_iban(code: str) -> bool:
    if not 15 <= len(code) <= 34 or not code.isascii():
        return False
    turned = code[4:] + code[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _passes_luhn(digits: str) -> bool:
    values = [int(d) for d in reversed(digits)]
    doubled = (sum(divmod(2 * value, 10)) for value in values[1::2])
    return (sum(values[::2]) + sum(doubled)) % 10 == 0
