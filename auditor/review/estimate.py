"""What the reviewed sample says of the engine on the whole archive: precision, recall, errors, with intervals.

Every cell (a reply and a rule) is either found by the engine or not. Those found are estimated from the rows on findings: the
precision of a rule is the weighted share of its findings that are right. Those not found are estimated from the control
slice, judged without knowing what the engine said: the weighted share of replies with a fault that was missed. Recall is
found-and-right over found-and-right plus missed. Weights are those of the drawing (Horvitz and Thompson, 1952), taken anew over
the rows of each stratum that were judged. Where reviewers differ on a row, it counts for each of them by an equal part: the
estimate is the mean of what each alone would say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.model.review import Asked
from auditor.review.agreement import Pair
from auditor.review.shares import Share, ratio_interval, weighted_share
from auditor.review.verdicts import Cell, Reviewed

_NOTHING = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the engine is at one rule, or at all. ``found``: findings in the archive; ``missed``: faults it did not find, as
    estimated, with an interval. ``recall`` is None for rules that the control slice cannot show."""

    found: int
    precision: Share | None
    missed: tuple[float, float, float] | None
    recall: Share | None


@dataclass(frozen=True)
class Judged:
    """The rows that somebody judged, each with the weight it has among those of its stratum: cells of findings, and the cells of
    replies of the control slice."""

    reviewed: Reviewed
    findings: tuple[tuple[Cell, float], ...]
    replies: tuple[tuple[tuple[Cell, ...], float], ...]

    @property
    def size(self) -> int:
        """Replies in the archive."""
        return _population(self.reviewed, Asked.CONTROL)


def judged_of(reviewed: Reviewed) -> Judged:
    """Weigh what was judged."""
    findings = [cell for cell in reviewed.of(Asked.FINDING) if cell.verdicts]
    replies: dict[str, list[Cell]] = {}
    for cell in reviewed.of(Asked.CONTROL):
        if cell.verdicts:
            replies.setdefault(cell.item, []).append(cell)
    counts = Counter(reviewed.rows[item].stratum for item in [*(cell.item for cell in findings), *replies])

    def weight(item: str) -> float:
        row = reviewed.rows[item]
        return row.size / counts[row.stratum]

    return Judged(
        reviewed,
        tuple((cell, weight(cell.item)) for cell in findings),
        tuple((tuple(cells), weight(item)) for item, cells in replies.items()),
    )


def _population(reviewed: Reviewed, asked: Asked, rule: str = "") -> int:
    """How many candidates the strata hold from which rows of this kind, and of this rule, were drawn."""
    rows = [row for row in reviewed.rows.values() if row.asked is asked and (not rule or rule in row.found)]
    return sum({row.stratum: row.size for row in rows}.values())


def quality_of(judged: Judged, rule: str) -> Quality:
    """Precision and recall of one rule."""
    found = _population(judged.reviewed, Asked.FINDING, rule)
    right = weighted_share(
        ((weight, cell.share or 0.0) for cell, weight in judged.findings if cell.rule == rule), found
    )
    if rule not in judged.reviewed.rules:
        return Quality(found, right, None, None)
    missed = [(weight, _missed([cell for cell in cells if cell.rule == rule])) for cells, weight in judged.replies]
    return _quality(found, right, missed, judged.size, each=1.0)


def quality_overall(judged: Judged) -> Quality:
    """Precision over all findings; recall over the rules of single replies, which the control slice was asked for."""
    rules = judged.reviewed.rules
    cases = [(weight, cell.share or 0.0) for cell, weight in judged.findings]
    everywhere = weighted_share(cases, _population(judged.reviewed, Asked.FINDING))
    found = sum(_population(judged.reviewed, Asked.FINDING, rule) for rule in rules)
    of_rules = [(weight, cell.share or 0.0) for cell, weight in judged.findings if cell.rule in rules]
    right = weighted_share(of_rules, found)
    missed = [(weight, _missed(cells)) for cells, weight in judged.replies]
    with_one = math.fsum(weight * share for weight, share in missed)
    faults = math.fsum(w * (c.share or 0.0) for cells, w in judged.replies for c in cells if not c.engine)
    quality = _quality(found, right, missed, judged.size, faults / with_one if with_one else 1.0)
    return Quality(_population(judged.reviewed, Asked.FINDING), everywhere, quality.missed, quality.recall)


def _missed(cells: Sequence[Cell]) -> float:
    """The share of the reviewers who see a fault in a reply that the engine did not."""
    return _says(cells, lambda cell, verdict: verdict and not cell.engine)


def _says(cells: Sequence[Cell], is_so: Callable[[Cell, bool], bool]) -> float:
    reviewers = cells[0].verdicts
    return sum(any(is_so(cell, cell.verdicts[name]) for cell in cells) for name in reviewers) / len(reviewers)


def _quality(found: int, right: Share | None, cases: Sequence[tuple[float, float]], size: int, each: float) -> Quality:
    """``cases``: replies of the control slice, with whether a fault was missed; ``each``: how many such a reply has."""
    share = weighted_share(cases, size)
    if share is None:
        return Quality(found, right, None, None)
    missed = (share.value * size * each, share.low * size * each, share.high * size * each)
    if found and right is None:
        return Quality(found, right, missed, None)
    hits = (right.value * found, right.low * found, right.high * found) if right else _NOTHING
    if hits[0] + missed[0] <= 0:
        return Quality(found, right, missed, None)
    low, high = ratio_interval(missed, hits)  # missed over right: recall is 1 / (1 + that)
    value = hits[0] / (hits[0] + missed[0])
    recall = Share(value, 1 / (1 + high), 1 / (1 + low), share.cases + (right.cases if right else 0))
    return Quality(found, right, missed, recall)


def error_rate(judged: Judged) -> Share | None:
    """The share of all replies on which the engine is wrong about at least one rule."""
    wrong = [(weight, _says(cells, lambda cell, verdict: verdict != cell.engine)) for cells, weight in judged.replies]
    return weighted_share(wrong, judged.size)


def with_engine(reviewed: Reviewed, reviewer: str, rules: Sequence[str]) -> list[Pair]:
    """A reviewer's verdicts beside the engine's, each weighing what it stands for in the archive: what was found from the
    rows on findings, what was not found from the control slice."""
    return [
        (cell.verdicts[reviewer], cell.engine, reviewed.rows[cell.item].weight)
        for cell in reviewed.cells
        if reviewer in cell.verdicts
        and cell.rule in rules
        and cell.engine is (reviewed.rows[cell.item].asked is Asked.FINDING)
    ]
