"""Where a text holds a person's number: telephone, account, card, order, booking, parcel, document.

Every pattern is bounded, so that none takes more than linear time, and is tried only where its first word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.reports.addresses import addresses
from auditor.reports.hidden import Place, Word
from auditor.reports.name_words import CALLS, LOCATES, ORDERS
from auditor.reports.telephones import is_telephone, national

_NOT_DIGIT, _NOT_LETTER = re.compile(r"\D"), re.compile(r"[\W_]")
# Without one of these only digits and the marks between them are left, such as in telephone numbers.
_MIXED = re.compile(r"[A-Za-z]\d|\d[A-Za-z]|[-. ][A-Z]{3}|#\d|\d-\d{7}")
_STEMS = frozenset(stem[:3] for stem in (*ORDERS, *CALLS, *LOCATES))
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_NOT_BARE, _DIGIT = re.compile(r"@\w{1,40}|https?://\S{1,2000}"), re.compile(r"\d")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
# No letter behind it, save those that are glued to words where nothing parts words.
_DIGITS = re.compile(
    r"(?<![\w.,@＠])(?:[+＋]|\(\+?)?\d(?:(?:[ \u00a0.()\-–‑]{0,3}|/)\d){5,24}(?![^\W\u3040-\u30ff\u4e00-\u9fff가-힣])"
)
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
_AFTER_LOCATOR = re.compile(
    r"\w{3,20}(?: (?:code|reference|ref|number|codice|código|code))?\W{1,3}(?:is |è |es |ist )?([A-Z0-9]{6})(?!\w)"
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)(?:[ T]{1,2}\d{1,2}[.:]?\d{0,2})?"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d"
)
_MONEY_BEFORE = re.compile(r"(?:[€$£¥₩]|eur|usd|gbp|chf|brl|krw)[ \u00a0]?$", re.IGNORECASE)
_COUNTED = re.compile(  # what is counted or measured is nobody's number
    r"[ \u00a0]?(?:[€$£¥₩%]|(?:eur\w{0,3}|usd|gbp|chf|sek|nok|dkk|kr|zł|pln|brl|reais|won|dollars?|pounds?|km|miles?|kg|kb"
    r"|mb|gb|mbps|kbps|customers?|clienti|clientes?|clients?|kunden|klanten|users?|utenti|usuarios|people|persone|personas|pessoas|views?"
    r"|followers?|reviews?|points?|punti|puntos|pontos|punkte|punten|steps|seats|times|tokens)(?!\w)|[원명건만억])",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(  # the number of an error or of a release
    r"(?:err\w{0,6}|fehler\w{0,8}|fout\w{0,5}|오류|build|version\w{0,3}|versión|versão|versione|firmware|release"
    r"|update|rev|driver|patch)\W{1,3}(?:(?:code|codice|código|codigo|number|nr|no|is|코드)\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0.]\d{3}){1,4}")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,5}){2,4}")
_ARTICLE = re.compile(r"(?:KB|HT|CVE|ISO|RFC|COVID)-?\d")  # numbers of help pages and norms: nobody's


def numbers(text: str, words: Sequence[Word]) -> Iterator[Place]:
    """Every number or address of a person in ``text``; those inside links to pages of help are left."""
    has_link = "http" in text or "www" in text or "HTTP" in text
    links = [match.span() for match in _LINK.finditer(text)] if has_link else []
    yield from addresses(text, words, links)
    if _DIGIT.search(_NOT_BARE.sub("", text)):
        found = (*_by_shape(text), *_by_word(text, words))
        yield from (place for place in found if not any(a <= place.start < b for a, b in links))
    else:
        yield from _by_word(text, ((lower, start) for lower, start in words if lower in LOCATES))


def _by_shape(text: str) -> Iterator[Place]:
    if _MIXED.search(text):
        for match in _IBAN.finditer(text):
            code = _code(match.group())
            if _is_iban(code) or sum(c.isdigit() for c in code) > 11:  # a mistyped one is still somebody's
                yield Place(*match.span(), "iban" if _is_iban(code) else "number", code)
        for pattern in (_PARCEL, _LONG_CODE):
            for match in pattern.finditer(text):
                if _is_long_code(match.group()) and not _is_named(text, match.start()):
                    yield Place(*match.span(), "number", _code(match.group()))
        for match in _VANITY.finditer(text):
            yield Place(*match.span(), "phone", _code(match.group()))
    for match in _DIGITS.finditer(text):
        yield from _digit_run(match)


def _by_word(text: str, words: Iterable[Word]) -> Iterator[Place]:
    for lower, start in words:
        if lower[:3] not in _STEMS:
            continue
        if lower.startswith(ORDERS) or lower in LOCATES:
            for pattern in (_AFTER_ORDER, _AFTER_LOCATOR) if lower in LOCATES else (_AFTER_ORDER,):
                found = pattern.match(text, start)
                if found and found[1].isalpha() and text[start : start + 2].isupper() and lower != "pnr":
                    continue  # everything is shouted: six capitals are a word
                if found and not _DATE.fullmatch(found[1]) and _is_code(found[1]):
                    yield Place(*found.span(1), "number", _code(found[1]))
        elif lower.startswith(CALLS):
            found = _AFTER_CALL.match(text, start)
            if found and not _DATE.fullmatch(found[1]) and len(_phone(found[1])) > 4:
                yield Place(*found.span(1), "phone", _phone(found[1]))


def _is_named(text: str, start: int) -> bool:
    """Whether the words before say what the number is of: an error, a release."""
    return _NAMED_BEFORE.search(text, max(start - 40, 0), start) is not None


def _is_long_code(words: str) -> bool:
    """Four digits and no word of help pages, nor nothing but digits: those are left to the other patterns."""
    if sum(c.isdigit() for c in words) < 4 or _ARTICLE.match(words) or _VANITY.fullmatch(words):
        return False
    return _PARCEL.fullmatch(words) is not None or not all(c.isdigit() or c == "-" for c in words)


def _is_code(words: str) -> bool:
    """A number that someone was given: three digits, or six characters as on a boarding pass."""
    return sum(c.isdigit() for c in words) > 2 or (len(words) == 6 and words.isupper()) or words.isalpha()


def _digit_run(match: re.Match[str]) -> Iterator[Place]:
    """A card number, a phone number, another long number, or nothing personal (a date, a price)."""
    words = match.group()
    digits = _NOT_DIGIT.sub("", words)
    text, start, end = match.string, match.start(), match.end()
    if (
        _DATE.fullmatch(words.strip("()"))
        or _MONEY_BEFORE.search(text, max(start - 2, 0), start)
        or _COUNTED.match(text, end)
        or _is_named(text, start)
        or (_GROUPED.fullmatch(words) and not is_telephone(digits))
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
    return national(words)


def _code(words: str) -> str:
    return _NOT_LETTER.sub("", words).upper()


def _is_iban(code: str) -> bool:
    if not 15 <= len(code) <= 34 or not code.isascii():
        return False
    turned = code[4:] + code[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _passes_luhn(digits: str) -> bool:
    values = [int(d) for d in reversed(digits)]
    doubled = (sum(divmod(2 * value, 10)) for value in values[1::2])
    return (sum(values[::2]) + sum(doubled)) % 10 == 0
