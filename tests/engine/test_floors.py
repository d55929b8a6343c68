"""The reading does not get worse unseen: per rule and act it stays over its floor on our own labelled set."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.engine.evaluate import Counts, Evaluation, evaluate, wilson
from auditor.engine.gold import ACTS, GoldItem, read_gold
from auditor.rulebook import load_rulebook

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FLOORS = json.loads((FIXTURES / "floors.json").read_text("utf-8"))
ITEMS = list(read_gold(FIXTURES / "gold.jsonl"))
FAULTS = [label for label in FLOORS if label not in ACTS and not label.startswith("all ")]


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    return evaluate(ITEMS, load_rulebook())


@pytest.mark.parametrize("label", [label for label in FLOORS if not label.startswith("all ")])
def test_no_label_falls_under_its_floor(label: str, measured: Evaluation) -> None:
    counts, floor = measured.clear[label], FLOORS[label]
    assert counts.precision >= floor["precision"], f"precision {counts.precision:.3f}"
    assert counts.f1 >= floor["f1"], f"F1 {counts.f1:.3f}"


def test_all_rules_together(measured: Evaluation) -> None:
    counts = measured.micro(measured.rules)
    assert counts.precision >= FLOORS["all rules"]["precision"], f"precision {counts.precision:.3f}"
    assert counts.f1 >= FLOORS["all rules"]["f1"], f"F1 {counts.f1:.3f}"


@pytest.fixture(scope="module")
def wordings() -> Evaluation:
    """512 replies in eight languages, written and labelled by people who had not seen the phrases."""
    return evaluate(list(read_gold(FIXTURES / "wordings.jsonl")), load_rulebook())


def test_wordings_of_others(wordings: Evaluation) -> None:
    rules, acts = wordings.micro(wordings.rules), wordings.micro(wordings.acts)
    assert rules.precision >= 0.97 and rules.f1 >= 0.97, f"rules: precision {rules.precision:.3f}, F1 {rules.f1:.3f}"
    assert acts.precision >= 0.98 and acts.f1 >= 0.96, f"acts: precision {acts.precision:.3f}, F1 {acts.f1:.3f}"


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "ko", "nl", "pt"])
def test_no_language_lags_behind(language: str, wordings: Evaluation) -> None:
    counts = sum((wordings.by_language[language][rule] for rule in wordings.rules), Counts())
    assert counts.tp >= 30
    assert counts.precision >= 0.94 and counts.f1 >= 0.95, f"precision {counts.precision:.3f}, F1 {counts.f1:.3f}"


def test_every_rule_has_its_floor(measured: Evaluation) -> None:
    assert set(FLOORS) == {*measured.rules, *measured.acts, "all rules"}


@pytest.mark.parametrize("label", FAULTS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_the_set_holds_at_least_twelve_items_per_rule_and_language(label: str, language: str) -> None:
    named = label.replace("_", "-")
    concerned = [i for i in ITEMS if i.id.startswith(language) and (named in i.id or label in i.labels)]
    assert len(concerned) >= 12


def item(labels: set[str], doubtful: set[str] = frozenset(), spans: dict[str, str] | None = None) -> GoldItem:  # type: ignore[assignment]
    """Two English replies that the engine reads as a DM invitation with nothing answered, signed."""
    thread = (("customer", "ann", "My phone does not start any more."),)
    return GoldItem("x", "Acme", thread, "Please DM us. ^AL", frozenset(labels), spans or {}, frozenset(doubtful), "en")


def test_counts_by_hand() -> None:
    right = item({"private_only", "dm_invite", "signed"}, spans={"dm_invite": "DM us", "private_only": "nowhere"})
    missed = item({"private_only", "dm_invite", "signed", "hotline_redirect"})
    alarm = item({"private_only", "dm_invite"}, doubtful={"private_only"})
    found = evaluate([right, missed, alarm, item({"unclear"})], load_rulebook())
    assert found.items == 3
    assert found.clear["private_only"] == Counts(tp=2, spans_right=0, spans_labelled=1)
    assert found.every["private_only"] == Counts(tp=3, spans_right=0, spans_labelled=1)
    assert found.clear["dm_invite"] == Counts(tp=3, spans_right=1, spans_labelled=1)
    assert found.clear["hotline_redirect"] == Counts(fn=1)
    assert found.clear["signed"] == Counts(tp=2, fp=1)
    assert Counter((miss.label, miss.kind) for miss in found.misses) == {
        ("hotline_redirect", "missed"): 1,
        ("signed", "false alarm"): 1,
    }


def test_wilson_against_published_values() -> None:
    """Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, of, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        assert wilson(hits, of) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_f1_of_counts() -> None:
    assert Counts(tp=6, fp=2, fn=4).f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert Counts().f1 == 1.0
