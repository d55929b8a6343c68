"""What the tests of all readers ask: is what an entry says truly written at the place it names?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

from auditor.libraries import Options, SkippedEntry, detect
from auditor.model import Entry

_WINDOW = 80
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_NAMED |= {"N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, text_field: str | None = None, root: Path | None = None) -> list[Entry | SkippedEntry]:
    options = Options(text_field, root)
    return list(detect(path, options).read(path, options))


def entries(found: Iterable[Entry | SkippedEntry]) -> list[Entry]:
    return [one for one in found if isinstance(one, Entry)]


def file_text(entry: Entry) -> str:
    """The file as an editor shows it: no byte order mark, line breaks as they are."""
    return Path(entry.file).read_bytes().decode("utf-8-sig")


def misplaced(entry: Entry) -> list[tuple[int, str, str]]:
    """Letters and digits of an entry that are not written, or stood for, at their place in the file."""
    text, lines = file_text(entry), file_text(entry).split("\n")
    wrong = []
    for at, character in enumerate(entry.text):
        place = entry.source.place(at)
        rest = lines[place.line - 1][place.column - 1 :]
        if not text.startswith(rest, entry.source.offset(at)):
            wrong.append((at, character, "line and column are not at the offset"))
        elif character.isalnum() and not _says(text[entry.source.offset(at) :][:_WINDOW], character):
            wrong.append((at, character, rest[:20]))
    return wrong


def _says(written_there: str, character: str) -> bool:
    if written_there.startswith(character):
        return True
    if written_there.startswith("<attribute"):  # the word "fallback" of a placeholder
        return character in "fallback"
    unescaped = _unescaped(written_there)
    if written_there.startswith("\\") and unescaped.startswith(character):
        return True
    return unescaped.startswith("&") and html.unescape(unescaped).startswith(character)


def _unescaped(text: str) -> str:
    text = _PAIR.sub(lambda pair: chr(0x10000 + ((int(pair[1], 16) - 0xD800) << 10) + int(pair[2], 16) - 0xDC00), text)
    return _ESCAPE.sub(lambda sign: _meaning(sign), text)


def _meaning(sign: re.Match[str]) -> str:
    digits = sign[1] or sign[2] or sign[3]
    return chr(int(digits, 16)) if digits else _NAMED.get(sign[4], sign[4])
