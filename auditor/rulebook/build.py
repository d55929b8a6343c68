"""From cards to checks: what a card says becomes an object that can look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from auditor.checks.acts import ActCheck, MissingActCheck
from auditor.checks.bounces import PassedAroundCheck
from auditor.checks.calendar import Calendar
from auditor.checks.clusters import NoPublicFixCheck
from auditor.checks.conditions import Condition
from auditor.checks.confusion import ChannelConfusionCheck
from auditor.checks.copies import CopiesCheck
from auditor.checks.interface import AccountCheck, HistoryCheck, ReplyCheck
from auditor.checks.language import LanguageCheck
from auditor.checks.latency import SlowReplyCheck
from auditor.checks.library import LibraryCheck
from auditor.checks.links import BareLinkCheck
from auditor.checks.promises import BrokenPromiseCheck
from auditor.checks.rates import OWN_TARGET, ResponseRateCheck, SlowAccountCheck
from auditor.checks.repeats import RepeatedQuestionCheck
from auditor.checks.silence import AbandonedCheck, UnansweredCheck
from auditor.checks.templates import BoilerplateCheck
from auditor.rulebook import cards
from auditor.rulebook.build_entry import ENTRY_BUILDERS
from auditor.rulebook.cards import AnyCard, ConditionSpec
from auditor.text.language import LanguageReader

Check = ReplyCheck | HistoryCheck | AccountCheck | LibraryCheck


def build_check(card: AnyCard, languages: LanguageReader, calendar: Calendar | None = None) -> Check:
    """The check that a card asks for, with the card's settings; ``calendar`` is the team's business hours."""
    if isinstance(card, cards.LanguageCard):
        return LanguageCheck(languages.confirm, languages.parts, _all(card.unless))
    if isinstance(card, cards.SlowReplyCard):
        return SlowReplyCheck(_hours(card.target_hours), calendar or Calendar())
    if isinstance(card, cards.SlowAccountCard):
        hours = calendar if calendar and card.against == OWN_TARGET else Calendar()
        return SlowAccountCheck(card.target_hours * 60, card.against, card.at_least, hours)
    if (entry := ENTRY_BUILDERS.get(type(card))) is not None:
        return entry(card)
    return _BUILDERS[type(card)](card)


def _all(specs: Sequence[ConditionSpec]) -> tuple[Condition, ...]:
    return tuple(spec.build() for spec in specs)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _act(card: cards.ActCard) -> ActCheck:
    when = (card.when,) if isinstance(card.when, str) else tuple(card.when)
    return ActCheck(when, _all(card.unless), _all(card.only_if), _all(card.worse_if), card.worse_severity)


def _copies(card: cards.UnansweredCard | cards.CopiesCard) -> CopiesCheck:
    spec = card.copies
    return CopiesCheck(_hours(card.window_hours), timedelta(days=spec.within_days), spec.alike, spec.at_least_words)


_BUILDERS: Mapping[type[Any], Callable[[Any], Check]] = {
    cards.ActCard: _act,
    cards.MissingActCard: lambda c: MissingActCheck(tuple(c.expects), _all(c.unless), _all(c.only_if)),
    cards.BareLinkCard: lambda c: BareLinkCheck(tuple(c.ignores)),
    cards.UnansweredCard: lambda c: UnansweredCheck(_hours(c.window_hours), _copies(c)),
    cards.CopiesCard: _copies,
    cards.AbandonedCard: lambda c: AbandonedCheck(_hours(c.window_hours)),
    cards.PromiseCard: lambda c: BrokenPromiseCheck(
        c.when, _hours(c.window_hours), tuple(c.moves_on), tuple(c.closed_by)
    ),
    cards.PassedAroundCard: lambda c: PassedAroundCheck(tuple(c.when), _all(c.unless)),
    cards.RepeatedQuestionCard: lambda c: RepeatedQuestionCheck(tuple(c.when), c.alike, tuple(c.no_answer)),
    cards.NoPublicFixCard: lambda c: NoPublicFixCheck(c.customers, _hours(c.within_hours), c.alike, c.shared_words),
    cards.BoilerplateCard: lambda c: BoilerplateCheck(c.alike, c.customers, c.at_least_words),
    cards.ChannelConfusionCard: lambda c: ChannelConfusionCheck(c.bounces, c.share),
    cards.ResponseRateCard: lambda c: ResponseRateCheck(c.target, c.at_least),
}
