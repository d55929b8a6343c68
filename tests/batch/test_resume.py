"""An audit that is killed, at any stage and as often as it likes to be, ends with the bytes of one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.stage import ROOT, auditor

ARCHIVE = ROOT / "fixtures" / "archive.jsonl"
STAGES = ("records.tsv", "posts.duckdb", "slices/000001", "contents", "parts/000000", "parts/000001", "accounts/*")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this machine")


def begin(work: Path, output: Path) -> int:
    """Begins an audit in a process of its own: forked, so that nothing need be imported again."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = auditor("audit", ARCHIVE, "-f", "json", "-o", output, "--work-dir", work, "--jobs", 2).code
        finally:
            os._exit(code)
    return child


def killed(child: int, work: Path, stage: str, later: float) -> bool:
    """Kills a run a little after ``stage`` has left its first file; False where it had ended before."""
    while not list(work.glob(stage)):
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.001)
    time.sleep(later)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def test_killed_at_every_stage_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    rng = random.Random(7)
    whole = auditor("audit", ARCHIVE, "-f", "json").out
    work, output = tmp_path / "work", tmp_path / "report.json"
    kills = sum(killed(begin(work, output), work, stage, rng.random() * 0.1) for stage in STAGES)
    assert kills >= 3, "too few runs were killed for this to say anything"
    assert os.waitpid(begin(work, output), 0)[1] == 0
    assert output.read_text("utf-8") == whole
    assert list(work.glob("**/.*")) == []
    assert sorted(path.name for path in work.iterdir()) == [
        "accounts",
        "contents",
        "job.json",
        "lock",
        "parts",
        "slices",
    ]


def test_what_was_judged_before_a_kill_is_not_judged_again(tmp_path: Path) -> None:
    work = tmp_path / "work"
    killed(begin(work, tmp_path / "report.json"), work, "parts/*", 0)
    before = {path.name: path.stat().st_mtime_ns for path in (work / "parts").glob("[0-9]*")}
    assert before
    assert os.waitpid(begin(work, tmp_path / "report.json"), 0)[1] == 0
    after = {path.name: path.stat().st_mtime_ns for path in (work / "parts").iterdir()}
    assert after.items() >= before.items()


def test_interrupted_it_says_how_to_go_on(tmp_path: Path) -> None:
    work = tmp_path / "work"
    command = [sys.executable, "cli.py", "audit", str(ARCHIVE), "--work-dir", str(work), "--jobs", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        while not list(work.glob("parts/*")) and run.poll() is None:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate()
    assert (run.returncode, out) == (130, "")
    assert err == f"auditor: interrupted; what is done is kept in {work}: the same command goes on from there\n"
