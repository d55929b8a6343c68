"""The estimates on archives whose truth is known: by hand, and their intervals by simulation."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.model.review import Asked
from auditor.review.estimate import error_rate, judged_of, quality_of, quality_overall, with_engine
from auditor.review.result import agreement
from auditor.review.verdicts import Reviewed, reviewed
from tests.review.make import RULES, World, filled, of_finding, of_reply, sheet, world


def truly(made: World) -> Mapping[str, float]:
    """What a review of everything would say."""
    found = [c for c in made.candidates if c.asked is Asked.FINDING]
    replies = [c for c in made.candidates if c.asked is Asked.CONTROL]
    right = sum(bool(made.truth[c.id]) for c in found)
    missed = sum(len(made.truth[c.id] - set(c.found)) for c in replies)
    wrong = sum(made.truth[c.id] != set(c.found) for c in replies)
    return {"precision": right / len(found), "recall": right / (right + missed), "error": wrong / len(replies)}


def review_of(made: World, seed: int, size: int) -> Reviewed:
    return reviewed({"anna": filled(sheet(made, seed, size), lambda item: made.truth[item])})


def test_who_reviews_everything_gets_the_truth() -> None:
    made = world(1, 60, 0.8, 0.1)
    judged = judged_of(review_of(made, 1, len(made.candidates)))
    overall, error, truth = quality_overall(judged), error_rate(judged), truly(made)
    assert overall.precision is not None
    assert overall.recall is not None
    assert error is not None
    assert overall.precision.value == pytest.approx(truth["precision"])
    assert overall.recall.value == pytest.approx(truth["recall"])
    assert (error.value, error.low, error.high) == pytest.approx((truth["error"],) * 3)


@pytest.mark.parametrize(("precision", "missed"), [(0.9, 0.02), (0.6, 0.1)])
def test_the_truth_lies_inside_19_times_of_20(precision: float, missed: float) -> None:
    made = world(2, 2000, precision, missed)
    truth = truly(made)
    inside = dict.fromkeys(truth, 0)
    middle = dict.fromkeys(truth, 0.0)
    tries = 100
    for seed in range(tries):
        judged = judged_of(review_of(made, seed, 200))
        overall = quality_overall(judged)
        for name, share in (
            ("precision", overall.precision),
            ("recall", overall.recall),
            ("error", error_rate(judged)),
        ):
            assert share is not None
            inside[name] += share.low <= truth[name] <= share.high
            middle[name] += share.value / tries
    assert min(inside.values()) >= 90, inside  # 95 of 100; 90 is what chance leaves of it 99 times of 100
    for name, value in middle.items():
        assert value == pytest.approx(truth[name], abs=0.03), name


def test_precision_of_a_rule_by_its_weights() -> None:
    """Ninety plain findings of which nine are drawn, ten doubtful of which ten are: plain ones right, doubtful ones wrong.
    The share that is right is 90 of 100, whatever was drawn."""
    plain = [of_finding(f"p{n}", "private-only") for n in range(90)]
    doubtful = [of_finding(f"d{n}", "private-only", doubtful=True) for n in range(10)]
    replies = [of_reply(f"{n}") for n in range(50)]
    truth = {c.id: frozenset({"private-only"}) for c in plain}
    made = World((*plain, *doubtful, *replies), {**{c.id: frozenset() for c in (*doubtful, *replies)}, **truth})
    quality = quality_of(judged_of(review_of(made, 1, 30)), "private-only")
    assert quality.found == 100
    assert quality.precision is not None
    assert quality.precision.value == pytest.approx(0.9)


def test_a_rule_of_threads_has_no_recall() -> None:
    """The control slice asks for the faults of replies: only they can be seen to be missed."""
    made = world(3, 200, 0.9, 0.02)
    quality = quality_of(judged_of(review_of(made, 1, 100)), "unanswered")
    assert (quality.precision, quality.recall, quality.missed) == (None, None, None)


def test_the_engine_beside_a_reviewer_is_weighted_to_the_archive() -> None:
    """What the engine found comes from the rows on findings, what it did not from the control slice: the weights of each
    add up to what the archive has."""
    made = world(4, 300, 0.8, 0.05)
    pairs = with_engine(review_of(made, 1, 150), "anna", list(RULES))
    found = sum(c.asked is Asked.FINDING for c in made.candidates)
    assert sum(weight for _, engine, weight in pairs if engine) == pytest.approx(found)
    assert sum(weight for _, engine, weight in pairs if not engine) == pytest.approx(3 * 300 - found, rel=0.05)


def test_which_rules_to_recalibrate() -> None:
    """private-only: half of its findings are wrong; hotline-redirect: most is missed; impersonal: the two do not agree."""
    plain = [of_finding(f"{rule}{n}", rule) for rule in RULES for n in range(40)]
    replies = [of_reply(f"{n}") for n in range(200)]
    first = {c.id: frozenset(c.found) for c in plain}
    first |= {c.id: frozenset() for c in plain if c.found == ("private-only",) and int(c.id[-1]) % 2 == 0}
    first |= {c.id: frozenset({"hotline-redirect"} if int(c.id[2:]) % 2 else ()) for c in replies}
    second = {**first, **{c.id: frozenset() for c in plain if c.found == ("impersonal",) and int(c.id[-1]) % 2}}
    rows = sheet(World((*plain, *replies), first), 1, 200)
    data = agreement(
        reviewed({"anna": filled(rows, first.__getitem__), "bruno": filled(rows, second.__getitem__)}), "test"
    )
    told = {(one["rule"], one["why"]): one["sure"] for one in data["recalibrate"]}
    assert ("private-only", "false alarms") in told
    assert told["hotline-redirect", "misses"] is True
    assert ("impersonal", "reviewers disagree") in told
    assert ("hotline-redirect", "reviewers disagree") not in told


def test_where_reviewers_are_divided_each_counts_in_part() -> None:
    """All findings are right says Anna, none says Bruno, all says Carla: half, then two thirds."""
    made = world(5, 100, 1.15, 0.0)  # right even where doubtful
    rows = [row for row in sheet(made, 1, 80) if row["asked"] == "finding"]
    sheets = {"anna": filled(rows, made.truth.__getitem__), "bruno": filled(rows, lambda item: frozenset())}
    for reviewers, share in ((sheets, 1 / 2), ({**sheets, "carla": sheets["anna"]}, 2 / 3)):
        precision = quality_overall(judged_of(reviewed(reviewers))).precision
        assert precision is not None
        assert precision.value == pytest.approx(share)
