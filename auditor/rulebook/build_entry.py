"""From cards that look at canned responses to their checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from auditor.checks.addresses import AddressCheck
from auditor.checks.answerless import AnswerlessCheck
from auditor.checks.dates import StaleDateCheck
from auditor.checks.duplicates import NearDuplicateCheck
from auditor.checks.leftovers import LeftoverCheck, ShoutingCheck
from auditor.checks.lengths import LengthCheck, Limit
from auditor.checks.library import LibraryCheck
from auditor.checks.slots import (
    Fallback,
    MalformedPlaceholderCheck,
    MissingFallbackCheck,
    Platform,
    UnknownPlaceholderCheck,
)
from auditor.checks.translations import MissingTranslationCheck, TranslationDriftCheck
from auditor.rulebook import cards_entry as cards


def _words(by_language: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.casefold() for word in chain(*by_language.values())))


def _length(card: cards.LengthCard) -> LengthCheck:
    return LengthCheck(
        {name: Limit(limit.characters, limit.weighted) for limit in card.limits for name in limit.channels}
    )


def _dates(card: cards.StaleDateCard) -> StaleDateCheck:
    months = {name.casefold(): n for names in card.months.values() for n, name in enumerate(names, start=1)}
    return StaleDateCheck(months, _words(card.occasions), _words(card.since))


ENTRY_BUILDERS: Mapping[type[Any], Callable[[Any], LibraryCheck]] = {
    cards.MalformedPlaceholderCard: lambda c: MalformedPlaceholderCheck(),
    cards.UnknownPlaceholderCard: lambda c: UnknownPlaceholderCheck(
        {name: Platform(tuple(p.opens), tuple(p.names)) for name, p in c.platforms.items()}
    ),
    cards.MissingFallbackCard: lambda c: MissingFallbackCheck(
        {name: Fallback(tuple(p.marks), tuple(p.names)) for name, p in c.platforms.items()}
    ),
    cards.LeftoverCard: lambda c: LeftoverCheck(tuple(c.marks), _words(c.verbs), _words(c.gaps)),
    cards.ShoutingCard: lambda c: ShoutingCheck(c.words),
    cards.LengthCard: _length,
    cards.AddressCard: lambda c: AddressCheck(
        tuple(c.schemes), frozenset(c.hosts), frozenset(c.except_hosts), frozenset(c.parameters)
    ),
    cards.StaleDateCard: _dates,
    cards.MissingTranslationCard: lambda c: MissingTranslationCheck(c.share),
    cards.TranslationDriftCard: lambda c: TranslationDriftCheck(tuple(c.answers), tuple(c.redirects)),
    cards.NearDuplicateCard: lambda c: NearDuplicateCheck(c.alike, c.at_least_words),
    cards.AnswerlessCard: lambda c: AnswerlessCheck(tuple(c.when), tuple(c.answers), frozenset(c.persons)),
}
