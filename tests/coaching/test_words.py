"""Every language says everything, with the same blanks; a pattern does not break the rule it mends."""

from __future__ import annotations

import re

import pytest

from auditor.engine.audit import Source, audit
from auditor.engine.options import AuditOptions
from auditor.engine.team import load_team
from auditor.model import Evidence, SheetWords
from auditor.reports.coaching.say import Say
from auditor.rulebook import load_rulebook
from auditor.rulebook.sheetwords import load_patterns, load_sheet_file, sheet_languages
from tests.engine.make import brand, customer

BLANK = re.compile(r"\{\w+\}")
BOOK = load_rulebook()
JUDGED = [name for name, rule in BOOK.rules.items() if rule.card.looks_at != "entry"]
# What stands in a pattern's brackets, for a post about a late parcel.
FILLED = {
    "en": (
        "Three weeks without internet and nobody helps, worst service ever!",
        "a cable that is being replaced tonight",
    ),
    "it": ("Tre settimane senza internet e nessuno aiuta, servizio pessimo!", "Il guasto è stato risolto stamattina"),
}


def test_sheets_speak_english_and_italian() -> None:
    assert sheet_languages() == ["en", "it"]


def test_every_language_has_the_same_words_with_the_same_blanks() -> None:
    blanks = {
        language: {key: sorted(BLANK.findall(text)) for key, text in load_sheet_file(language).words.items()}
        for language in sheet_languages()
    }
    assert blanks["it"] == blanks["en"]


def test_italian_titles_and_principles_are_there_for_every_rule_that_can_stand_on_a_sheet() -> None:
    rules = load_sheet_file("it").rules
    assert [name for name in JUDGED if not (name in rules and rules[name].title and rules[name].principle)] == []
    assert sorted(set(rules) | set(load_sheet_file("en").rules)) == sorted(JUDGED)


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_pattern_filled_in_does_not_break_the_rule_it_mends(language: str) -> None:
    asked, what = FILLED[language]
    posts = []
    patterns = load_patterns()[language]
    for name, pattern in patterns.items():
        reply = re.sub(r"\[(Name|Nome)\]", "Dee", pattern)
        reply = re.sub(r"\[(Sign|Firma|First name or initials|Nome o sigla)\]", "AL", reply)
        reply = re.sub(r"\[[^\]]*\]", what, reply)
        posts.append(customer(asked, conversation=name, author=f"ann-{name}"))
        posts.append(brand(reply, conversation=name, id=name, in_reply_to=posts[-1].id))
    team = load_team(None, BOOK)
    source = Source("p", "stage", frozenset(Evidence), tuple(posts))
    report = audit([source], team.rulebook, AuditOptions(team.scorecard), "test")
    assert len(patterns) >= 15
    assert [f.rule for f in report.findings if f.rule == f.post.id] == []


def test_both_languages_have_the_same_patterns() -> None:
    patterns = load_patterns()
    assert set(patterns["en"]) == set(patterns["it"])


@pytest.mark.parametrize(("language", "number", "score"), [("en", "1,234,567.8", "−3"), ("it", "1.234.567,8", "−3")])
def test_numbers_are_written_as_the_language_writes_them(
    words: dict[str, SheetWords], language: str, number: str, score: str
) -> None:
    say = Say(words[language])
    assert say.number(1234567.8, 1) == number
    assert say.number(-3.2, sign=True) == score
    assert (say.percent(0.999), say.percent(0.001), say.percent(0), say.percent(1)) == (
        ">99\u00a0%", "<1\u00a0%", "0\u00a0%", "100\u00a0%",
    )  # fmt: skip
    assert say.many("replies", 1).startswith("1 ")


def test_a_name_with_braces_is_no_blank(words: dict[str, SheetWords]) -> None:
    assert Say(words["en"])("score", score="{name} {0}") == "Score of these replies: {name} {0}."


def test_a_findings_facts_are_put_in_as_words(words: dict[str, SheetWords]) -> None:
    facts = (("hours", "80.5"), ("target", "9"))
    assert Say(words["it"]).finding("slow-reply", facts) == (
        "La prima risposta è arrivata dopo 80,5 h; l'obiettivo è 9 h."
    )
    assert Say(words["en"]).finding("slow-reply", (("hours", "{target}"),)) == (
        "The first reply came after {target} h; the target is {target} h."
    )
