"""Workers take pieces of the work until none is left: each piece is done once, whoever is slow."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from auditor.processes import Ration, Turns


@given(st.integers(1, 30), st.integers(1, 5), st.lists(st.integers(0, 4), max_size=60))
def test_every_piece_is_done_once_by_whoever_comes_for_it(count: int, jobs: int, turns: list[int]) -> None:
    ration = Ration(range(count), jobs)
    takers = [ration.of(worker) for worker in range(jobs)]
    taken: dict[int, list[int]] = defaultdict(list)
    for worker in [*(turn % jobs for turn in turns), *sorted([*range(jobs)] * count)]:
        taken[worker] += [piece for piece in [next(takers[worker], None)] if piece is not None]
    assert sorted(number for numbers in taken.values() for number in numbers) == list(range(count))


def test_a_worker_does_its_own_run_in_order_and_then_the_last_of_who_has_most_left() -> None:
    ration = Ration(range(8), 2)
    quick, slow = ration.of(0), ration.of(1)
    assert next(slow) == 4
    assert list(quick) == [0, 1, 2, 3, 7, 6, 5]
    assert list(slow) == []


@given(st.integers(0, 30), st.integers(1, 4), st.integers(0, 3))
def test_who_is_idle_has_no_run_of_his_own_and_takes_what_others_leave(count: int, busy: int, idle: int) -> None:
    turns = Turns(busy + idle)
    turns.deal(count, idle)
    assert turns.left() == count
    taken = [next(turns.of(worker), None) for worker in range(idle, busy + idle)]
    if count >= busy:
        assert taken == [count * worker // busy for worker in range(busy)]
    rest = list(turns.of(0))
    assert sorted([*rest, *(number for number in taken if number is not None)]) == list(range(count))
    assert turns.left() == 0
