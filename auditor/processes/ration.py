"""Who does which piece of the work, so that nobody waits while there is some."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Turns:
    """Numbers of pieces: every worker takes his own run from the first on (neighbours are alike, and what one learns of
    them serves the next), and then the last of whoever has most left. Forked processes have them in common."""

    def __init__(self, workers: int) -> None:
        self._left = multiprocessing.get_context("fork").Array("l", [0] * (2 * workers))

    def deal(self, count: int, idle: int = 0) -> None:
        """Deal the numbers below ``count`` out in runs; the first ``idle`` workers get none of their own."""
        workers = len(self._left) // 2 - idle
        cuts = [count * number // workers for number in range(workers + 1)]
        with self._left:
            self._left[:] = [0] * (2 * idle) + [at for cut in pairwise(cuts) for at in cut]

    def left(self) -> int:
        """How many are not taken yet."""
        with self._left:
            return int(sum(self._left[1::2]) - sum(self._left[::2]))

    def of(self, worker: int) -> Iterator[int]:
        """The numbers for a worker, by his own."""
        while (number := self._next(worker)) is not None:
            yield number

    def _next(self, worker: int) -> int | None:
        with self._left:
            left = self._left
            begin, end = left[2 * worker], left[2 * worker + 1]
            if begin < end:
                left[2 * worker] += 1
                return int(begin)
            longest = max(range(1, len(left), 2), key=lambda at: left[at] - left[at - 1])
            if left[longest - 1] == left[longest]:
                return None
            left[longest] -= 1
            return int(left[longest])


class Ration(Generic[Item]):
    """Pieces that are there before the workers are, who take turns at them."""

    def __init__(self, pieces: Sequence[Item], jobs: int) -> None:
        self._pieces, self._turns = pieces, Turns(jobs)
        self._turns.deal(len(pieces))

    def of(self, worker: int) -> Iterator[Item]:
        """The pieces for a worker, by his number."""
        return (self._pieces[number] for number in self._turns.of(worker))
