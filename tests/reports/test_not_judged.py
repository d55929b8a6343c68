"""An account of which no reply could be read has no grade, in any format, and passes for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.commands.audit import gate
from auditor.commands.run import run_audit
from auditor.model import NOT_JUDGED, Report
from auditor.reports import Look, render
from auditor.reports.explain import explain_account
from auditor.schemas import first_error

LONG_AGO = "2024-01-02T10:00:00Z"
UNREAD = "ご迷惑をおかけして申し訳ございません。もう一度お試しください。"


def post(number: int, account: str, text: str, reply: str = "") -> list[dict[str, str]]:
    asked = {"id": f"{account}{number}", "by": "customer", "author": f"c{number}", "text": text}
    answer = {"id": f"{account}{number}r", "by": "brand", "in_reply_to": f"{account}{number}", "text": reply}
    return [{**one, "account": account, "created_at": LONG_AGO} for one in ([asked, answer] if reply else [asked])]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Thirty replies in a language without phrases, one account that is silent and one that nobody asked anything."""
    posts = [one for n in range(30) for one in post(n, "unread", f"アプリが開きません。 {n}", UNREAD)]
    posts += [one for n in range(4) for one in post(n, "silent", f"My parcel number {n} never came. Where is it?!")]
    posts += post(0, "praised", "Thanks!")
    posts += [one for n in range(2) for one in post(n, "read", "It is broken!", "Hold the button for ten seconds.")]
    posts.append({**post(9, "late", "?")[0], "created_at": "2024-03-01T10:00:00Z"})  # the archive is old enough
    path = tmp_path_factory.mktemp("archive") / "posts.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in posts), "utf-8")
    return run_audit([path], jobs=1)


def test_no_grade_without_a_reply_that_could_be_read(report: Report) -> None:
    by_name = {score.account: score for score in report.accounts}
    assert {name: score.grade for name, score in by_name.items()} == {
        "unread": NOT_JUDGED,
        "silent": NOT_JUDGED,
        "praised": NOT_JUDGED,
        "late": NOT_JUDGED,
        "read": "A",
    }
    assert all(score.provisional for score in report.accounts)  # thirty replies that nobody read rank nobody
    assert by_name["unread"].interval == (0.0, 100.0)
    assert by_name["silent"].score < 100


def test_the_json_stays_by_its_schema_and_the_score_a_number_that_sums(report: Report) -> None:
    shape = json.loads(render(report, "json", look=Look()))
    assert first_error(shape, "report", "") is None
    for account in shape["accounts"]:
        assert sum(part["points"] for part in account["contributions"]) == pytest.approx(100 - account["score"])


def shown(report: Report, format: str) -> str:
    return render(report, format, look=Look(100))


def test_at_a_terminal(report: Report) -> None:
    lines = [line.split() for line in shown(report, "terminal").splitlines()]
    assert ["~", "unread", "–", "–", "not", "judged", "–", "30"] in lines
    assert ["~", "praised", "–", "–", "not", "judged", "–", "0"] in lines
    silent = next(line for line in lines if line[:2] == ["~", "silent"])
    assert silent[2] != "–"  # silence is a fault, and its number is shown
    assert silent[3] == "–"


def test_in_markdown(report: Report) -> None:
    text = shown(report, "markdown")
    assert "| unread | – | not judged | – | 30 |  |" in text
    assert "## unread: not judged: none of its 30 replies could be read\n" in text
    assert "## praised: not judged: it has no reply\n" in text


def test_in_junit_it_is_skipped_and_does_not_pass(report: Report) -> None:
    text = shown(report, "junit")
    assert '<skipped message="not judged: none of its 30 replies could be read" />' in text
    assert "30 replies: no faults" not in text


def test_in_sarif_and_on_github_it_is_a_note(report: Report) -> None:
    notes = json.loads(shown(report, "sarif"))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    said = [note["message"]["text"] for note in notes]
    assert "unread: not judged: none of its 30 replies could be read" in said
    assert "::notice title=praised::not judged: it has no reply\n" in shown(report, "github")


def test_explained(report: Report) -> None:
    plain: dict[str, Any] = json.loads(shown(report, "json"))
    text = explain_account(plain, "unread")
    assert text.startswith("unread: not judged: none of its 30 replies could be read\n30 replies among 60 posts.\n")
    assert "Nothing was judged, so the 100 of the report is no praise." in text
    assert "100.00 of 100" not in text


def test_a_gate_on_scores_says_what_it_could_not_hold_against_it(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(report, 80.0, None)
    assert capsys.readouterr().err == (
        "auditor: 4 account(s) not judged, so not held against 80: silent, late, praised, unread\n"
    )


def test_the_same_words_where_there_is_a_reply(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in post(1, "a", "Broken!", "Hold the button.")), "utf-8")
    assert "A" in shown(run_audit([path], jobs=1), "terminal").split()
