"""How sure a score is: a 95 % interval over conversations.

The score's logarithm is a smooth function of each rule's rate, so its variance follows from how much each conversation
pulls it (the delta method for ratio estimators, conversations as clusters). A rule never broken so far has no
variance of its own; two failing and two clean conversations are imagined for every rule (Agresti and Coull, 1998), so
that "no fault in eight replies" is not taken for certainty. Student's quantile stands in for small numbers. Coverage is
checked by simulation in the tests.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.model import ConversationTally, Tally

_IMAGINED = 2  # failing, and as many clean, conversations per rule


def interval_of(
    tallies: Sequence[ConversationTally], totals: Mapping[str, Tally], weights: Mapping[str, float], least: float
) -> tuple[float, float]:
    """Low and high end, 0–100. With fewer than two conversations nothing is known: (0, 100)."""
    holding = Counter(rule for c in tallies for rule, t in c.tallies if t.opportunities)
    judged = sum(1 for c in tallies if any(t.opportunities for _, t in c.tallies))
    if judged < 2:
        return 0.0, 100.0
    slopes, rates, imagined = {}, {}, 0.0
    log_score = 0.0
    for rule, tally in sorted(totals.items()):
        weight = weights.get(rule, 0.0)
        if not weight or not tally.opportunities:
            continue
        size = tally.opportunities / holding[rule]
        opportunities = tally.opportunities + 2 * _IMAGINED * size
        rate = (tally.count + _IMAGINED * size) / opportunities
        share = tally.opportunities / max(tally.opportunities, least)  # under 1 where the rule could seldom be judged
        slope = weight * share / (1 - weight * share * rate) / opportunities
        rates[rule], slopes[rule] = rate, slope
        imagined += _IMAGINED * (slope * size) ** 2 * (rate**2 + (1 - rate) ** 2)
        log_score += math.log1p(-weight * tally.count / max(tally.opportunities, least))
    pulls = (
        sum(slopes[rule] * (t.count - rates[rule] * t.opportunities) for rule, t in c.tallies if rule in slopes)
        for c in tallies
    )
    variance = math.fsum(pull**2 for pull in pulls) * judged / (judged - 1) + imagined
    reach = _student(judged - 1) * math.sqrt(variance)
    return 100 * math.exp(log_score - reach), min(100.0, 100 * math.exp(log_score + reach))


def _student(freedom: int) -> float:
    """97.5 % quantile of Student's t, by Cornish and Fisher's expansion (within 0.3 % from 3 degrees on)."""
    z = 1.959963984540054
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + g1 / freedom + g2 / freedom**2 + g3 / freedom**3
