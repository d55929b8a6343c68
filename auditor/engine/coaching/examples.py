"""Which own replies are shown: the plainest that shows a habit, beside the best that answered a like problem."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.engine.coaching.problems import LIKE, Problems, own_words
from auditor.model import Exchange, Severity

_SEVERE = {Severity.ERROR: 1.0, Severity.WARNING: 0.6, Severity.INFO: 0.2}
_WORTH = {"public-answer": 1.0, "handed-over": 0.5, "help-page-linked": 0.3, "acknowledged": 0.3, "translated": 0.1}
_THANKED = 0.4
_SUBSTANCE = frozenset({"public-answer", "handed-over"})
_NEAR = 4.0  # what likeness weighs against the rest
_MOST = 150  # of either side that are compared with each other
_TELLING = 4  # words of content that tell a problem

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Pair:
    """An own reply where a habit shows, and the best own one; ``likeness`` of their problems, 0 to 1."""

    worst: Exchange
    best: Exchange | None
    likeness: float

    @property
    def like(self) -> bool:
        return self.likeness >= LIKE


def pair_for(
    rule: str, exchanges: Sequence[Exchange], problems: Problems, weights: Weights, taken: Collection[tuple[str, str]]
) -> Pair | None:
    """The pair that shows most: as like as can be, the one plainly at fault, the other plainly good.

    Conversations in ``taken`` are shown elsewhere on the sheet. None where the rule found nothing that can be shown.
    """
    failing = [e for e in exchanges if e.of(rule) is not None and talk_of(e) not in taken]
    failing = sorted(failing, key=lambda e: (-badness(e, rule, weights), key_of(e)))[:_MOST]
    if not failing:
        return None
    good = [e for e in exchanges if _does_without(e, rule)]
    good = sorted(good, key=lambda e: (talk_of(e) in taken, -goodness(e), key_of(e)))[:_MOST]
    bad_by, good_by = {key_of(e): badness(e, rule, weights) for e in failing}, {key_of(e): goodness(e) for e in good}
    pairs = (
        Pair(bad, best, problems.likeness(bad, best))
        for bad in failing
        if tells(bad)
        for best in good
        if tells(best) and talk_of(bad) != talk_of(best) and talk_of(best) not in taken
    )
    nearest = max(
        pairs,
        key=lambda p: (
            p.like,
            _NEAR * p.likeness + bad_by[key_of(p.worst)] + (good_by[key_of(p.best)] if p.best else 0),
            key_of(p.worst),
        ),
        default=None,
    )
    return nearest or Pair(failing[0], good[0] if good else None, 0.0)


def badness(exchange: Exchange, rule: str, weights: Weights) -> float:
    """How plainly a reply shows a habit: the severity, what else it costs, an upset customer, a problem that can be read."""
    finding = exchange.of(rule)
    severe = _SEVERE.get(finding.severity, 0.0) if finding else 0.0
    cost = sum(weights.get(name, 0.0) for name in {fault.rule for fault in exchange.faults})
    plain = severe + min(cost, 1.0) + 0.3 * exchange.upset - 0.5 * len(exchange.strengths & _SUBSTANCE)
    return plain + _reads(exchange)


def goodness(exchange: Exchange | None) -> float:
    """How much a reply gave: what it did well, and the thanks that followed."""
    if exchange is None:
        return 0.0
    worth = sum(_WORTH.get(name, 0.0) for name in exchange.strengths)
    return worth + _THANKED * exchange.thanked + _reads(exchange)


def tells(exchange: Exchange) -> bool:
    """Whether a reader can tell what the matter is from the post that a reply answers."""
    return exchange.asks and exchange.asked_lang is not None and len(own_words(exchange)) >= _TELLING


def _reads(exchange: Exchange) -> float:
    """A reply is understood beside its post, best where the file holds the conversation from its beginning: more weight
    than what was well or badly done in it."""
    return 2.0 * tells(exchange) + exchange.whole + 0.5 * exchange.opens + 0.5 * (exchange.asked is not None)


def key_of(exchange: Exchange) -> tuple[str, ...]:
    """By what a reply, or a post that was left without one, is known."""
    asked = exchange.asked
    return (exchange.account, *exchange.ids) if exchange.ids else (exchange.account, asked.id if asked else "")


def talk_of(exchange: Exchange) -> tuple[str, str]:
    """The conversation of a reply, among those of all accounts."""
    return (exchange.account, exchange.conversation)


def examples_of(strength: str, exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Replies with a strength and without a fault, the best first."""
    shown = [e for e in exchanges if strength in e.strengths and not e.faults]
    return sorted(shown, key=lambda e: (-goodness(e), key_of(e)))


def _does_without(exchange: Exchange, rule: str) -> bool:
    """A reply that the rule could have found and did not, with no other fault worth a warning, and that gave something."""
    grave = any(fault.rule == rule or fault.severity is not Severity.INFO for fault in exchange.faults)
    if exchange.reply is None or grave or not exchange.readable:
        return False
    if rule == "no-acknowledgement":
        return "acknowledged" in exchange.strengths
    return bool(exchange.strengths & _SUBSTANCE)
