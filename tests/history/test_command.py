"""``audit --save`` and ``auditor history``: whole outputs, sparklines, breaks, wrong use."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.history import save
from auditor.model import NOT_JUDGED
from auditor.reports.history import sparkline
from auditor.schemas import first_error
from tests.commands.stage import auditor, exchange, write_lines
from tests.history.make import run_of
from tests.reports.examples import AS_OF, hostile

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One exchange that breaks private-only."""
    return write_lines(tmp_path / "small.jsonl", exchange())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the history of five months: AcmeCare falls, mends, and the rules change with the fourth run."""
    path = tmp_path_factory.mktemp("history")
    for month, score in enumerate((80.0, 72.0, 64.0, 82.0, 90.0)):
        digest = "0" * 64 if month < 3 else "1" * 64
        save(run_of(score, AS_OF + timedelta(days=30 * month), rules_digest=digest), path / "h.duckdb", NOW)
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [("all.txt", []), ("one.txt", ["--account", "acmecare"]), ("all.md", ["-f", "markdown"]),
     ("one.md", ["-f", "markdown", "--account", "@AcmeCare"])],
)  # fmt: skip
def test_whole(name: str, options: list[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    done = auditor("history", "h.duckdb", *options, "--output", tmp_path / name)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / name).read_text("utf-8") == (EXPECTED / name).read_text("utf-8")


def test_json_is_what_its_schema_says(folder: Path) -> None:
    data = json.loads(auditor("history", folder / "h.duckdb", "--format", "json").out)
    assert first_error(data, "history") is None
    assert data["breaks"] == [{"run": 4, "changed": ["rules"]}]
    care = data["accounts"][1]
    assert [point["score"] for point in care["points"]] == [80.0, 72.0, 64.0, 82.0, 90.0]
    assert [point["count"] for point in care["rules"][0]["points"]] == [10, 14, 18, 9, 5]


def test_a_sparkline_says_where_it_lies_and_where_nothing_is_known() -> None:
    assert sparkline([0, 12.4, 12.5, None, 87.4, 87.5, 100], 0, 100) == "▁▁▂·▇██"
    assert sparkline([0, 50, 100], 0, 100, plain=True) == "158"
    assert len(sparkline([1.0] * 100, 0, 2)) == 24


def test_an_audit_saves_its_run_even_when_a_gate_fails(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "h.duckdb"
    save(run_of(70.0), path, NOW)
    done = auditor("audit", small, "--save", path, "--jobs", "1", "--output", tmp_path / "r.txt", "--fail-on", "error")
    assert done.code == 1
    data = json.loads(auditor("history", path, "--format", "json").out)
    assert [(run["run"], run["sources"][0]["kind"]) for run in data["runs"]] == [(1, "posts"), (2, "posts")]
    acme = next(account for account in data["accounts"] if account["account"] == "Acme")
    assert [point["run"] for point in acme["points"]] == [2]


def test_wrong_use(small: Path, folder: Path, tmp_path: Path) -> None:
    auditor("history", tmp_path / "none.duckdb").is_refused("none.duckdb: there is no history", "--save")
    auditor("history", folder / "h.duckdb", "--account", "Nobody").is_refused("no run has an account called Nobody")
    auditor("history", folder / "h.duckdb", "--format", "csv").is_refused("--format csv", "terminal, markdown, json")
    auditor("audit", small, "--save", small).is_refused("is what is read; choose another --save")
    auditor("audit", small, "--save", tmp_path).is_refused("a folder of this name is there", "--save")
    both = tmp_path / "both"
    both.touch()
    auditor("audit", small, "--save", both, "--output", both).is_refused("choose another --save")


def test_an_account_without_a_grade_has_no_trend_of_scores(tmp_path: Path) -> None:
    report = run_of(70.0)
    unread = replace(report.accounts[1], grade=NOT_JUDGED, account="Unread")
    save(replace(report, accounts=(unread,)), tmp_path / "h.duckdb", NOW)
    out = auditor("history", tmp_path / "h.duckdb").out
    assert "Unread   ·          –     –" in out


@pytest.mark.parametrize("format", ["terminal", "markdown"])
@pytest.mark.parametrize("options", [[], ["--account", "=Evil\n::error::\x1b[31m<b>|"]])
def test_strangers_words_stay_words(format: str, options: list[str], tmp_path: Path) -> None:
    save(hostile(), tmp_path / "h.duckdb", NOW)
    out = auditor("history", tmp_path / "h.duckdb", "--format", format, *options).out
    assert "Evil" in out
    assert "\x1b" not in out
    assert not any(line.startswith("::error") for line in out.splitlines())
    assert format == "terminal" or "<b>" not in out
