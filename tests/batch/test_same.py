"""The report of an audit on disk is that of one in memory, to the byte, in every format and for every kind of source."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from auditor.reports import FORMATS
from tests.commands.stage import ROOT, auditor

ARCHIVE = ROOT / "fixtures" / "archive.jsonl"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder, used again and again: only what is rendered differs."""
    return tmp_path_factory.mktemp("large") / "work"


@pytest.mark.parametrize("format", FORMATS)
def test_every_format(work: Path, format: str) -> None:
    on_disk = auditor("audit", ARCHIVE, "--format", format, "--work-dir", work)
    assert on_disk == auditor("audit", ARCHIVE, "--format", format)
    assert on_disk.code == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_change_nothing(tmp_path: Path, jobs: int) -> None:
    work, tables = tmp_path / "work", tmp_path / "tables"
    one = auditor("audit", ARCHIVE, "--work-dir", work, "-f", "jsonl", "--jobs", jobs, "--parquet", tables)
    two = auditor("audit", ARCHIVE, "-f", "jsonl", "--parquet", tmp_path / "other")
    assert one == two
    for name in ("findings.parquet", "scores.parquet"):
        assert (tables / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_an_account_whose_notes_stay_on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("auditor.batch.notes.HELD", 0)
    monkeypatch.setattr("auditor.reports.redact._AT_ONCE", 3)
    monkeypatch.setattr("auditor.batch.notes._BLOCK", 3)
    monkeypatch.setattr("auditor.batch.findings._BLOCK", 2)
    on_disk = auditor("audit", ARCHIVE, "-f", "json", "--work-dir", tmp_path / "work", "--jobs", 1)
    assert on_disk == auditor("audit", ARCHIVE, "-f", "json")


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
@pytest.mark.parametrize(("at_once", "jobs"), [(3, 2), (7, 4), (40, 2)])
def test_people_are_numbered_alike_by_processes_that_see_a_few_findings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, format: str, at_once: int, jobs: int
) -> None:
    monkeypatch.setattr("auditor.reports.redact._AT_ONCE", at_once)
    monkeypatch.setattr("auditor.reports.redact._WORTH_PROCESSES", 1)
    on_disk = auditor("audit", ARCHIVE, "-f", format, "--work-dir", tmp_path / "work", "--jobs", jobs)
    assert on_disk == auditor("audit", ARCHIVE, "-f", format)
    assert "[customer 2]" in on_disk.out


def test_a_large_file_is_audited_on_disk_unasked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = auditor("audit", ARCHIVE, "-f", "json")
    monkeypatch.setattr("auditor.commands.large.LARGE", 1000)
    monkeypatch.setattr("auditor.commands.run.run_audit", None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert auditor("audit", ARCHIVE, "-f", "json") == whole
    assert list(tmp_path.iterdir()) == []


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "trustpilot_keytrade/reviews.json",
        "appstore_buddyfit_it/reviews.csv",
        "appstores_kr_banks/google_play_reviews.csv",
        "reclameaqui_pt/complaints.csv",
        "twcs/twcs.csv",
    ],
)
def test_real_archives(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "data" / name
    if name == "twcs/twcs.csv":  # a part of it: links that lead out of the file, and a minute less
        with path.open(encoding="utf-8", newline="") as whole:
            (tmp_path / "tweets.csv").write_text("".join(islice(whole, 4_000)), encoding="utf-8", newline="")
        path = tmp_path / "tweets.csv"
    for number, more in enumerate((["--work-dir", tmp_path / "work"], [])):
        done = auditor("audit", path, "-f", "json", "-o", tmp_path / f"{number}.json", *more)
        assert done.code == 0
    assert (tmp_path / "0.json").read_bytes() == (tmp_path / "1.json").read_bytes()
