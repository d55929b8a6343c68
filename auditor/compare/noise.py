"""Whether a difference is more than noise: the tests that ``auditor compare`` states, and what many of them do to each other.

Sources: Welch (1947) for the difference of two estimates with variances of their own; Wallace (1959, eq. 2.2) for
Student's t as a normal deviate; Agresti and Caffo (2000) for two shares, a fault and a clean case imagined on each
side; Holm (1979) for many tests at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()
Z = 1.959963984540054  # the normal's 97.5 % quantile


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the variance of its estimate, and the degrees of freedom of that variance."""

    value: float
    variance: float
    freedom: float


@dataclass(frozen=True, slots=True)
class Difference:
    """NEW less OLD, a 95 % interval of it (for this one difference alone), and its two-sided p-value."""

    value: float
    low: float
    high: float
    p: float


def difference(old: Estimate, new: Estimate) -> Difference:
    """Welch's test. Without any variance a difference is certain, and equality too."""
    value = new.value - old.value
    variance = old.variance + new.variance
    if variance <= 0:
        return Difference(value, value, value, 0.0 if value else 1.0)
    freedom = variance**2 / (old.variance**2 / old.freedom + new.variance**2 / new.freedom)
    error = math.sqrt(variance)
    reach = student_quantile(Z, freedom) * error
    return Difference(value, value - reach, value + reach, two_sided(value / error, freedom))


def share(count: float, of: float, clumping: float, freedom: float) -> Estimate:
    """A share of ``of`` cases of which ``clumping`` come and go as one, with one fault and one clean case imagined."""
    cases = of / clumping + 2
    rate = (min(count, of) / clumping + 1) / cases
    return Estimate(rate, rate * (1 - rate) / cases, freedom)


def two_sided(t: float, freedom: float) -> float:
    """The chance of a Student's t at least as far from zero, by Wallace's normal deviate."""
    deviate = (8 * freedom + 1) / (8 * freedom + 3) * math.sqrt(freedom * math.log1p(t * t / freedom))
    return 2 * _NORMAL.cdf(-deviate)


def student_quantile(z: float, freedom: float) -> float:
    """Student's quantile where the normal has ``z``: Wallace's deviate solved for t."""
    deviate = z * (8 * freedom + 3) / (8 * freedom + 1)
    return math.sqrt(freedom * math.expm1(deviate * deviate / freedom))


def holm(chances: Sequence[float], families: int = 1) -> list[float]:
    """Holm's adjusted p-values, in the order given: the chance of even one false claim stays under the level to which
    they are held. ``families``: among how many such groups that level is shared out."""
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    adjusted = [1.0] * len(chances)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, families * (len(chances) - rank) * chances[index]))
        adjusted[index] = highest
    return adjusted
