"""How far two or more judges agree, beyond what chance would give.

Cohen's kappa (Cohen, 1960) for two; weighted cases count as often as they stand for. Krippendorff's alpha for nominal data with
any number of reviewers and with gaps (Krippendorff, 2011), by the library ``krippendorff``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from auditor.review.verdicts import Cell

Pair = tuple[bool, bool, float]


def kappa(pairs: Iterable[Pair]) -> float | None:
    """Cohen's kappa of ``(one, other, weight)``; None where chance alone would give full agreement, or there is nothing."""
    table = {(one, other): 0.0 for one in (True, False) for other in (True, False)}
    for one, other, weight in pairs:
        table[one, other] += weight
    total = math.fsum(table.values())
    if not total:
        return None
    seen = (table[True, True] + table[False, False]) / total
    ones = (table[True, True] + table[True, False]) / total
    others = (table[True, True] + table[False, True]) / total
    chance = ones * others + (1 - ones) * (1 - others)
    return None if math.isclose(chance, 1.0) else (seen - chance) / (1 - chance)


def alpha(cells: Sequence[Cell], reviewers: Sequence[str]) -> float | None:
    """Krippendorff's alpha of the reviewers; None where no two judged the same cell, or all said the same everywhere."""
    shared = [cell for cell in cells if len(cell.verdicts) > 1]
    said = {verdict for cell in shared for verdict in cell.verdicts.values()}
    if len(said) < 2:
        return None
    import krippendorff
    import numpy as np

    data = np.array([[float(cell.verdicts.get(name, np.nan)) for cell in shared] for name in reviewers])
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def between(cells: Iterable[Cell], one: str, other: str) -> list[Pair]:
    """The verdicts of two reviewers on the cells that both judged."""
    return [(c.verdicts[one], c.verdicts[other], 1.0) for c in cells if one in c.verdicts and other in c.verdicts]
