"""A team's own settings over the built-in ones: what its scorecard file changes in rules, weights and targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from auditor.checks.calendar import Calendar
from auditor.checks.rates import OWN_TARGET
from auditor.model import Benchmark
from auditor.rulebook import Rule, Rulebook
from auditor.rulebook.build import build_check
from auditor.rulebook.cards import AnyCard
from auditor.rulebook.figures import benchmarks_of
from auditor.rulebook.teamfile import Targets, TeamFile, calendar_of, load_team_file, sector_reply_hours
from auditor.scoring import RuleWeight, Scorecard


@dataclass(frozen=True)
class Team:
    """A rulebook with the team's targets built in, its scorecard, and which accounts it says belong together."""

    rulebook: Rulebook
    scorecard: Scorecard
    brands: tuple[tuple[str, ...], ...]
    calendar: Calendar
    benchmarks: tuple[Benchmark, ...] = ()


def load_team(path: Path | None, book: Rulebook) -> Team:
    """The team of a scorecard file; the defaults without one. Raises RuleError."""
    file = load_team_file(path, book) if path else TeamFile()
    calendar = calendar_of(path, file.calendar) if path else Calendar()
    hours, against = sector_reply_hours(path, file)
    rules = {}
    for name, rule in book.rules.items():
        if name not in file.off:
            card = _retargeted(rule.card, file.targets, hours, against)
            rules[name] = Rule(card, build_check(card, book.reader.languages, calendar), rule.path)
    weights = {
        name: RuleWeight(file.weights.get(name, rule.card.weight), rule.card.dimension)
        for name, rule in rules.items()
        if file.weights.get(name, rule.card.weight) or name in file.critical
    }
    caps = {name: cap for name, cap in file.critical.items() if name in weights}
    minimum = file.minimum_conversations or Scorecard.minimum_conversations
    return Team(
        replace(book, rules=rules),
        Scorecard(weights, caps, minimum),
        tuple(tuple(brand) for brand in file.brands),
        calendar,
        benchmarks_of(path, file),
    )


def _retargeted(card: AnyCard, targets: Targets, sector_hours: float, against: str) -> AnyCard:
    """The card with the team's targets in place of its own."""
    if card.check == "slow-reply" and targets.reply_hours:
        return card.model_copy(update={"target_hours": targets.reply_hours})
    if card.check == "slow-account":
        if targets.reply_hours:
            return card.model_copy(update={"target_hours": targets.reply_hours, "against": OWN_TARGET})
        return card.model_copy(update={"target_hours": sector_hours, "against": against})
    if card.check == "response-rate" and targets.response_rate:
        return card.model_copy(update={"target": targets.response_rate})
    if card.check in {"unanswered", "copies", "abandoned"} and targets.unanswered_window_hours:
        return card.model_copy(update={"window_hours": targets.unanswered_window_hours})
    return card
