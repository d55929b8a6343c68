"""A history keeps every run whole: written by several at once, killed midway, waited for, refused when it is none."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from auditor.history import HistoryError, load, save
from tests.history.make import ACCOUNTS, run_of
from tests.reports.examples import AS_OF, hostile

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


def writer(path: Path, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.history.writer", str(path), str(times)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def assert_whole(path: Path) -> list[int]:
    """Every run has all its parts; their numbers, in order."""
    runs = load(path)
    for run in runs:
        assert len(run.accounts) == ACCOUNTS
        assert len(run.sources) == 1
        care = next(point for point in run.accounts if point.account == "AcmeCare")
        assert [rule.points for rule in care.rules] == [pytest.approx(100 - care.score)]
    return sorted(run.number for run in runs)


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    assert save(run_of(70.0), path, NOW) == 1
    (run,) = load(path)
    assert (run.number, run.saved_at, run.as_of, run.version, run.rules_digest) == (1, NOW, AS_OF, "0.1.0", "0" * 64)
    assert run.sources == (("archive.jsonl", "posts"),)
    bank, care = run.accounts
    assert (care.score, care.low, care.high, care.grade, care.replies) == (70.0, 64.0, 76.0, "C", 36)
    assert (care.response_rate, care.median_minutes, care.p90_minutes) == (0.75, 12.0, 211.4)
    assert [(r.rule, r.points, r.count, r.opportunities) for r in care.rules] == [("private-only", 30.0, 15, 36)]
    assert (bank.response_rate, bank.rules) == (None, ())


def test_runs_are_ordered_by_the_moment_of_their_archives(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    for days in (30, 0, 60):
        save(run_of(70.0 + days / 10, AS_OF + timedelta(days=days)), path, NOW)
    save(run_of(50.0, None), path, NOW)
    assert [run.number for run in load(path)] == [4, 2, 1, 3]


def test_strangers_words_are_values(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    save(hostile(), path, NOW)
    assert load(path)[0].accounts[0].account == hostile().accounts[0].account


@pytest.mark.slow
def test_of_several_that_write_at_once_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    writers = [writer(path, 3) for _ in range(3)]
    told = [int(line) for one in writers for line in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in writers] == [0, 0, 0]
    assert sorted(told) == list(range(1, 10))
    assert assert_whole(path) == list(range(1, 10))


@pytest.mark.slow
def test_killed_midway_a_run_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """Each time after a while that the seed chooses: while the file is made, while a run is written, while it is closed."""
    path, rng = tmp_path / "h.duckdb", random.Random(5)
    told: list[int] = []
    for _ in range(KILLS):
        one = writer(path, 10_000)
        assert one.stdout is not None
        told.append(int(one.stdout.readline()))
        time.sleep(rng.uniform(0.0, 0.4))
        one.send_signal(signal.SIGKILL)
        told += [int(line) for line in one.communicate(timeout=30)[0].split()]
        there = assert_whole(path)
        assert there == list(range(1, len(there) + 1))
        assert set(told) <= set(there)
        assert len(there) <= len(told) + KILLS  # at most one in each round had no time to say so
    assert len(told) > KILLS


@pytest.mark.slow
def test_killed_while_a_history_is_begun_there_is_one_or_none(tmp_path: Path) -> None:
    rng = random.Random(6)
    for number in range(3):
        path = tmp_path / f"{number}.duckdb"
        one = writer(path, 1)
        until = time.monotonic() + 20
        while not list(tmp_path.glob(f".{path.name}.*")) and not path.exists() and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(rng.uniform(0.0, 0.1))
        one.kill()
        one.communicate(timeout=30)
        assert not path.exists() or assert_whole(path) in ([], [1])
        assert save(run_of(70.0), path, NOW) in (1, 2)


HOLD = """
import duckdb, sys, time
with duckdb.connect(sys.argv[1]):
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that has the file open for so long."""
    one = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert one.stdout is not None
    assert one.stdout.readline() == "open\n"
    return one


def test_a_file_that_is_in_use_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    save(run_of(70.0), path, NOW)
    one = holder(path, 1.5)
    told = "another process has the history open for over 0.2 seconds; try again when it has ended"
    for use in (lambda: save(run_of(70.0), path, NOW, patience=0.2), lambda: load(path, patience=0.2)):
        with pytest.raises(HistoryError, match=told):
            use()
    assert save(run_of(71.0), path, NOW, patience=60) == 2
    one.communicate(timeout=30)


def test_what_is_no_history_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other, older = (tmp_path / name for name in ("a.json", "b.duckdb", "c.duckdb"))
    text.write_text('{"schema": "auditor/report/1"}')
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE sales (sum INTEGER)")
    save(run_of(70.0), older, NOW)
    with duckdb.connect(str(older)) as connection:
        connection.execute("UPDATE auditor_history SET schema = 'auditor/history/9'")
    reasons = {text: "is no DuckDB file", other: "but no history of the auditor", older: "auditor/history/9"}
    for path, reason in reasons.items():
        before = path.read_bytes()
        with pytest.raises(HistoryError, match=reason):
            save(run_of(70.0), path, NOW)
        assert path.read_bytes() == before
    with pytest.raises(HistoryError, match="there is no history"):
        load(tmp_path / "none.duckdb")


def test_an_empty_file_becomes_a_history(tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    path.touch()
    assert save(run_of(70.0), path, NOW) == 1
