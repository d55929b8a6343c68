"""Findings of two reports matched by fingerprint: a fingerprint holds rule, account and words, no place and no moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.compare.evidence import Plain

_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Matched:
    """Faults only in NEW, faults only in OLD, how many are in both, and the counts of each per account and rule:
    ``(account, rule) → (new, mended, kept)``."""

    new: tuple[Plain, ...]
    mended: tuple[Plain, ...]
    kept: int
    by_rule: tuple[tuple[tuple[str, str], tuple[int, int, int]], ...]


def matched(old: Iterable[Plain], new: Iterable[Plain]) -> Matched:
    """Match faults; of equal words written several times as many are matched as both sides have."""
    before, after = list(old), list(new)
    added, kept = _beyond(after, before)
    gone, _ = _beyond(before, after)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for column, findings in enumerate((added, gone, kept)):
        for finding in findings:
            counts[finding["account"], finding["rule"]][column] += 1
    by_rule = tuple((key, (n, m, k)) for key, (n, m, k) in sorted(counts.items()))
    return Matched(tuple(sorted(added, key=_order)), tuple(sorted(gone, key=_order)), len(kept), by_rule)


def _beyond(ours: Iterable[Plain], theirs: Iterable[Plain]) -> tuple[list[Plain], list[Plain]]:
    left = Counter(finding["fingerprint"] for finding in theirs)
    beyond: list[Plain] = []
    shared: list[Plain] = []
    for finding in ours:
        mark = finding["fingerprint"]
        (shared if left[mark] > 0 else beyond).append(finding)
        left[mark] -= 1
    return beyond, shared


def _order(finding: Plain) -> tuple[int, str, str, str]:
    return (_RANK.get(finding["severity"], 3), finding["account"], finding["rule"], finding["id"])
