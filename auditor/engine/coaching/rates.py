"""Shares with how sure they are, alone and against each other."""

from __future__ import annotations

import math
from collections.abc import Iterable

from auditor.engine.evaluate import wilson
from auditor.model import Exchange, Rate


def rate(count: int, of: int) -> Rate:
    """A share with Wilson's 95 % interval."""
    return Rate(count, of, *wilson(count, of))


def difference(then: Rate, now: Rate) -> tuple[float, float]:
    """95 % interval for ``now - then`` of two independent shares: Newcombe's hybrid of Wilson's intervals (Statistics in
    Medicine 17, 1998, method 10)."""
    gap = now.share - then.share
    down = math.hypot(now.share - now.low, then.high - then.share)
    up = math.hypot(now.high - now.share, then.share - then.low)
    return max(-1.0, gap - down), min(1.0, gap + up)


def strengths(exchanges: Iterable[Exchange]) -> tuple[dict[str, int], int]:
    """In how many replies each strength was seen, and how many replies could be read."""
    counts: dict[str, int] = {}
    of = 0
    for exchange in exchanges:
        if exchange.reply is not None and exchange.readable:
            of += 1
            for name in exchange.strengths:
                counts[name] = counts.get(name, 0) + 1
    return counts, of
