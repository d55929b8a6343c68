"""Work on all cores gives what one process gives, in the same order, and what goes wrong in a worker is told at home."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from auditor.processes import WorkerError, ahead, helpers, spread, spread_on


def squares(share: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in share]


@pytest.mark.parametrize("jobs", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("size", [0, 1, 2, 10, 23])
def test_results_come_in_the_order_of_the_items(size: int, jobs: int) -> None:
    results = spread(squares, range(size), jobs)
    assert [square for square, _ in results] == [number * number for number in range(size)]
    assert len({process for _, process in results}) <= min(size, max(min(jobs, size), 1))


def test_others_take_their_part() -> None:
    def slow(share: Sequence[int]) -> list[int]:
        time.sleep(0.2)  # long enough for another to be born
        return [os.getpid() for _ in share]

    assert len(set(spread(slow, range(4), 2))) == 2


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


@pytest.mark.parametrize("at_home", [True, False])
def test_what_goes_wrong_is_raised_at_home(at_home: bool) -> None:
    home = os.getpid()

    def failing(share: Sequence[int]) -> list[int]:
        if (os.getpid() == home) is at_home:
            raise ValueError("not wanted")
        time.sleep(0.2)
        return list(share)

    with pytest.raises(ValueError, match="not wanted"):
        spread(failing, range(4), 2)


def dying_away(home: int) -> Callable[[Sequence[int]], list[int]]:
    """Work that whoever is not at home dies of."""

    def work(share: Sequence[int]) -> list[int]:
        if os.getpid() != home:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.2)
        return list(share)

    return work


def test_a_worker_that_dies_is_missed() -> None:
    with pytest.raises(WorkerError, match="died"):
        spread(dying_away(os.getpid()), range(10), 2)


def ready_to_square() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return squares


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("alone", [0, 1_000])
@pytest.mark.parametrize("size", [0, 1, 10, 57])
def test_helpers_give_results_in_order(size: int, alone: int, count: int) -> None:
    with helpers(ready_to_square, count) as hired:
        results = hired.give(range(size), 5, alone)()
    assert [square for square, _ in results] == [number * number for number in range(size)]
    if count and alone:
        assert os.getpid() not in {process for _, process in results}
    if not count:
        assert {process for _, process in results} <= {os.getpid()}


def test_home_takes_part_where_much_is_left() -> None:
    def slow(share: Sequence[int]) -> list[int]:
        time.sleep(0.05)
        return [os.getpid() for _ in share]

    with helpers(lambda: slow, 1) as hired:
        assert len(set(hired.give(range(40), 2, 10)())) == 2


def test_helpers_that_are_given_nothing_end() -> None:
    with helpers(ready_to_square, 2):
        pass
    assert not multiprocessing.active_children()


def test_helpers_end_with_what_goes_wrong_at_home() -> None:
    def never() -> Callable[[Sequence[int]], list[int]]:
        time.sleep(60)
        return list

    began = time.monotonic()
    with pytest.raises(KeyError), helpers(never, 2):
        raise KeyError
    assert time.monotonic() - began < 30
    assert not multiprocessing.active_children()


def test_what_goes_wrong_while_a_helper_gets_ready_is_raised_at_home() -> None:
    def unready() -> Callable[[Sequence[int]], list[int]]:
        raise ValueError("no rules are there")

    with pytest.raises(ValueError, match="no rules"), helpers(unready, 1) as hired:
        hired.give(range(10), 5, 1_000)()


def test_a_helper_that_dies_is_missed() -> None:
    home = os.getpid()
    with pytest.raises(WorkerError, match="died"), helpers(lambda: dying_away(home), 1) as hired:
        hired.give(range(10), 5, 1_000)()


def told_slowly(start: int, log: Path) -> Iterator[tuple[int, int]]:
    for number in range(start, start + 5):
        with log.open("a") as file:
            file.write(f"{number}\n")
        yield number, os.getpid()


def test_walks_ahead_give_what_they_give_in_order(tmp_path: Path) -> None:
    walks = [partial(told_slowly, start, tmp_path / str(start)) for start in (0, 100)]
    with ahead(walks) as (ones, hundreds):
        given = list(zip(ones, hundreds, strict=True))
    assert [(one, other) for (one, _), (other, _) in given] == [(n, 100 + n) for n in range(5)]
    assert len({os.getpid(), *(process for pair in given for _, process in pair)}) == 3


def test_a_walk_ahead_waits_until_what_it_gave_is_taken(tmp_path: Path) -> None:
    """Else it would hold, or send, all that it walks over."""

    def large() -> Iterator[bytes]:
        for number in range(50):
            (tmp_path / str(number)).touch()
            yield bytes(1_000_000)  # far more than a pipe holds

    with ahead([large]) as (given,):
        assert len(next(given)) == 1_000_000
        time.sleep(0.3)
        assert len(list(tmp_path.iterdir())) <= 3
        next(given)
    assert not multiprocessing.active_children()


def test_what_goes_wrong_in_a_walk_ahead_is_raised_when_it_is_come_to() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("not wanted")

    with ahead([failing]) as (given,):
        assert next(given) == 1
        with pytest.raises(ValueError, match="not wanted"):
            next(given)


def test_a_walk_ahead_that_dies_is_missed() -> None:
    def dying() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with ahead([dying]) as (given,):
        assert next(given) == 1
        with pytest.raises(WorkerError, match="ended with code -9"):
            next(given)
