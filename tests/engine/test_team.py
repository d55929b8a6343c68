"""A team's scorecard file: what it changes, and how a wrong one is told, with file and line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from auditor.checks.latency import SlowReplyCheck
from auditor.checks.rates import ResponseRateCheck, SlowAccountCheck
from auditor.checks.silence import UnansweredCheck
from auditor.engine.team import Team, load_team
from auditor.rulebook import RuleError
from auditor.scoring import Scorecard
from tests.scenarios.stage import rulebook


def team(folder: Path, text: str) -> Team:
    path = folder / "scorecard.yaml"
    path.write_text(text, encoding="utf-8")
    return load_team(path, rulebook())


def refused(folder: Path, text: str) -> str:
    with pytest.raises(RuleError) as error:
        team(folder, text)
    return str(error.value).replace(str(folder) + "/", "")


def test_without_a_file_each_card_s_own_weight_counts() -> None:
    default = load_team(None, rulebook())
    cards = {name: rule.card for name, rule in rulebook().rules.items()}
    assert {n: w.weight for n, w in default.scorecard.weights.items()} == {
        n: c.weight for n, c in cards.items() if c.weight
    }
    assert default.scorecard.minimum_conversations == Scorecard.minimum_conversations
    assert default.calendar.describe() == "around the clock"
    check = cast(SlowAccountCheck, default.rulebook.rules["slow-account"].check)
    assert check.target_minutes == 9 * 60 and "Socialbakers" in check.against


def test_everything_a_team_may_say(tmp_path: Path) -> None:
    ours = team(
        tmp_path,
        """
weights: {private-only: 0.5, impersonal: 0}
off: [link-only, named-agent]
critical: {asks-personal-data-publicly: 60}
targets: {reply-hours: 2, response-rate: 0.95, unanswered-window-hours: 24}
brands:
  - [Acme, "@AcmeHelp", AcmeUK]
minimum-conversations: 12
calendar:
  zone: Europe/Rome
  hours: {mon: "09:00-13:00", sat: "9:30 – 12:00"}
  holidays: ["2025-12-25"]
""",
    )
    assert ours.scorecard.weights["private-only"].weight == 0.5
    assert "impersonal" not in ours.scorecard.weights and "impersonal" in ours.rulebook.rules
    assert not {"link-only", "named-agent"} & set(ours.rulebook.rules)
    assert dict(ours.scorecard.caps) == {"asks-personal-data-publicly": 60}
    assert ours.scorecard.minimum_conversations == 12
    assert ours.brands == (("Acme", "@AcmeHelp", "AcmeUK"),)
    assert ours.calendar.holidays == {date(2025, 12, 25)}
    rules = ours.rulebook.rules
    slow = cast(SlowReplyCheck, rules["slow-reply"].check)
    assert (slow.target.total_seconds(), slow.calendar) == (7200, ours.calendar)
    whole = cast(SlowAccountCheck, rules["slow-account"].check)
    assert (whole.target_minutes, whole.against, whole.calendar) == (120, "the team's target", ours.calendar)
    assert cast(ResponseRateCheck, rules["low-response-rate"].check).target == 0.95
    assert cast(UnansweredCheck, rules["unanswered"].check).window.total_seconds() == 24 * 3600
    rome = ZoneInfo("Europe/Rome")
    monday, tuesday = datetime(2025, 3, 3, tzinfo=rome), datetime(2025, 3, 4, tzinfo=rome)
    assert ours.calendar.between(monday, tuesday).total_seconds() == 4 * 3600


def test_a_sector_s_figure_is_round_the_clock_whatever_the_team_s_hours(tmp_path: Path) -> None:
    ours = team(tmp_path, "sector: airlines\ncalendar: {zone: Europe/Rome, hours: {mon: '9:00-10:00'}}")
    check = cast(SlowAccountCheck, ours.rulebook.rules["slow-account"].check)
    assert check.target_minutes == pytest.approx(7.59 * 60)
    assert check.against.startswith("airlines: Socialbakers")
    assert check.calendar.describe() == "around the clock"


def test_own_figures(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("reply-hours: {source: our own survey, by-sector: {all: 3, shoes: 1.5}}")
    ours = team(tmp_path, "figures: own.yaml\nsector: shoes")
    check = cast(SlowAccountCheck, ours.rulebook.rules["slow-account"].check)
    assert (check.target_minutes, check.against) == (90, "shoes: our own survey")
    told = refused(tmp_path, "figures: own.yaml\nsector: telecom")
    assert told == "scorecard.yaml:2: no figure for the sector 'telecom' in own.yaml; there are: all, shoes"


def test_a_critical_rule_of_weight_0_counts_all_the_same(tmp_path: Path) -> None:
    ours = team(tmp_path, "weights: {blames-customer: 0}\ncritical: {blames-customer: 50}")
    assert ours.scorecard.weights["blames-customer"].weight == 0
    assert dict(ours.scorecard.caps) == {"blames-customer": 50}


def test_a_rule_that_is_off_caps_nothing(tmp_path: Path) -> None:
    ours = team(tmp_path, "off: [blames-customer]\ncritical: {blames-customer: 50}")
    assert not ours.scorecard.caps


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("weights:\n  private-onyl: 0.3", 2, "no rule is called 'private-onyl'; did you mean 'private-only'?"),
        ("off:\n  - zzz", 1, "no rule is called 'zzz'; see 'auditor rules list'"),
        ("critical:\n  private-only: 101", 2, "101 is not"),
        ("critical:\n  private-only: -1", 2, "-1 is not"),
        ("weights:\n  private-only: 1", 2, "1 is not"),
        ("weights:\n  private-only: -0.1", 2, "-0.1 is not"),
        ("weights:\n  private-only: heavy", 2, "number"),
        ("weights:\n  private-only: .nan", 2, "nan"),
        ("\ntargets:\n  response-rate: 1.5", 3, "less than or equal to 1"),
        ("targets:\n  reply-hours: 0", 2, "greater than 0"),
        ("minimum-conversations: 0", 1, "greater than or equal to 1"),
        ("wieghts: {}", 1, "wieghts"),
        ("sector: cheese", 1, "no figure for the sector 'cheese'; there are: all, transport"),
        ("weights: {}\nfigures: nowhere.yaml", 2, "nowhere.yaml"),
        ("brands:\n  - Acme", 1, "list"),
        ("calendar:\n  zone: Europe/Roma\n  hours: {}", 2, "no time zone is called 'Europe/Roma'"),
        ("calendar:\n  zone: ../../etc/passwd\n  hours: {}", 2, "no time zone"),
        ("calendar:\n  zone: Europe/Rome\n  hours:\n    monday: 9:00-12:00", 4, "write a day as mon"),
        ("calendar:\n  zone: Europe/Rome\n  hours:\n    mon: 12:00-9:00", 4, "closes before it opens"),
        ("calendar:\n  zone: Europe/Rome\n  hours:\n    mon: 9:00-25:00", 4, "write a day as mon"),
        ("calendar:\n  zone: Europe/Rome\n  hours: {}", 3, "never open"),
        ("calendar:\n  zone: Europe/Rome\n  hours: {mon: 9:00-12:00}\n  holidays: ['25/12/2025']", 4, "2025-12-25"),
        ("weights: {}\nweights: {}", 2, "weights"),
    ],
)
def test_a_wrong_scorecard_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    told = refused(tmp_path, text)
    assert told.startswith(f"scorecard.yaml:{line}:"), told
    assert words in told
