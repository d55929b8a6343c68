"""Rules as data: cards, phrases and figures, read strictly and validated at the border."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.rulebook.built_in import default_rules
    from auditor.rulebook.cards import CARD, AnyCard, card_schema
    from auditor.rulebook.load import (
        Rule,
        Rulebook,
        built_in_digest,
        load_card,
        load_cards,
        load_rulebook,
        rebuilt,
        select_rules,
    )
    from auditor.rulebook.strict_yaml import RuleError

_HOMES = {
    "cards": ("CARD", "AnyCard", "card_schema"),
    "load": (
        "Rule",
        "Rulebook",
        "built_in_digest",
        "load_card",
        "load_cards",
        "load_rulebook",
        "rebuilt",
        "select_rules",
    ),
    "built_in": ("default_rules",),
    "strict_yaml": ("RuleError",),
}

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


def __getattr__(name: str) -> object:
    """Loaded when asked for: packs are prepared where the program is packed, with nothing installed but a YAML reader."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
