"""Work on all cores gives what one process gives, in the same order, and what goes wrong in a worker is told at home."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence

import pytest

from auditor.processes import WorkerError, spread, spread_on


def squares(share: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in share]


@pytest.mark.parametrize("jobs", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("size", [0, 1, 2, 10, 23])
def test_results_come_in_the_order_of_the_items(size: int, jobs: int) -> None:
    results = spread(squares, range(size), jobs)
    assert [square for square, _ in results] == [number * number for number in range(size)]
    assert len({process for _, process in results}) == min(size, max(min(jobs, size), 1))


def test_little_work_starts_no_process() -> None:
    assert {process for _, process in spread(squares, range(10), 4, least=6)} == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_more_items_than_can_be_held_are_worked_on_some_at_a_time(jobs: int) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = spread_on(lambda number: number + 1, items(), jobs, at_once=4)
    assert next(results) == 1
    assert len(taken) == (1 if jobs == 1 else 4)
    assert list(results) == list(range(2, 11))


def failing(share: Sequence[int]) -> list[int]:
    if 9 in share:
        raise ValueError("nine is not wanted")
    return list(share)


@pytest.mark.parametrize("items", [range(10), range(9, -1, -1)], ids=["in a worker", "at home"])
def test_what_goes_wrong_is_raised_at_home(items: range) -> None:
    with pytest.raises(ValueError, match="nine is not wanted"):
        spread(failing, items, 2)


def dying(share: Sequence[int]) -> list[int]:
    if 9 in share:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(share)


def test_a_worker_that_dies_is_missed() -> None:
    with pytest.raises(WorkerError, match="died"):
        spread(dying, range(10), 2)
