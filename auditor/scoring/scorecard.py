"""A team's own weights: which rules count, how much, which are critical. Built in: each card's own weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RuleWeight:
    """``weight`` is the share of the score lost when every opportunity of the rule fails; ``dimension`` its sub-score."""

    weight: float
    dimension: str


@dataclass(frozen=True)
class Scorecard:
    """``weights`` by rule (a rule that is not here is not scored); ``caps``: one finding of such a rule caps the score."""

    weights: Mapping[str, RuleWeight]
    caps: Mapping[str, float] = field(default_factory=dict)
    minimum_conversations: int = 20
