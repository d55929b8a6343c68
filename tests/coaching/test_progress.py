"""What has changed since the last sheet: only new replies, and beyond chance only where it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.commands.coach import run_coach
from auditor.engine.coaching.progress import progress, written_after
from auditor.engine.coaching.rates import difference, rate
from auditor.engine.coaching.record import FILE, read_record, record
from auditor.model import Coaching, ConversationTally, Exchange, SheetWords, Tally
from auditor.reports.coaching import render_sheet
from auditor.rulebook import RuleError
from tests.coaching.make import ANSWER, PRIVATE, TOPICS, exchange, write


def test_the_interval_of_a_difference_is_that_of_the_published_example() -> None:
    # Newcombe 1998, table II, method 10, example (a): 56/70 - 48/80 has the interval 0.0524 to 0.3339
    low, high = difference(rate(48, 80), rate(56, 70))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    # example (h): 10/10 - 0/10 is 0.6075 to 1
    low, high = difference(rate(0, 10), rate(10, 10))
    assert (round(low, 4), round(high, 4)) == (0.6075, 1.0)


def test_a_rate_has_wilsons_interval() -> None:
    # Newcombe 1998 (single proportions), method 3: 81/263 is 0.2553 to 0.3662; 0/20 is 0 to 0.1611
    one, none = rate(81, 263), rate(0, 20)
    assert (round(one.low, 4), round(one.high, 4)) == (0.2553, 0.3662)
    assert (round(none.low, 4), round(none.high, 4)) == (0.0, 0.1611)


def at(day: int) -> datetime:
    return datetime(2024, 5, day, 9, tzinfo=UTC)


def said(conversation: str, day: int | None) -> Exchange:
    return Exchange("Acme", conversation, "JK", None, None, at=at(day) if day else None)


def test_a_conversation_begun_before_the_last_sheet_is_not_new() -> None:
    old, goes_on, new, undated = said("a", 1), said("a", 9), said("b", 9), said("c", None)
    assert written_after([goes_on, old, new, undated], at(5)) == [new]
    assert written_after([goes_on, undated], None) == [goes_on, undated]


def halves(tmp_path: Path, second_private: int) -> tuple[Path, Path]:
    """Twenty replies in which 15 move to private, then twenty in which ``second_private`` do."""
    old, new = [], []
    for number in range(40):
        private = number < 15 or 20 <= number < 20 + second_private
        reply = f"{PRIVATE if private else ANSWER} ^JK"
        (old if number < 20 else new).extend(exchange(number, "JK", f"{TOPICS[number % 20]} Case {number}.", reply))
    return write(tmp_path / "old.jsonl", old), write(tmp_path / "new.jsonl", old + new)


def test_progress_over_two_runs(tmp_path: Path, words: dict[str, SheetWords]) -> None:
    first, both = halves(tmp_path, second_private=4)
    (tmp_path / FILE).write_text(record(run_coach([first], jobs=1)[0], "en"), "utf-8")
    coaching, _ = run_coach([both], jobs=1, since=tmp_path)
    (sheet,) = coaching.sheets
    done = sheet.progress
    assert done is not None and done.replies == 20 and not done.other_rules
    habit, strength, signed = done.changes
    assert (habit.rule, habit.then.count, habit.then.of, habit.now.count, habit.now.of) == (
        "private-only",
        15,
        20,
        4,
        20,
    )
    assert habit.coached and habit.high < 0
    assert (strength.rule, strength.then.count, strength.now.count) == ("public-answer", 5, 16)
    assert strength.is_strength and strength.low > 0
    assert signed.rule == "named-agent" and signed.low < 0 < signed.high
    text = render_sheet(coaching, sheet, words["en"], "markdown")
    assert (
        "| Moved to private with nothing solved in public (on the last sheet) | 15 of 20, 75 % (53 % to 89 %) | "
        "4 of 20, 20 % (8 % to 42 %) | −55 points (−73 to −24) | rarer, beyond chance |" in text
    )
    italian = render_sheet(coaching, sheet, words["it"], "markdown")
    assert "−55 punti (da −73 a −24) | più raro, al di là del caso |" in italian
    assert "Answered in public | 5 of 20" in text and "more often, beyond chance |" in text


def test_the_same_archive_again_has_nothing_new(
    tmp_path: Path, words: dict[str, SheetWords], coaching: Coaching
) -> None:
    first, _ = halves(tmp_path, 0)
    (tmp_path / FILE).write_text(record(run_coach([first], jobs=1)[0], "en"), "utf-8")
    again, _ = run_coach([first], jobs=1, since=tmp_path / FILE)
    assert again.sheets[0].progress is not None and again.sheets[0].progress.replies == 0
    assert "No reply is newer than the last sheet." in render_sheet(again, again.sheets[0], words["en"], "markdown")


@pytest.mark.parametrize(("then", "now", "beyond"), [(10, 6, False), (10, 1, True)])
def test_a_small_change_may_be_chance(tmp_path: Path, then: int, now: int, beyond: bool) -> None:
    kept = {
        "schema": "auditor/coaching/1", "by": "agent", "rules_digest": "r", "as_of": None,
        "sheets": [
            {"id": "x", "rules": {"private-only": {"count": then, "of": 20}}, "strengths": {}, "habits": ["private-only"]}
        ],
    }  # fmt: skip
    (tmp_path / FILE).write_text(json.dumps(kept), "utf-8")
    last = read_record(tmp_path)
    tallies = [ConversationTally("c", (("private-only", Tally(20, now)),))]
    (change,) = progress(last, last.sheets[0], "r", [said("c", 1)], tallies, (), ()).changes
    assert (change.high < 0) is beyond


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "auditor/report/1"}', "\x00"])
def test_what_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    with pytest.raises(RuleError, match="is no record of earlier sheets"):
        read_record(tmp_path)


def test_a_record_holds_no_words_and_under_numbers_no_names(coaching: Coaching) -> None:
    kept = json.loads(record(coaching, "en"))
    (jk,) = [sheet for sheet in kept["sheets"] if sheet["name"] == "JK"]
    assert set(jk) == {
        "id", "file", "name", "accounts", "replies", "conversations", "score", "interval", "rules", "strengths", "habits",
    }  # fmt: skip
    assert jk["rules"]["private-only"] == {"count": 9, "of": 24}
