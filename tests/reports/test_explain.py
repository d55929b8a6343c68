"""Explanations from a JSON report: whole outputs, and one clear sentence where there is nothing to explain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.commands.explain import run_explain
from auditor.commands.problems import Problem
from auditor.reports import Look, render
from auditor.reports.explain import NotInReportError, explain_account, explain_finding
from tests.reports.examples import hostile, small
from tests.reports.test_formats import same
from tests.reports.test_hostile import CONTROLS


def parsed(report: Any = None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(render(report or small(), "json", look=Look()))
    return plain


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "report.json"
    file.write_text(render(small(), "json", look=Look()), encoding="utf-8")
    return file


def test_an_account() -> None:
    same(explain_account(parsed(), "acmecare", Look(80)), "explain-account.txt")


def test_an_account_without_faults() -> None:
    text = explain_account(parsed(), "@AcmeBank", Look(80))
    assert "No rule was broken: 100 stays 100." in text
    assert "not known: the source keeps only conversations with a reply" in text


def test_a_finding() -> None:
    same(explain_finding(parsed(), "a1", Look(80)), "explain-finding.txt")


def test_a_finding_by_the_beginning_of_its_id() -> None:
    report = parsed()
    report["findings"][0]["id"] = "abcdef01"
    report["findings"][1]["id"] = "abcdee02"
    assert explain_finding(report, "abcdef").startswith("private-only (error), finding abcdef01")
    with pytest.raises(NotInReportError, match="2 findings begin with 'abcde': abcdef01, abcdee02; give more"):
        explain_finding(report, "abcde")


def test_a_capped_score_and_one_that_was_changed() -> None:
    report = parsed()
    report["accounts"][0]["score"] = 40.0
    assert "which is not the score of this report (40.00): it was changed or cut" in " ".join(
        explain_account(report, "AcmeCare").split()
    )
    report["accounts"][0]["capped_by"] = "private-only"
    assert "the critical rule private-only caps it at 40.00" in " ".join(explain_account(report, "AcmeCare").split())


def test_a_report_without_what_was_added_later() -> None:
    report = parsed()
    for account in report["accounts"]:
        for part in account["contributions"]:
            del part["weight"], part["base"]
        for added in ("conversations", "dimensions", "capped_by", "tables"):
            del account[added]
        del account["metrics"]["response_rate_unknown_because"]
        times = account["metrics"]["first_reply_minutes"]
        del times["count"], times["definition"]
    del report["rules"]
    for finding in report["findings"]:
        del finding["post"]["by"], finding["post"]["at"]
    assert "the sum cannot be repeated" in explain_account(report, "AcmeCare")
    assert "Moved" not in explain_finding(report, "a1")


def test_a_hostile_report_is_shown_as_words() -> None:
    report = parsed(hostile())
    for text in (explain_finding(report, "h1"), explain_account(report, report["accounts"][0]["account"])):
        assert not CONTROLS.search(text)
        assert "::error::" not in [line.strip()[:9] for line in text.splitlines()]


def test_the_command(path: Path) -> None:
    assert run_explain(path, "a1", None).startswith("private-only (error), finding a1\n")
    assert run_explain(path, None, "AcmeCare").startswith("AcmeCare: 73.13 of 100, grade C\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read (No such file or directory)"),
        ("not json", "not JSON (Expecting value: line 1 column 1 (char 0)); write it with: auditor audit"),
        ("[1]", "not a report of the auditor (it has no 'schema', expected 'auditor/report/1')"),
        ('{"schema": "sarif"}', "not a report of the auditor (its schema is 'sarif', expected 'auditor/report/1')"),
        (
            '{"schema": "auditor/report/1"}',
            "a broken report: 'findings' is not a list of findings with ids; write it again",
        ),
        (
            '{"schema": "auditor/report/1", "findings": []}',
            "a broken report: 'tool' is a required property; write it again",
        ),
        ("[" * 100_000, "not JSON"),
        ('{"schema": "auditor/report/1", "findings": [{"id": 1}]}', "a broken report: 'findings' is not a list"),
    ],
    ids=["missing", "no JSON", "a list", "another schema", "no findings", "cut", "too deep", "bad ids"],
)
def test_a_file_that_is_no_report(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(Problem) as problem:
        run_explain(path, "a1", None)
    assert str(problem.value).startswith(f"{path}: {says}")
    assert "\n" not in str(problem.value)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b'{"schema": "\xff"}')
    with pytest.raises(Problem, match="not JSON"):
        run_explain(path, "a1", None)


def test_a_broken_finding(path: Path) -> None:
    report = json.loads(path.read_text("utf-8"))
    del report["findings"][0]["span"]
    path.write_text(json.dumps(report), encoding="utf-8")
    with pytest.raises(Problem, match="a broken report: 'span' is a required property"):
        run_explain(path, "a1", None)


def test_what_was_perhaps_meant(path: Path) -> None:
    with pytest.raises(Problem, match="no account 'AcmeCar' in this report; did you mean AcmeCare"):
        run_explain(path, None, "AcmeCar")
    with pytest.raises(Problem, match=r"no finding 'zz' in this report$"):
        run_explain(path, "zz", None)
