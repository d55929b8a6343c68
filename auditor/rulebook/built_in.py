"""What comes with the program, short of cards: the folder of its rules, and what texts are read with (the register of acts, the
packs, the voices that tell languages)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.rulebook.packs import ActKind, LazyPacks, load_register
from auditor.rulebook.strict_yaml import RuleError
from auditor.text.language import LanguageReader, available_voices
from auditor.text.packs import Pack
from auditor.text.reader import TextReader

MARKER = "acts/acts.yaml"


@dataclass(frozen=True)
class ReadingParts:
    """A reader of texts, and what it was made of."""

    register: Mapping[str, ActKind]
    packs: Mapping[str, Pack]
    languages: LanguageReader
    reader: TextReader


def default_rules() -> Path:
    """The rules that come with the program: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / MARKER).is_file():
            return folder
    raise RuleError(package / "rules", None, "the rules that come with auditor are missing; install it again")


def load_reading() -> ReadingParts:
    """What the program's own rules read with. Raises RuleError."""
    folder = default_rules()
    register = load_register(folder / MARKER)
    packs = LazyPacks(folder, register)
    languages = LanguageReader(available_voices())
    return ReadingParts(register, packs, languages, TextReader(packs, languages))
