"""Rules as data: cards, phrases and figures, read strictly and validated at the border."""

from auditor.rulebook.cards import CARD, AnyCard, card_schema
from auditor.rulebook.load import (
    Rule,
    Rulebook,
    built_in_digest,
    default_rules,
    load_card,
    load_cards,
    load_rulebook,
    rebuilt,
    select_rules,
)
from auditor.rulebook.strict_yaml import RuleError

__all__ = [
    "CARD",
    "AnyCard",
    "Rule",
    "RuleError",
    "Rulebook",
    "built_in_digest",
    "card_schema",
    "default_rules",
    "load_card",
    "load_cards",
    "load_rulebook",
    "rebuilt",
    "select_rules",
]
