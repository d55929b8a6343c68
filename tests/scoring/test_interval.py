"""The interval is honest: over simulated archives it covers the true score about as often as it says."""

from __future__ import annotations

import random

import pytest

from auditor.model import ConversationTally, Tally
from auditor.scoring import RuleWeight, Scorecard, score_of

CARD = Scorecard({"a": RuleWeight(0.4, "ownership"), "b": RuleWeight(0.3, "speed"), "c": RuleWeight(0.3, "safety")})


def archive(rng: random.Random, conversations: int, rates: dict[str, float], clumped: bool) -> list[ConversationTally]:
    """Conversations of one to four replies; ``clumped``: a conversation's replies fail together."""
    listed = []
    for number in range(conversations):
        size = rng.randint(1, 4)
        tallies = []
        for rule, rate in rates.items():
            count = size * (rng.random() < rate) if clumped else sum(rng.random() < rate for _ in range(size))
            tallies.append((rule, Tally(size, count)))
        listed.append(ConversationTally(f"c{number}", tuple(tallies)))
    return listed


@pytest.mark.parametrize("conversations", [15, 40, 150])
@pytest.mark.parametrize(
    "rates", [{"a": 0.3, "b": 0.1, "c": 0.02}, {"a": 0.7, "b": 0.5, "c": 0.2}, {"a": 0.02, "b": 0.01, "c": 0.0}]
)
@pytest.mark.parametrize("clumped", [False, True])
def test_the_true_score_lies_inside_19_times_of_20(conversations: int, rates: dict[str, float], clumped: bool) -> None:
    truth = 100.0
    for rule, rate in rates.items():
        truth *= 1 - CARD.weights[rule].weight * rate
    rng = random.Random(f"{conversations}{rates}{clumped}")
    tries = 400
    inside = 0
    for _ in range(tries):
        low, high = score_of(archive(rng, conversations, rates, clumped), CARD).interval
        inside += low <= truth <= high
    assert inside / tries >= 0.93, f"covered {inside / tries:.3f}"


def test_it_is_not_so_wide_as_to_say_nothing() -> None:
    listed = archive(random.Random(1), 400, {"a": 0.3, "b": 0.1, "c": 0.02}, clumped=True)
    low, high = score_of(listed, CARD).interval
    assert high - low < 8


def test_one_conversation_says_nothing() -> None:
    assert score_of([ConversationTally("c", (("a", Tally(1, 0)),))], CARD).interval == (0.0, 100.0)


def test_never_broken_so_far_is_not_certainty() -> None:
    listed = [ConversationTally(f"c{n}", (("a", Tally(1, 0)),)) for n in range(8)]
    low, high = score_of(listed, CARD).interval
    assert high == 100.0
    assert low < 97
