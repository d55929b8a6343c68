"""What is drawn: a stratified random sample with known chances, so that the whole can be estimated from it.

Findings are drawn by rule and doubt, more of the severe and the doubtful ones; replies for the control slice in proportion,
apart for those in which something was found, for the rarer would else hardly come up. Within a stratum each candidate
has the same chance (Cochran, *Sampling Techniques*, 1977, chapter 5).
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.model import Severity
from auditor.model.review import Asked, Candidate, Drawn

_PULL = {Severity.ERROR: 2.0, Severity.WARNING: 1.5}
_DOUBT = 2.0
NOTHING_FOUND, SOMETHING_FOUND = "control 1", "control 2"  # named so that a reviewer is told nothing


class TooSmallError(ValueError):
    """A sample that cannot hold one of each stratum; ``least`` is the size from which it can."""

    def __init__(self, least: int) -> None:
        super().__init__(f"at least {least} rows are needed, one of each kind of finding and of the control slice")
        self.least = least


def draw(candidates: Sequence[Candidate], seed: int, size: int, control: float) -> list[Drawn]:
    """A sample of ``size``, of which the share ``control`` is the control slice, in an order that tells nothing.

    The same candidates (in any order) and seed give the same sample. Where there are fewer findings or fewer replies than
    their share, the others take their place. Raises TooSmallError.
    """
    strata: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        strata[_stratum(candidate)].append(candidate)
    slices = {name: found for name, found in strata.items() if found[0].asked is Asked.CONTROL}
    faults = {name: found for name, found in strata.items() if found[0].asked is Asked.FINDING}
    of_faults = min(size - round(size * control), sum(map(len, faults.values())))
    of_control = min(size - of_faults, sum(map(len, slices.values())))
    of_faults = size - of_control
    if of_faults < len(faults) or of_control < len(slices):
        raise TooSmallError(_least(len(faults), len(slices), control))
    sizes = _shares({name: float(len(found)) for name, found in slices.items()}, slices, of_control)
    sizes |= _shares({name: _want(found) for name, found in faults.items()}, faults, of_faults)
    drawn = [
        Drawn(candidate, name, len(strata[name]), count)
        for name, count in sorted(sizes.items())
        for candidate in random.Random(f"{seed}/{name}").sample(sorted(strata[name], key=lambda c: c.id), count)
    ]
    random.Random(seed).shuffle(drawn)
    return drawn


def _stratum(candidate: Candidate) -> str:
    if candidate.asked is Asked.CONTROL:
        return SOMETHING_FOUND if candidate.found else NOTHING_FOUND
    return f"{candidate.found[0]}, {'doubtful' if candidate.doubtful else 'plain'}"


def _want(found: Sequence[Candidate]) -> float:
    """How much of the sample a stratum of findings should get: by the root of its size, so that rare rules come up too."""
    pull = sum(_PULL.get(c.finding.severity, 1.0) for c in found if c.finding) / len(found)
    return math.sqrt(len(found)) * pull * (_DOUBT if found[0].doubtful else 1.0)


def _shares(wants: Mapping[str, float], strata: Mapping[str, Sequence[Candidate]], total: int) -> dict[str, int]:
    """``total`` handed out by ``wants`` one by one (D'Hondt), at least one to each and to none more than it has."""
    given = dict.fromkeys(sorted(strata), 1)
    for _ in range(total - len(given)):
        open_ones = [name for name in given if given[name] < len(strata[name])]
        if not open_ones:
            break
        given[max(open_ones, key=lambda name: wants[name] / (given[name] + 0.5))] += 1
    return given


def _least(faults: int, slices: int, control: float) -> int:
    least = faults + slices
    while round(least * control) < slices or least - round(least * control) < faults:
        least += 1
    return least
