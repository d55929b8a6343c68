"""Shares and their intervals where not all cases weigh the same.

Wilson (1927) for a share; Kish (*Survey Sampling*, 1965, section 11.7) for how many equal cases unequal weights are worth,
and the finite population correction, as Korn and Graubard (1998) put them together; Donner and Zou (2012) for the ratio of
two figures that each have an interval (MOVER).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval, and how many cases it rests on."""

    value: float
    low: float
    high: float
    cases: int


def wilson(share: float, of: float) -> tuple[float, float]:
    """Wilson's 95 % interval for a share of ``of`` cases, which need not be whole; (0, 1) of none."""
    if of <= 0:
        return 0.0, 1.0
    if math.isinf(of):
        return share, share
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def weighted_share(cases: Iterable[tuple[float, float]], population: float) -> Share | None:
    """The share of a population from ``(weight, hit)`` cases whose weights add up to it, or to the part that was judged. A
    hit is 1, a miss 0; in between where several judged a case and differ.

    The weights are those of Horvitz and Thompson (1952). None without a case.
    """
    listed = list(cases)
    total = math.fsum(weight for weight, _ in listed)
    if not listed or total <= 0:
        return None
    value = math.fsum(weight * hit for weight, hit in listed) / total
    effective = total**2 / math.fsum(weight**2 for weight, _ in listed)
    unseen = population - len(listed)
    of = effective * (population - 1) / unseen if unseen > 0 else math.inf
    low, high = wilson(value, of)
    return Share(value, low, high, len(listed))


def ratio_interval(top: tuple[float, float, float], bottom: tuple[float, float, float]) -> tuple[float, float]:
    """The 95 % interval of ``top / bottom`` from ``(value, low, high)`` of each, independent and not negative; the upper
    end is infinite where the bottom may be nothing."""
    (a, a_low, a_high), (b, b_low, b_high) = top, bottom
    low = 0.0
    if b_high > 0 and 2 * b > b_high:
        rest = (a * b) ** 2 - a_low * b_high * (2 * a - a_low) * (2 * b - b_high)
        low = (a * b - math.sqrt(max(rest, 0.0))) / (b_high * (2 * b - b_high))
    elif b_high > 0:
        low = a_low / b_high
    if b_low <= 0:
        return low, math.inf
    rest = (a * b) ** 2 - a_high * b_low * (2 * a - a_high) * (2 * b - b_low)
    return low, (a * b + math.sqrt(max(rest, 0.0))) / (b_low * (2 * b - b_low))
