"""Times to compare with: the team's, its sector's, and what customers expect."""

from __future__ import annotations

from pathlib import Path

from auditor.engine.team import load_team
from auditor.model import Benchmark
from tests.scenarios.stage import rulebook


def benchmarks(folder: Path, text: str) -> tuple[Benchmark, ...]:
    path = folder / "scorecard.yaml"
    path.write_text(text, encoding="utf-8")
    return load_team(path, rulebook()).benchmarks


def test_without_a_scorecard_the_mean_of_all_sectors_and_what_customers_expect() -> None:
    found = load_team(None, rulebook()).benchmarks
    assert [(b.label, b.minutes, b.share) for b in found] == [
        ("mean of all sectors", 540.0, None),
        ("expected within 24h", 1440.0, 0.42),
        ("expected within 1h", 60.0, 0.19),
        ("expected within 10m", 10.0, 0.06),
    ]
    assert "Socialbakers" in found[0].source
    assert "Della Dora" in found[1].source


def test_a_target_comes_first_and_the_sector_is_the_team_s(tmp_path: Path) -> None:
    found = benchmarks(tmp_path, "targets: {reply-hours: 1.5}\nsector: telecom\n")
    assert [(b.label, b.minutes) for b in found[:2]] == [
        ("the team's target", 90.0),
        ("mean of sector 'telecom'", 5.44 * 60),
    ]


def test_own_figures_replace_ours_and_what_is_not_written_as_they_are_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "reply-hours:\n  source: our panel\n  by-sector: {all: 3}\n"
        "expectations:\n  source: our survey\n  share-within: {30m: 0.5, soon: 0.9, 2h: 1.4, 4h: much}\n",
        encoding="utf-8",
    )
    assert benchmarks(tmp_path, "figures: own.yaml\n") == (
        Benchmark("mean of all sectors", 180.0, "our panel"),
        Benchmark("expected within 30m", 30.0, "our survey", 0.5),
    )
    (tmp_path / "own.yaml").write_text("reply-hours:\n  source: our panel\n  by-sector: {all: 3}\n", encoding="utf-8")
    assert benchmarks(tmp_path, "figures: own.yaml\n") == (Benchmark("mean of all sectors", 180.0, "our panel"),)
