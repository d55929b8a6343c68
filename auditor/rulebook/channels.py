"""Which channels are public, and what the names of placeholders say they stand for: read from the rules' figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.rulebook.strict_yaml import load


@dataclass(frozen=True)
class Channels:
    """Names of channels that anybody reads, of those that only the customer reads, and words of placeholders."""

    public: frozenset[str]
    private: frozenset[str]
    stands_for: Mapping[str, Sequence[str]]
    persons: frozenset[str]

    def is_public(self, channel: str | None) -> bool:
        return channel is not None and channel.strip().casefold() in self.public

    def is_private(self, channel: str | None) -> bool:
        return channel is not None and channel.strip().casefold() in self.private


def load_channels(rules: Path) -> Channels:
    """The channels of a folder of rules. Raises RuleError."""
    data: Any = load(rules / "figures" / "libraries.yaml")
    named = data["channels"]
    return Channels(
        frozenset(named["public"]), frozenset(named["private"]), data["stands-for"], frozenset(data["persons"])
    )
