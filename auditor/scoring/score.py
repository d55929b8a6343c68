"""An account's score: 0 to 100, from counts alone.

Each rule loses its weight times its rate of failure; losses compound, so the score is
``100 · Π (1 − weight · count / base)``, where ``base`` is the rule's opportunities, but at least a quarter of those of the
account's most often judged rule: what could be judged in three places of a thousand cannot cost a third of the score.
It follows that it is bounded, that a fault more on the same evidence
never raises it, that the order of the input and doubling the archive change nothing. What is missing from 100 is split
over the rules by their logarithms (the only split of a product that does not depend on an order), in hundredths that sum
exactly. ``without`` is the score were that rule never broken.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import ConversationTally, Tally
from auditor.scoring.interval import interval_of
from auditor.scoring.scorecard import Scorecard

Rates = Mapping[str, float]  # by rule: count over base
GRADES = ((90.0, "A"), (80.0, "B"), (70.0, "C"), (60.0, "D"), (50.0, "E"))


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule costs: ``points`` in hundredths that sum exactly, ``base`` what its count was divided by,
    ``without`` the score were it never broken."""

    rule: str
    points: float
    tally: Tally
    base: float
    without: float


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its parts. ``capped_by`` names the critical rule that caps it, if one does."""

    value: float
    interval: tuple[float, float]
    parts: tuple[Part, ...]
    dimensions: tuple[tuple[str, float], ...]
    capped_by: str | None


def total(tallies: Iterable[ConversationTally]) -> dict[str, Tally]:
    """Counts per rule over conversations."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for conversation in tallies:
        for rule, tally in conversation.tallies:
            sum_ = sums[rule]
            sum_[0] += tally.opportunities
            sum_[1] += tally.count
    return {rule: Tally(*sum_) for rule, sum_ in sums.items()}


def score_of(tallies: Sequence[ConversationTally], scorecard: Scorecard) -> Score:
    """The score of one account from its conversations' counts (any order)."""
    totals = {rule: tally for rule, tally in sorted(total(tallies).items()) if rule in scorecard.weights}
    least = least_base(totals.values())
    broken = {r: t.count / max(t.opportunities, least) for r, t in totals.items() if t.count}
    exact, capped_by = _capped(_product(broken, scorecard), broken, scorecard)
    value = round(exact, 2)
    points = _split(broken, scorecard, 100 - value, capped_by)
    parts = tuple(
        Part(
            rule, points[rule], totals[rule], max(totals[rule].opportunities, least), _without(rule, broken, scorecard)
        )
        for rule in sorted(broken, key=lambda name: (-points[name], name))
    )
    low, high = interval_of(tallies, totals, {r: w.weight for r, w in scorecard.weights.items()}, least)
    if capped_by is not None:
        low, high = min(low, value), min(high, value)
    return Score(
        value,
        (round(min(low, value), 1), round(max(high, value), 1)),
        parts,
        _dimensions(broken, totals, scorecard),
        capped_by,
    )


def least_base(tallies: Iterable[Tally]) -> float:
    """The least number a count is divided by: a quarter of the largest number of opportunities."""
    return max((tally.opportunities for tally in tallies), default=0) / 4


def grade_of(score: float) -> str:
    """A from 90, B from 80, C from 70, D from 60, E from 50, F below."""
    return next((grade for least, grade in GRADES if score >= least), "F")


def _loss(rule: str, rate: float, scorecard: Scorecard) -> float:
    return scorecard.weights[rule].weight * rate


def _product(broken: Rates, scorecard: Scorecard) -> float:
    return 100 * math.prod(1 - _loss(rule, rate, scorecard) for rule, rate in sorted(broken.items()))


def _capped(score: float, broken: Rates, scorecard: Scorecard) -> tuple[float, str | None]:
    caps = sorted((cap, rule) for rule, cap in scorecard.caps.items() if rule in broken)
    return (caps[0][0], caps[0][1]) if caps and caps[0][0] < score else (score, None)


def _without(rule: str, broken: Rates, scorecard: Scorecard) -> float:
    others = {name: rate for name, rate in broken.items() if name != rule}
    return round(_capped(_product(others, scorecard), others, scorecard)[0], 2)


def _split(broken: Rates, scorecard: Scorecard, missing: float, capped_by: str | None) -> dict[str, float]:
    """Hundredths of points per rule, by logarithm, that sum exactly to ``missing`` (largest remainder).

    What a cap takes beyond the product goes to the critical rule that capped.
    """
    hundredths = round(missing * 100)
    logs = {rule: -math.log1p(-_loss(rule, rate, scorecard)) for rule, rate in sorted(broken.items())}
    whole = sum(logs.values())
    by_rates = hundredths if capped_by is None else min(hundredths, round((100 - _product(broken, scorecard)) * 100))
    shares = {rule: by_rates * log / whole if whole else 0.0 for rule, log in logs.items()}
    given = {rule: math.floor(share) for rule, share in shares.items()}
    rest = by_rates - sum(given.values())
    for rule in sorted(shares, key=lambda r: (given[r] - shares[r], r))[:rest]:
        given[rule] += 1
    if capped_by is not None:
        given[capped_by] += hundredths - by_rates
    return {rule: count / 100 for rule, count in given.items()}


def _dimensions(broken: Rates, totals: Mapping[str, Tally], scorecard: Scorecard) -> tuple[tuple[str, float], ...]:
    """The same formula over the rules of each sub-score of which anything could be judged."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for rule in totals:
        group = groups[scorecard.weights[rule].dimension]
        if rule in broken:
            group[rule] = broken[rule]
    return tuple((name, round(_product(group, scorecard), 2)) for name, group in sorted(groups.items()))
