"""From cards to checks: what a card says becomes an object that can look."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checks.acts import ActCheck, MissingActCheck
from auditor.checks.conditions import Condition
from auditor.checks.interface import HistoryCheck, ReplyCheck
from auditor.checks.language import LanguageCheck
from auditor.checks.links import BareLinkCheck
from auditor.rulebook.cards import ActCard, AnyCard, BareLinkCard, ConditionSpec, LanguageCard, MissingActCard
from auditor.text.language import LanguageReader


def build_check(card: AnyCard, languages: LanguageReader) -> ReplyCheck | HistoryCheck:
    """The check that a card asks for, with the card's settings."""
    if isinstance(card, ActCard):
        when = (card.when,) if isinstance(card.when, str) else tuple(card.when)
        return ActCheck(
            when, _all(card.unless), _all(card.only_if), _all(card.worse_if), card.worse_severity
        )
    if isinstance(card, MissingActCard):
        return MissingActCheck(tuple(card.expects), _all(card.unless), _all(card.only_if))
    if isinstance(card, LanguageCard):
        return LanguageCheck(languages.confirm, languages.parts, _all(card.unless))
    if isinstance(card, BareLinkCard):
        return BareLinkCheck(tuple(card.ignores))
    raise TypeError(f"no check for {type(card).__name__}")


def _all(specs: Sequence[ConditionSpec]) -> tuple[Condition, ...]:
    return tuple(spec.build() for spec in specs)
