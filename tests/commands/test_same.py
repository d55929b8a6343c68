"""The same input gives the same bytes, by every door, with any number of workers, in any order; and they add up."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import auditor.engine.audit as audit_engine
from auditor.reports import looking
from auditor.schemas import first_error
from tests.commands.stage import ARCHIVE, ROOT, audit, auditor


@pytest.fixture(scope="module")
def report() -> str:
    done = audit(ARCHIVE)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_twice(report: str) -> None:
    assert audit(ARCHIVE).out == report


@pytest.mark.parametrize("jobs", ["2", "7"])
@pytest.mark.parametrize("least", [1, 1_000_000], ids=["all in processes", "accounts at home"])
def test_with_other_numbers_of_workers(report: str, jobs: str, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_engine, "_WORTH_PROCESSES", least)
    monkeypatch.setattr(looking, "_WORTH_A_PROCESS", min(least, 2_000))
    assert auditor("audit", ARCHIVE, "--format", "json", "--jobs", jobs).out == report


def test_in_processes_whose_hashes_differ(tmp_path: Path) -> None:
    lines = [line for line in ARCHIVE.read_text("utf-8").splitlines() if '"RapidRail"' in line]
    (tmp_path / "archive.jsonl").write_text("\n".join(lines[:20]) + "\n", "utf-8")
    ours = auditor("audit", tmp_path, "--format", "json", "--jobs", "1").out
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", str(tmp_path), "--format", "json", "--jobs", "2"],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "4242"}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode() == ours


def test_lines_in_another_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ARCHIVE.read_text("utf-8").splitlines()
    monkeypatch.chdir(tmp_path)
    reports = []
    for _ in range(2):  # the same name both times: ids of findings are hashes in which it takes part
        Path("archive.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        reports.append(re.sub(r'"line": \d+', '"line": 0', audit("archive.jsonl").out))
        random.Random(7).shuffle(lines)
    assert reports[0] == reports[1]


def test_the_report_is_what_its_schema_says(report: str) -> None:
    assert first_error(json.loads(report), "report") is None


def test_what_was_lost_adds_up_to_the_printed_digit(report: str) -> None:
    data: dict[str, Any] = json.loads(report, parse_float=Decimal)
    assert len(data["accounts"]) == 3
    for account in data["accounts"]:
        assert sum((line["points"] for line in account["contributions"]), Decimal(0)) == 100 - account["score"]


def test_all_doors_lead_to_the_same_program() -> None:
    script = Path(sys.executable).with_name("auditor")
    doors = [
        [sys.executable, "cli.py"],
        [sys.executable, "-m", "auditor"],
        *([[str(script)]] if script.exists() else []),
    ]
    ends = set()
    for door in doors:
        done = subprocess.run([*door, "sources"], cwd=ROOT, capture_output=True, check=False)
        ends.add((done.returncode, done.stdout, done.stderr))
    assert len(ends) == 1
    assert next(iter(ends))[0] == 0
