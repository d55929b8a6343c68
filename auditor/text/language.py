"""The language of a short text, behind one small interface.

Two voices, as measured for short posts: ``eldc`` first, seeded ``langdetect`` as the second, and silence where the
text is too short. With at most three words on a side no detector we know is right often enough to accuse anybody.
Candidates are restricted to twenty languages, which matters more than the choice of library. Scripts that only one
of those languages uses (Hangul, kana, Thai …) are read off the characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, Protocol

from auditor.model import Certainty, Language
from auditor.text.tokens import tokenize

LANGUAGES = (
    "en",
    "it",
    "es",
    "fr",
    "de",
    "pt",
    "nl",
    "ko",
    "ja",
    "zh",
    "ms",
    "id",
    "tl",
    "tr",
    "pl",
    "ru",
    "ar",
    "sv",
    "ro",
    "th",
)
MIN_WORDS = 4  # below this even the best detector tested is wrong too often (precision under .98)
_FEWEST = 3  # letters of a script: fewer are as like as not a face, such as ¯\_(ツ)_/¯
MIN_MARGIN = 0.1  # eldc: best score minus the runner-up
_LANGDETECT_NAMES = {"zh-cn": "zh", "zh-tw": "zh"}
_LANGDETECT_PROFILES = (
    "en",
    "it",
    "es",
    "fr",
    "de",
    "pt",
    "nl",
    "ko",
    "ja",
    "zh-cn",
    "zh-tw",
    "id",
    "tl",
    "tr",
    "pl",
    "ru",
    "ar",
    "sv",
    "ro",
    "th",
)
_ALIASES = {"ms": "id"}  # Malay and Indonesian are one to every detector at this length
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_OTHER_SCRIPT = re.compile("|".join(script.pattern for _, script in _SCRIPTS))
_NOT_LATIN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2010-\u203a]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_LANGUAGE = frozenset(
    {"url", "email", "handle", "hashtag", "phone", "number", "emoji", "slot", "punct", "end", "newline"}
)


class Detector(Protocol):
    """One voice: ranks languages for a cleaned text, best first, with scores between 0 and 1."""

    name: str

    def rank(self, text: str) -> list[tuple[str, float]]: ...


class EldcDetector:
    """Nito-ELDC, restricted to our languages; an instance of its own, so nothing global is set."""

    name = "eldc"

    def __init__(self) -> None:
        import eldc

        eldc.init()
        self._detector = eldc.instance()
        self._detector.set_languages([code for code in LANGUAGES if code in eldc.LANGUAGES])
        self._detector.set_scores(3)

    def rank(self, text: str) -> list[tuple[str, float]]:
        result = self._detector.detect_details(text)
        return [] if result.language == "und" else list(result.scores.items())


class LangdetectDetector:
    """langdetect with a fixed seed and our languages' profiles only: the same text always gets the same answer."""

    name = "langdetect"

    @cached_property
    def _factory(self) -> Any:
        """Loaded with the first text: the second voice is asked about few, and its profiles are long."""
        from pathlib import Path

        import langdetect
        from langdetect.detector_factory import DetectorFactory

        profiles = Path(langdetect.__file__).parent / "profiles"
        factory = DetectorFactory()
        factory.load_json_profile([(profiles / name).read_text("utf-8") for name in _LANGDETECT_PROFILES])
        factory.set_seed(0)
        return factory

    def rank(self, text: str) -> list[tuple[str, float]]:
        from langdetect.lang_detect_exception import LangDetectException

        detector = self._factory.create()
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return []
        return [(_LANGDETECT_NAMES.get(item.lang, item.lang), float(item.prob)) for item in found]


def available_voices() -> tuple[Detector, ...]:
    """eldc and langdetect; langdetect alone where eldc has no build for the platform."""
    try:
        return (EldcDetector(), LangdetectDetector())
    except ImportError:
        return (LangdetectDetector(),)


@lru_cache(maxsize=4_096)
def clean(text: str) -> tuple[str, int]:
    """The text without what belongs to no language (links, handles, numbers, names of versions), and its word count."""
    tokens = tokenize(text if text.isascii() else _SURROGATES.sub(" ", text))
    words = [
        text[start:end]
        for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)
        if kind not in _NOT_LANGUAGE
    ]
    return " ".join(words), sum([len(w) > 1 or not w.isascii() for w in words])


