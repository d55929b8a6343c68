"""Words of a text with their exact places, in one normal form for every language.

The normal form is lower case, without accents, with straight apostrophes, so that ``perché``, ``perche`` and
``PERCHÉ`` are one word. What stands for something (a link, a handle, a phone number) becomes a placeholder that
phrases can name: ``#url #email #phone #handle #hashtag #number #emoji``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PLACEHOLDERS = ("#url", "#email", "#phone", "#handle", "#hashtag", "#number", "#emoji", "#slot")

# Every branch is linear: no nested quantifier over overlapping classes. Bounded repeats keep hostile text cheap.
_TOKEN = re.compile(
    r"""
    (?P<plain>[^\W\d_]+(?=[\ \n,!?;:)]|$)(?!://))
  | (?P<slot>\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,120}%\}|__(?!email__|url__)[a-z_]{2,30}__|<<[^<>\n]{1,40}>>|\{[a-z_.\ ]{1,40}\})
  | (?P<url>https?://[^\s<>"]+|www\.[^\s<>"]+|\b(?:t\.co|bit\.ly|goo\.gl)/[^\s<>"]+|__url__)
  | (?P<email>__email__|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})
  | (?P<domain>\b[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,30}){0,2}\.(?:com|org|net|co\.uk|it|fr|de|es|pt|nl|be|eu|io|com\.br|co\.kr|kr|im|ca|club|help|gov)\b(?:/[^\s<>"]*)?)
  | (?P<handle>@\w{1,40})
  | (?P<hashtag>\#\w{1,60})
  | (?P<phone>(?:\+|\(\d{2,5}\)|\b\d)[\d\ ().\-–/]{5,22}\d(?!\d)(?![A-Za-z])|__phone__|\b\d-\d{3}-[A-Z]{3,10}\b|\b\d{3}-[A-Z]{4,10}\b)
  | (?P<number>[€$£]?\d+(?:[.,:]\d+)*(?:[%€$£]|(?:st|nd|rd|th)\b|[ap]m\b)?)
  | (?P<negation>[^\W\d_]+n['’´`]t\b)
  | (?P<apocope>(?:[^\W\d_]{4,}|[Ee]|[Pp]o)['’´`](?=[\s.,;:!?)]|$))
  | (?P<clitic>['’´`](?:ll|ve|re|d|m|s)\b)
  | (?P<elision>[^\W\d_]{1,7}['’´`](?=[^\W_])(?!(?:ll|ve|re|d|m|s)\b))
  | (?P<word>[^\W_]+)
  | (?P<newline>\n)
  | (?P<end>[.!?…。！？]+)
  | (?P<emoji>[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF][\u200d\ufe0f\U0001F000-\U0001FAFF\u2600-\u27BF]*|[:;=][-']?[)(DPpO/\\|]|<3)
  | (?P<punct>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DATE_LIKE = re.compile(
    r"\d{1,4}[./–-]\d{1,2}[./–-]\d{1,4}$|\d{1,2}[-–]\d{1,2}$|(?:19|20)\d\d[-–](?:19|20)\d\d$|[\d.]+$|\d{1,2}(?: \d{1,2}){0,3}$|(?:\d{1,2}[/.]){2}\d{2,4}\D"
)
_NUMBER_RUN = re.compile(r"[+(]?\d+(?:[.,:/–-]\d+)*")
_SEPARATE_HYPHEN = re.compile(r"[-‐‑]")
_EMAIL_WORDS = re.compile(r"\be[-‐‑ ]?(?=mail)", re.IGNORECASE)
_NUMBER_ACROSS_SPACES = re.compile(r"[\d+)][().\-–/]{0,22} [ ().\-–/]{0,22}\d")
_MAIL_ACROSS_SPACES = re.compile(r"\be mail", re.IGNORECASE)
_PIECE = re.compile(r"\n|\S+")
_APOSTROPHES = str.maketrans("’´`ʼ", "''''")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel arrays: normal form, kind, start and end (code points of the original text) of each token."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=32_768)
def normal_form(word: str) -> str:
    """Lower case, no accents, no ligatures, straight apostrophes; ``n't`` forms without the apostrophe (``dont``)."""
    text = word.translate(_APOSTROPHES).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.replace("œ", "oe").replace("æ", "ae")
        text = unicodedata.normalize("NFC", text)
    return text.replace("n't", "nt")


def _is_phone(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    if text.startswith("__") or any(c.isalpha() for c in text):
        return True
    return 7 <= digits <= 15 and not (_DATE_LIKE.match(text) and digits < 9)


@lru_cache(maxsize=1_024)
def tokenize(text: str) -> Tokens:
    """Split a text into tokens. Spaces give no token; a line break gives one; ``e-mail`` is one word (``email``)."""
    if _holds_spaces(text):
        return scan(text)
    words: list[str] = []
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, piece in _pieces(text):
        word, kind, start, end = _piece(piece)
        if isinstance(word, str):
            words.append(word)
            kinds.append(kind)
            starts.append(at + start)
            ends.append(at + end)
        else:
            words += word
            kinds += kind
            starts += [at + one for one in start]
            ends += [at + one for one in end]
    return Tokens(tuple(words), tuple(kinds), tuple(starts), tuple(ends))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What stands between spaces, and where."""
    if not text.isprintable():  # spaces of another kind, or a line break
        for match in _PIECE.finditer(text):
            yield match.start(), match.group()
        return
    at = 0
    for piece in text.split(" "):
        if piece:
            yield at, piece
        at += len(piece) + 1


def _holds_spaces(text: str) -> bool:
    """Whether a token of the text may hold a space: a slot, a telephone number, "e mail"."""
    if "{" in text or "<<" in text or _NUMBER_ACROSS_SPACES.search(text):
        return True
    return ("ail" in text or "AIL" in text) and _MAIL_ACROSS_SPACES.search(text) is not None


@lru_cache(maxsize=32_768)
def _piece(text: str) -> Any:
    """What stands between two spaces comes again and again. Most are one token, which is given without its tuples."""
    tokens = scan(text)
    columns = (tokens.words, tokens.kinds, tokens.starts, tokens.ends)
    return tuple([column[0] for column in columns]) if len(tokens) == 1 else columns


def scan(text: str) -> Tokens:
    """``tokenize``, from the first character to the last."""
    words: list[str] = []
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position, size = 0, len(text)
    mail_at = {m.start(): m.end() for m in _EMAIL_WORDS.finditer(text)} if "ail" in text or "AIL" in text else {}
    while position < size:
        match = _TOKEN.search(text, position)
        if match is None:
            break
        kind = match.lastgroup or "punct"
        kind = "word" if kind == "plain" else kind
        start, end = match.span()
        if kind == "word" and start in mail_at:
            tail = _TOKEN.match(text, mail_at[start])
            if tail is not None and tail.lastgroup in {"word", "plain"}:
                end = tail.end()
                words.append("e" + normal_form(text[tail.start() : end]))
                kinds.append("word")
                starts.append(start)
                ends.append(end)
                position = end
                continue
        if kind == "phone" and not _is_phone(match.group()):
            number = _NUMBER_RUN.match(text, start)
            kind, end = ("number", number.end()) if number else ("punct", start + 1)
        elif kind in {"url", "domain"}:
            stripped = match.group().rstrip(".,;:!?)('’\"…")
            kind, end = "url", start + max(len(stripped), 1)
        elif kind == "punct" and _SEPARATE_HYPHEN.fullmatch(match.group()) and _inside_word(text, start):
            position = end
            continue
        words.append(_word_of(kind, text[start:end]))
        kinds.append(kind)
        starts.append(start)
        ends.append(end)
        position = end
    return Tokens(tuple(words), tuple(kinds), tuple(starts), tuple(ends))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()


def _word_of(kind: str, raw: str) -> str:
    if kind in {"word", "negation", "clitic", "elision"}:
        return normal_form(raw)
    if kind == "apocope":  # perche', e', po': an apostrophe for the accent, or a closing quote
        return normal_form(raw[:-1])
    if kind in {"punct", "end"}:
        return raw[0] if kind == "punct" else ("?" if "?" in raw or "？" in raw else raw[0])
    if kind == "newline":
        return "\n"
    return "#" + kind
