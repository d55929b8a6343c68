"""Sheets by team and by account, and agents called by numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.commands.coach import run_coach
from auditor.commands.problems import Problem
from auditor.commands.run import run_audit
from auditor.engine.coaching.record import record
from auditor.model import SheetWords
from auditor.reports.coaching import render_index, render_sheet
from auditor.rulebook import RuleError
from auditor.rulebook.teams import load_teams
from tests.coaching.make import TOPICS, archive, exchange, write

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = ROOT / "fixtures" / "archive.jsonl"


def teams(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "teams.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_team_is_its_agents_on_the_accounts_meant(tmp_path: Path) -> None:
    posts = [post for post in archive() if post.get("agent") or post["by"] == "customer"]
    posts += [p for n in (90, 91) for p in exchange(n, "JK", TOPICS[n - 90], "Please DM us. ^JK", account="Other")]
    file = teams(tmp_path, "Day: [Anna, Acme/^JK]\nNight: [Bo]\n")
    coaching, _ = run_coach([write(tmp_path / "a.jsonl", posts)], by="team", teams=file, jobs=1)
    assert [(s.name, s.accounts, s.replies, s.file) for s in coaching.sheets] == [
        ("Day", ("Acme",), 33, "team-day"),
        ("Night", ("Acme",), 2, "team-night"),
    ]
    assert sorted((one.name, one.account, one.replies) for one in coaching.left) == [
        ("../../x", "Acme", 6), ("JK", "Other", 2), ("Wilhelmina", "Acme", 6),
    ]  # fmt: skip
    day = coaching.sheets[0]
    assert {e.agent for habit in day.habits for e in (habit.worst, habit.best) if e} <= {"JK", "jk", "Anna"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Day: JK\n", "teams.yaml:1: 'Day' must be a list"),
        ("Day: [JK]\nNight: [jk]\n", "'jk' is in 'Day' and in 'Night'"),
        ("Day: []\n", "must be a list"),
        ("Day: ['^']\n", "an agent without a name"),
        ("{}\n", "holds no team"),
    ],
)
def test_a_file_of_teams_that_is_not_right_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(RuleError, match=what):
        load_teams(teams(tmp_path, text))


def test_an_accounts_sheet_has_the_score_of_its_audit() -> None:
    report = run_audit([ARCHIVE], jobs=1)
    coaching, words = run_coach([ARCHIVE], by="account", jobs=1, language="it")
    assert [sheet.name for sheet in coaching.sheets] == ["AcmeMobile", "BancaEsempio", "RapidRail"]
    scores = {score.account: score for score in report.accounts}
    for sheet in coaching.sheets:
        score = scores[sheet.name or ""]
        assert sheet.score is not None
        assert (sheet.score.value, sheet.score.low, sheet.score.high) == (score.score, *score.interval)
        assert (sheet.replies, sheet.conversations) == (score.replies, score.conversations)
        points = {part.rule: part.points for part in score.contributions}
        assert {habit.rule: habit.points for habit in sheet.habits}.items() <= points.items()
        told = [habit.points for habit in sheet.habits]
        assert told == sorted(told, reverse=True)
        render_sheet(coaching, sheet, words, "html")
    acme = coaching.sheets[0]
    unanswered = next(habit for habit in acme.habits if habit.worst.reply is None)
    assert unanswered.worst.asked is not None
    text = render_sheet(coaching, acme, words, "markdown")
    assert "- **Invece:** Rispondi adesso, scusandoti per il ritardo." in text
    assert "- **Nella lingua della conversazione:** Answer now, and say sorry that it is late." in text
    assert "Nessuna risposta." in text
    assert f"Punteggio di queste risposte: {str(round(acme.score.value, 1)).replace('.', ',')} su 100" in text


def test_agents_can_be_numbers_everywhere(tmp_path: Path, words: dict[str, SheetWords]) -> None:
    path = write(tmp_path / "a.jsonl", archive())
    coaching, _ = run_coach([path], named=False, jobs=1)
    assert [sheet.file for sheet in coaching.sheets] == [f"acme-agent-{n}" for n in (1, 2, 3, 4)]
    for format in ("markdown", "html"):
        texts = [render_sheet(coaching, sheet, words["en"], format) for sheet in coaching.sheets]
        everything = "\n".join([*texts, render_index(coaching, words["en"], format), record(coaching, "en")])
        assert [name for name in ("JK", "Anna", "Wilhelmina", "../../x", "Bo ") if name in everything] == []
        assert "Coaching sheet: Agent 3, Acme" in texts[2]


def test_an_agent_can_be_asked_for_as_they_sign(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", archive())
    coaching, _ = run_coach([path], agents=("^jk",), jobs=1)
    assert [sheet.name for sheet in coaching.sheets] == ["JK"]
    with pytest.raises(Problem, match="no sheet for Nemo: nobody of that name has 5 replies or more"):
        run_coach([path], agents=("Nemo",), jobs=1)
