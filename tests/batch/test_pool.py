"""Pieces of work, done by processes that make room for new ones."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from auditor.batch.pool import work_off
from auditor.processes import WorkerError, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork processes")


def who_did_what(folder: Path, count: int, jobs: int, term: int | None) -> list[tuple[int, int]]:
    """The process and the piece of all that was done, one pair for each time."""
    log = folder / "log"

    def work(number: int) -> None:
        with log.open("a") as file:  # a line is written at once
            file.write(f"{os.getpid()} {number}\n")

    done: list[int] = []
    work_off(range(count), work, jobs, done.append, term)
    pairs = [tuple(map(int, line.split())) for line in log.read_text().splitlines()]
    assert sorted(done) == list(range(count))
    return [(process, number) for process, number in pairs]


@pytest.mark.parametrize(("count", "jobs", "term"), [(20, 2, 3), (7, 3, 1), (12, 2, 6), (5, 2, 100), (9, 2, None)])
def test_every_piece_is_done_once_and_no_process_does_more_than_its_term(
    tmp_path: Path, count: int, jobs: int, term: int | None
) -> None:
    pairs = who_did_what(tmp_path, count, jobs, term)
    assert sorted(number for _, number in pairs) == list(range(count))
    by_process = Counter(process for process, _ in pairs)
    assert os.getpid() not in by_process
    assert max(by_process.values()) <= (term or count)
    if term is None or term >= count:
        assert len(by_process) <= jobs


def test_what_goes_wrong_in_a_later_process_is_raised(tmp_path: Path) -> None:
    def work(number: int) -> None:
        if number == 5:
            raise ValueError("five")

    with pytest.raises(ValueError, match="five"):
        work_off(range(12), work, 2, lambda number: None, 2)


def test_a_later_process_that_dies_is_noticed(tmp_path: Path) -> None:
    def work(number: int) -> None:
        if number == 5:
            os._exit(3)

    with pytest.raises(WorkerError, match="code 3"):
        work_off(range(12), work, 2, lambda number: None, 2)
