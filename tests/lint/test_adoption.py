"""How a team with a library full of old sins begins: configuration, baselines, suppressions, changed entries, gates."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lint.helpers import BAD, GOOD, auditor_lint, inside, library

OTHER = "The parcel is at the depot in Leeds, see http://depot.example/leeds for its opening hours."


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_clean_is_quiet(tmp_path: Path) -> None:
    done = auditor_lint(library(tmp_path / "a.json", GOOD))
    assert (done.code, done.out, done.err) == (0, "", "")


def test_exit_codes(tmp_path: Path) -> None:
    path = library(tmp_path / "a.json", BAD)
    assert auditor_lint(path).code == 1
    warned = library(tmp_path / "b.json", OTHER)
    assert auditor_lint(warned).code == 0
    assert auditor_lint(warned).out != ""
    assert auditor_lint(warned, "--fail-on", "warning").code == 1
    assert auditor_lint(tmp_path / "none.json").code == 2
    broken = tmp_path / "broken.json"
    broken.write_text('[{"content": ', "utf-8")
    done = auditor_lint(broken)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "nonsense"),
        ("--select", "privat-only"),
        ("--as-of", "yesterday"),
        ("--platform", "zendesc"),
        ("--diff", "--output=x"),
        ("--baseline", "none.json"),
        ("--config", "none.toml"),
    ],
)
def test_wrong_use_is_one_sentence(tmp_path: Path, arguments: tuple[str, str]) -> None:
    done = auditor_lint(library(tmp_path / "a.json", BAD), *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "checkstyle", "gitlab", "rdjson", "csv"])
def test_formats_that_are_documents_are_whole_when_clean(tmp_path: Path, form: str) -> None:
    done = auditor_lint(library(tmp_path / "a.json", GOOD), "--format", form)
    assert done.code == 0
    assert done.out != ""


def test_a_baseline_round_trip(tmp_path: Path) -> None:
    path, known = library(tmp_path / "a.json", BAD, GOOD), tmp_path / "known.json"
    assert auditor_lint(path).code == 1
    done = auditor_lint(path, "--write-baseline", known, "--reason", "old", "--owner", "ada", "--expires", "2030-01-01")
    assert done.code == 0
    assert auditor_lint(path, "--baseline", known, "--as-of", "2025-01-01").code == 0
    (one,) = json.loads(known.read_text("utf-8"))["findings"]
    assert (one["rule"], one["entry"], one["reason"], one["owner"]) == ("private-only", "e1", "old", "ada")
    assert "line" not in one

    library(path, GOOD + " ", GOOD.upper().lower(), "A new one: it comes in three sizes and two colours.", BAD)
    moved = json.loads(path.read_text("utf-8"))
    moved[3]["id"] = "e1"
    moved[0]["id"] = "e9"
    path.write_text(json.dumps(moved, indent=3), "utf-8")
    assert auditor_lint(path, "--baseline", known, "--as-of", "2025-01-01").code == 0, "moved, not changed"

    library(path, BAD.replace("order number", "order number and name"), GOOD)
    done = auditor_lint(path, "--baseline", known, "--as-of", "2025-01-01")
    assert done.code == 1, "changed: it is back"
    assert "1 known finding(s) are gone (private-only in a.json, e1)" in done.err


def test_an_expired_baseline_counts_again(tmp_path: Path) -> None:
    path, known = library(tmp_path / "a.json", BAD), tmp_path / "known.json"
    auditor_lint(path, "--write-baseline", known, "--expires", "2025-06-30", "--as-of", "2025-01-01")
    assert auditor_lint(path, "--baseline", known, "--as-of", "2025-06-30").code == 0
    done = auditor_lint(path, "--baseline", known, "--as-of", "2025-07-01")
    assert done.code == 1
    assert "was known until 2025-06-30 and counts again" in done.err


def test_writing_a_baseline_again_keeps_what_was_said(tmp_path: Path) -> None:
    path, known = library(tmp_path / "a.json", BAD), tmp_path / "known.json"
    auditor_lint(path, "--write-baseline", known, "--reason", "legal wants it", "--owner", "ada")
    library(path, BAD, BAD.replace("sorry", "very sorry"))
    auditor_lint(path, "--write-baseline", known)
    reasons = {one["entry"]: one["reason"] for one in json.loads(known.read_text("utf-8"))["findings"]}
    assert reasons["e1"] == "legal wants it"
    assert reasons["e2"] != "legal wants it"


def test_a_baseline_written_for_one_file_or_rule_keeps_the_others(tmp_path: Path) -> None:
    one, two = library(tmp_path / "a.json", BAD, OTHER), library(tmp_path / "b.json", BAD)
    known = tmp_path / "known.json"
    auditor_lint(one, two, "--write-baseline", known, "--ignore", "near-duplicate-response")
    auditor_lint(two, "--write-baseline", known)
    auditor_lint(one, "--write-baseline", known, "--select", "private-only")
    said = [(k["file"], k["rule"]) for k in json.loads(known.read_text("utf-8"))["findings"]]
    assert said == [("a.json", "private-only"), ("a.json", "insecure-link"), ("b.json", "private-only")]
    assert auditor_lint(one, "--write-baseline", known, "--diff", "HEAD").code == 2


def test_an_expired_finding_is_written_anew(tmp_path: Path) -> None:
    path, known = library(tmp_path / "a.json", BAD), tmp_path / "known.json"
    auditor_lint(path, "--write-baseline", known, "--expires", "2025-06-30", "--as-of", "2025-01-01")
    auditor_lint(path, "--write-baseline", known, "--expires", "2026-06-30", "--as-of", "2025-07-01")
    assert auditor_lint(path, "--baseline", known, "--as-of", "2026-01-01").code == 0


def test_a_broken_baseline_is_refused(tmp_path: Path) -> None:
    path, known = library(tmp_path / "a.json", BAD), tmp_path / "known.json"
    for text in ("[", "{}", '{"schema": "auditor/baseline/1", "findings": [{}]}', "[1]"):
        known.write_text(text, "utf-8")
        assert auditor_lint(path, "--baseline", known).code == 2


def test_suppressions_are_kept_for_sarif_and_shown_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"## One\n\n<!-- auditor: ignore[private-only] agreed with legal -->\n\n> {BAD}\n", "utf-8")
    done = auditor_lint(path)
    assert (done.code, done.out) == (0, "")
    assert auditor_lint(path, "--format", "json").rules == []
    (result,) = json.loads(auditor_lint(path, "--format", "sarif").out)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "agreed with legal"
    path.write_text(f"## One\n\n<!-- auditor: ignore[shouting] other rule -->\n\n> {BAD}\n", "utf-8")
    assert auditor_lint(path).code == 1


def test_configuration(tmp_path: Path) -> None:
    library(tmp_path / "x/a.json", BAD)
    library(tmp_path / "mail/b.json", BAD, "Until 31.12.2023 it is free: http://a.example/free")
    config = tmp_path / "auditor.toml"
    config.write_text(
        "[lint]\nas-of = 2025-01-01\nlanguages = ['en']\n"
        "[lint.channels]\n'mail/*' = 'email'\n[lint.severities]\nprivate-only = 'info'\nstale-date = 'error'\n"
        "[lint.per-file-ignores]\n'mail/*' = ['insecure-link']\n",
        "utf-8",
    )
    with inside(tmp_path):
        report = json.loads(auditor_lint(".", "--format", "json").out)
        said = [(f["post"]["origin"]["file"], f["rule"], f["severity"]) for f in report["findings"]]
        assert said == [("mail/b.json", "stale-date", "error"), ("x/a.json", "private-only", "info")]
        config.write_text("[lint]\nignore = ['private-only']\nselect = ['private-only', 'shouting']\n", "utf-8")
        assert auditor_lint(".", "--format", "json").rules == []
        config.unlink()
        (tmp_path / "pyproject.toml").write_text("[tool.auditor.lint]\nseverities = {private-only = 'off'}\n", "utf-8")
        assert "private-only" not in auditor_lint(".", "--format", "json").rules


def test_own_rules_and_a_baseline_from_the_configuration(tmp_path: Path) -> None:
    path = library(tmp_path / "a.json", BAD)
    config = tmp_path / "auditor.toml"
    config.write_text("[lint]\nbaseline = 'known.json'\nfail-on = 'info'\n", "utf-8")
    with inside(tmp_path):
        assert auditor_lint(path, "--config", config).code == 2, "the baseline is not there yet"
        auditor_lint(path, "--write-baseline", "known.json")
        assert auditor_lint(path).code == 0


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[lint]\nselekt = ['shouting']\n", 2, "did you mean 'select'?"),
        ("[lint]\n\nselect = ['shoutin']\n", 3, "did you mean 'shouting'?"),
        ("[lint]\nseverities = {shouting = 'loud'}\n", 2, "severities.shouting"),
        ("[lint\n", 1, "is not valid TOML"),
        ("[other]\n", None, "has no table [lint]"),
    ],
)
def test_a_wrong_configuration_names_its_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    path, config = library(tmp_path / "a.json", GOOD), tmp_path / "auditor.toml"
    config.write_text(text, "utf-8")
    done = auditor_lint(path, "--config", config)
    assert done.code == 2
    assert words in done.err
    assert f"{config}:{line}:" in done.err if line else str(config) in done.err


def test_only_what_a_range_of_commits_changed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    path = library(tmp_path / "lib" / "a b.json", BAD, GOOD, OTHER)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    assert auditor_lint(path, "--diff", "HEAD").code == 0
    library(path, BAD, BAD.replace("sorry", "very sorry"), OTHER)
    done = auditor_lint(path, "--diff", "HEAD", "--format", "json", "--select", "private-only")
    report = json.loads(done.out)
    assert [f["post"]["id"].split(":")[1] for f in report["findings"]] == ["e2"]
    git(tmp_path, "commit", "-qam", "two")
    assert auditor_lint(path, "--diff", "HEAD").code == 0
    assert auditor_lint(path, "--diff", "HEAD~1").code == 1
    library(tmp_path / "lib" / "new.json", BAD)
    done = auditor_lint(tmp_path / "lib", "--diff", "HEAD", "--format", "json", "--select", "private-only")
    assert [Path(f["post"]["origin"]["file"]).name for f in json.loads(done.out)["findings"]] == ["new.json"]
    assert auditor_lint(path, "--diff", "nowhere").code == 2


def test_a_changed_entry_is_compared_with_unchanged_ones(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    path = library(tmp_path / "a.json", OTHER, GOOD)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    library(path, OTHER, GOOD, OTHER.replace("Leeds,", "Leeds now,"))
    rules = auditor_lint(path, "--diff", "HEAD", "--format", "json", "--select", "near-duplicate-response").rules
    assert rules == ["near-duplicate-response"]


def test_select_ignore_and_output(tmp_path: Path) -> None:
    path = library(tmp_path / "a.json", f"{BAD} PLEASE READ THIS FIRST!")
    assert auditor_lint(path, "--format", "json", "--select", "shouting").rules == ["shouting"]
    assert auditor_lint(path, "--format", "json", "--ignore", "shouting").rules == ["private-only"]
    out = tmp_path / "out.json"
    done = auditor_lint(path, "--format", "json", "--output", out)
    assert (done.code, done.out) == (1, "")
    assert len(json.loads(out.read_text("utf-8"))["findings"]) == 2