def script_language(text: str) -> str | None:
    """The language told by a script of its own, when that script makes up at least a third of the letters."""
    if text.isascii() or not _OTHER_SCRIPT.search(text):
        return None
    letters = sum(c.isalpha() for c in text)
    if _share(_SCRIPTS[0][1], text, letters) >= 0.1:
        return "ja"  # kana never stands in Chinese, but kanji stand in Japanese
    return next((code for code, script in _SCRIPTS[1:] if _share(script, text, letters) >= 0.34), None)


def script_name(text: str) -> str:
    """The script most of a text's letters belong to, in words: ``Latin``, ``Hangul``, …; ``no letters`` without any."""
    names = {"ja": "Japanese", "ko": "Hangul", "th": "Thai", "zh": "Chinese", "ar": "Arabic", "ru": "Cyrillic"}
    if text.isascii() or not _OTHER_SCRIPT.search(text):
        return "Latin" if any(map(str.isalpha, text)) else "no letters"
    letters = sum(map(str.isalpha, text))
    code, count = max(((code, len(script.findall(text))) for code, script in _SCRIPTS), key=lambda pair: pair[1])
    return names[code] if count * 2 > letters else "Latin"


def _is_mostly_latin(text: str) -> bool:
    if text.isascii() or not _OTHER_SCRIPT.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isalpha, _NOT_LATIN.sub("", text))) >= letters * 0.75


def _share(script: re.Pattern[str], text: str, letters: int) -> float:
    found = len(script.findall(text))
    return found / letters if found >= _FEWEST else 0.0


class LanguageReader:
    """Tells a text's language from one or two voices. ``label`` is cheap; ``confirm`` asks the second voice as well."""

    def __init__(self, voices: Iterable[Detector]) -> None:
        self._first, *rest = voices
        self._second = rest[0] if rest else None
        self.label = lru_cache(maxsize=8_192)(self._label)

    @property
    def voices(self) -> tuple[str, ...]:
        return (self._first.name, *([self._second.name] if self._second else []))

    def get_ready(self) -> None:
        """Load both voices now, by asking them about a text."""
        for voice in (self._first, self._second) if self._second else (self._first,):
            voice.rank("where is my parcel")

    def _label(self, text: str) -> Language:
        """One voice's answer: LIKELY with at least four words and a clear margin, NONE otherwise (code still given)."""
        if script := script_language(text):
            return Language(script, Certainty.SURE)
        cleaned, words = clean(text)
        ranked = self._first.rank(cleaned) if cleaned else []
        if not ranked:
            return Language(None, Certainty.NONE, "no words to tell a language by")
        code = _ALIASES.get(ranked[0][0], ranked[0][0])
        others = [score for other, score in ranked[1:] if _ALIASES.get(other, other) != code]
        margin = ranked[0][1] - (others[0] if others else 0.0)
        if words < MIN_WORDS:
            return Language(code, Certainty.NONE, "text too short to tell its language")
        if margin < MIN_MARGIN:
            return Language(code, Certainty.NONE, "languages too close to tell apart")
        return Language(code, Certainty.LIKELY)

    def confirm(self, text: str) -> Language:
        """SURE only where both voices agree (or a script decides); NONE with the reason otherwise."""
        label = self.label(text)
        if label.certainty is not Certainty.LIKELY or self._second is None:
            return label
        ranked = self._second.rank(clean(text)[0])
        if ranked and _ALIASES.get(ranked[0][0], ranked[0][0]) == label.code:
            return Language(label.code, Certainty.SURE)
        return Language(label.code, Certainty.NONE, "two detectors disagree on the language")

    def parts(self, text: str) -> frozenset[str]:
        """The languages of a text's paragraphs and sentences that are long enough to tell: a bilingual reply has two. A sentence
        in Latin letters stays one where names of menus stand in it in another script."""
        pieces = [piece for piece in re.split(r"\n+|(?<=[.!?。])\s+|\s[/|–—]\s", text) if piece.strip()]
        labels = [self.label(_NOT_LATIN.sub(" ", piece) if _is_mostly_latin(piece) else piece) for piece in pieces]
        return frozenset(label.code for label in labels if label.code and label.certainty is not Certainty.NONE)
