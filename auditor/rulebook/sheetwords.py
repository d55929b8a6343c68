"""The words of coaching sheets, by language: ``sheets/*.yaml`` beside this file and the cards' own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from auditor.model import RuleWords, SheetWords
from auditor.rulebook.cards import AnyCard
from auditor.rulebook.load import Rulebook
from auditor.rulebook.mistakes import line_of
from auditor.rulebook.strict_yaml import RuleError, load

_FOLDER = Path(__file__).resolve().parent / "sheets"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfRule(_Strict):
    """What a sheet says of a rule beyond its card: in English the card's own title and principle stand."""

    title: str | None = None
    principle: str | None = None
    pattern: str | None = None


class SheetFile(_Strict):
    """One language: how numbers are written, the sheet's words by key, and what it says of rules."""

    decimal: str
    thousands: str
    words: dict[str, str]
    rules: dict[str, OfRule]


def sheet_languages() -> list[str]:
    """The languages that sheets can be written in."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def load_sheet_words(language: str, book: Rulebook) -> SheetWords:
    """A sheet's words in one of ``sheet_languages()``; a rule without words in it keeps its card's. Raises RuleError."""
    file = load_sheet_file(language)
    rules = {name: _words(rule.card, file.rules.get(name, OfRule()), language) for name, rule in book.rules.items()}
    return SheetWords(language, {**file.words, "decimal": file.decimal, "thousands": file.thousands}, rules)


def load_patterns() -> dict[str, dict[str, str]]:
    """How a reply could go, by language of the reply and rule. Raises RuleError."""
    return {
        language: {name: words.pattern for name, words in load_sheet_file(language).rules.items() if words.pattern}
        for language in sheet_languages()
    }


def load_sheet_file(language: str) -> SheetFile:
    """One language's file, validated. Raises RuleError."""
    path = _FOLDER / f"{language}.yaml"
    data: Mapping[str, Any] = load(path)
    try:
        return SheetFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(
            path, line_of(data, first["loc"]), f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        ) from error


def _words(card: AnyCard, own: OfRule, language: str) -> RuleWords:
    message, suggestion = (words.get(language, words["en"]) for words in (card.message, card.suggestion))
    return RuleWords(
        own.title or card.title, message, suggestion, own.principle or card.principle.statement, card.principle.source
    )
