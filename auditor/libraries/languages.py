"""The language of an entry, as a field, a file's name or a folder says it."""

from __future__ import annotations

import re
from pathlib import Path


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


# ISO 639-1, and what is written in its place.
_CODES = _words("""af am ar as az be bg bn bs ca cs cy da de dv el en eo es et eu fa fi fil fo fr fy ga gd gl gu ha he hi hr ht hu
    hy id ig is it iw ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny or pa pl
    ps pt qu ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th tk tl tr tt ug uk ur uz vi wo xh yi yo zh
    zu""")
_SAME = {"iw": "he", "fil": "tl"}
# Codes that are also words or endings of file names: there they count only where they are the whole name.
_WORDS = _words("am as be fo ha he hi id is la lo me mi my no or pa sa si so st su te to")
# One of these makes a set of names a set of languages: "hi" and "no" alone could be shortcuts.
_COMMON = _words("ar cs da de en es fi fr it ja ko nl pl pt ro ru sv tr uk zh")
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?")
_NAMES = {
    "english": "en", "italian": "it", "italiano": "it", "spanish": "es", "español": "es", "espanol": "es",
    "french": "fr", "français": "fr", "francais": "fr", "german": "de", "deutsch": "de", "dutch": "nl",
    "nederlands": "nl", "portuguese": "pt", "português": "pt", "portugues": "pt", "polish": "pl", "polski": "pl",
    "russian": "ru", "romanian": "ro", "japanese": "ja", "korean": "ko", "chinese": "zh", "turkish": "tr",
}  # fmt: skip


def language_of(said: str | None) -> str | None:
    """``it``, ``it-IT``, ``it_IT``, ``Italian``: ``it``. None where it is no language we know."""
    if not said:
        return None
    word = said.strip()
    tag = _TAG.fullmatch(word)
    if tag and tag[1].lower() in _CODES:
        return _SAME.get(tag[1].lower(), tag[1].lower())
    return _NAMES.get(word.lower())


def is_common(code: str) -> bool:
    """Whether so many write in this language that its code is more likely a language than a shortcut."""
    return code in _COMMON


def language_of_path(path: Path, root: Path | None = None) -> str | None:
    """``replies_es.json``, ``es.json``, ``messages.pt-BR.yaml``, ``it/replies.md``.

    Folders count below ``root``, where a file was found in a folder; else only the one the file stands in.
    """
    stem = path.name.split(".")
    names = stem[:-1] or stem
    if (whole := _folder(".".join(names))) is not None:
        return whole
    words = [word for name in names for word in name.split("_")]
    last = words[-1]
    region = re.fullmatch(r"[A-Z]{2}", last)
    if region and len(words) > 2 and (code := _word(words[-2])):
        return code
    if len(words) > 1 and (code := _word(last)):
        return code
    ending = re.search(r"[-_ ]([a-z]{2})(?:[-_][A-Z]{2})?$", names[-1])
    if ending and (code := _word(ending[1])):
        return code
    return _from_folders(path, root)


def _from_folders(path: Path, root: Path | None) -> str | None:
    folders = path.parent.parts[-1:]
    if root is not None:
        try:
            folders = path.relative_to(root).parent.parts
        except ValueError:
            folders = ()
    for folder in reversed(folders):
        if (code := _folder(folder)) is not None:
            return code
    return None


def _folder(name: str) -> str | None:
    return language_of(name) if _TAG.fullmatch(name) and name[:2].islower() else None


def _word(word: str) -> str | None:
    code = language_of(word) if _TAG.fullmatch(word) and word[:2].islower() else None
    return None if code in _WORDS else code
