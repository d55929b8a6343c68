"""The properties of the score (bounded, monotone, order, doubling, exact parts, caps), over generated accounts."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import ConversationTally, Tally
from auditor.scoring import RuleWeight, Scorecard, grade_of, score_of

WEIGHTS = {"a": 0.5, "b": 0.35, "c": 0.2, "d": 0.04}
CARD = Scorecard({rule: RuleWeight(weight, "ownership" if rule < "c" else "speed") for rule, weight in WEIGHTS.items()})


@st.composite
def conversations(draw: st.DrawFn, least: int = 1) -> list[ConversationTally]:
    listed = []
    for number in range(draw(st.integers(least, 12))):
        tallies = []
        for rule in WEIGHTS:
            opportunities = draw(st.integers(0, 4))
            if opportunities:
                tallies.append((rule, Tally(opportunities, draw(st.integers(0, opportunities)))))
        listed.append(ConversationTally(f"c{number}", tuple(tallies)))
    return listed


def with_count(listed: list[ConversationTally], at: int, rule: str, by: int) -> list[ConversationTally]:
    """The same evidence with ``by`` faults more (or fewer) of one rule in one conversation."""
    changed = dict(listed[at].tallies)
    tally = changed[rule]
    changed[rule] = Tally(tally.opportunities, tally.count + by)
    return [*listed[:at], ConversationTally(listed[at].conversation, tuple(changed.items())), *listed[at + 1 :]]


@given(conversations())
def test_the_score_is_bounded_and_inside_its_interval(listed: list[ConversationTally]) -> None:
    score = score_of(listed, CARD)
    assert 0 <= score.interval[0] <= round(score.value, 1) + 0.1
    assert score.interval[0] <= score.value + 0.05
    assert score.value - 0.05 <= score.interval[1] <= 100


@given(conversations())
def test_the_parts_sum_exactly_to_what_is_missing(listed: list[ConversationTally]) -> None:
    score = score_of(listed, CARD)
    assert sum(round(part.points * 100) for part in score.parts) == round((100 - score.value) * 100)
    assert all(part.points >= 0 for part in score.parts)


@given(conversations(), st.data())
def test_a_fault_more_never_raises_and_a_fault_mended_never_lowers(
    listed: list[ConversationTally], data: st.DataObject
) -> None:
    places = [(n, r) for n, c in enumerate(listed) for r, t in c.tallies if t.count < t.opportunities]
    if not places:
        return
    at, rule = data.draw(st.sampled_from(places))
    assert score_of(with_count(listed, at, rule, 1), CARD).value <= score_of(listed, CARD).value


@given(conversations(), st.randoms(use_true_random=False))
def test_the_order_of_conversations_does_not_matter(listed: list[ConversationTally], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert score_of(shuffled, CARD) == score_of(listed, CARD)


@given(conversations(least=3))
def test_an_archive_doubled_keeps_its_score_and_is_surer_of_it(listed: list[ConversationTally]) -> None:
    twice = listed + [ConversationTally(c.conversation + "'", c.tallies) for c in listed]
    once, double = score_of(listed, CARD), score_of(twice, CARD)
    assert double.value == once.value
    assert [(p.rule, p.points) for p in double.parts] == [(p.rule, p.points) for p in once.parts]
    assert double.interval[1] - double.interval[0] <= once.interval[1] - once.interval[0]


@given(conversations())
def test_without_a_rule_the_score_is_that_of_an_account_which_never_broke_it(listed: list[ConversationTally]) -> None:
    for part in score_of(listed, CARD).parts:
        mended = [
            ConversationTally(
                c.conversation, tuple((r, Tally(t.opportunities, 0) if r == part.rule else t) for r, t in c.tallies)
            )
            for c in listed
        ]
        assert score_of(mended, CARD).value == part.without


def test_a_score_by_hand() -> None:
    """Half of ten replies break a rule of weight 0.5, one in ten a rule of 0.2: 100 · 0.75 · 0.98 = 73.5."""
    listed = [ConversationTally(f"c{n}", (("a", Tally(1, n % 2)), ("c", Tally(1, int(n == 0))))) for n in range(10)]
    score = score_of(listed, CARD)
    assert score.value == 73.5
    by_rule = {part.rule: part for part in score.parts}
    assert by_rule["a"].points == pytest.approx(26.5 * math.log(0.75) / math.log(0.735), abs=0.005)
    assert by_rule["a"].without == 98.0
    assert by_rule["c"].without == 75.0
    assert dict(score.dimensions) == {"ownership": 75.0, "speed": 98.0}


def test_what_could_seldom_be_judged_costs_little() -> None:
    """One failure in one opportunity, beside a rule judged a hundred times: divided by 25, not by one."""
    listed = [ConversationTally(f"c{n}", (("b", Tally(1, 0)),)) for n in range(99)]
    listed.append(ConversationTally("c99", (("b", Tally(1, 0)), ("a", Tally(1, 1)))))
    assert score_of(listed, CARD).value == 98.0  # 100 · (1 − 0.5 · 1/25)


def test_one_critical_fault_caps_the_score() -> None:
    capped = Scorecard(CARD.weights, {"d": 40.0})
    listed = [ConversationTally(f"c{n}", (("a", Tally(1, 0)), ("d", Tally(1, int(n == 0))))) for n in range(50)]
    score = score_of(listed, capped)
    assert (score.value, score.capped_by) == (40.0, "d")
    assert [(part.rule, part.points) for part in score.parts] == [("d", 60.0)]
    assert score.parts[0].without == 100.0


def test_a_rule_that_is_not_on_the_scorecard_costs_nothing() -> None:
    listed = [ConversationTally("c", (("z", Tally(3, 3)), ("a", Tally(1, 0))))]
    assert score_of(listed, CARD).value == 100.0


def test_grades_fall_with_the_score() -> None:
    assert [grade_of(s) for s in (100, 90, 89.99, 80, 70, 60, 50, 49.9, 0)] == list("AABBCDEFF")
    assert all(grade_of(high) <= grade_of(low) for low, high in pairwise(range(101)))
