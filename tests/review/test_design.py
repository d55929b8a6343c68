"""What is drawn: the same for the same seed, with known chances, more of the severe and doubtful, and always a control slice."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from auditor.model.review import Asked
from auditor.review.design import TooSmallError, draw
from tests.review.make import of_finding, of_reply, world


def test_a_seed_draws_the_same_whatever_the_order() -> None:
    made = list(world(1, 200, 0.9, 0.1).candidates)
    first = draw(made, 7, 80, 0.4)
    random.Random(3).shuffle(made)
    assert draw(made, 7, 80, 0.4) == first
    assert draw(made, 8, 80, 0.4) != first


def test_weights_add_up_to_what_there_is() -> None:
    made = world(2, 300, 0.9, 0.1).candidates
    drawn = draw(made, 1, 120, 0.4)
    assert len(drawn) == 120
    for asked in Asked:
        assert sum(d.weight for d in drawn if d.candidate.asked is asked) == pytest.approx(
            sum(c.asked is asked for c in made)
        )


def test_severe_and_doubtful_findings_come_up_more_often_than_their_share() -> None:
    made = [of_finding(f"e{n}", "private-only") for n in range(100)]
    made += [of_finding(f"i{n}", "impersonal") for n in range(100)]
    made += [of_finding(f"d{n}", "impersonal", doubtful=True) for n in range(100)]
    drawn = Counter(d.stratum for d in draw([*made, *(of_reply(f"{n}") for n in range(100))], 1, 100, 0.3))
    assert drawn == {"private-only, plain": 28, "impersonal, plain": 14, "impersonal, doubtful": 28, "control 1": 30}


def test_the_control_slice_has_replies_with_and_without_a_finding() -> None:
    replies = [of_reply(f"n{n}") for n in range(900)] + [of_reply(f"s{n}", ["impersonal"]) for n in range(100)]
    findings = [of_finding(f"{n}", "impersonal") for n in range(100)]
    drawn = draw([*replies, *findings], 1, 100, 0.4)
    control = [d for d in drawn if d.candidate.asked is Asked.CONTROL]
    assert Counter(bool(d.candidate.found) for d in control) == {False: 36, True: 4}


def test_every_candidate_of_a_stratum_comes_up_as_often() -> None:
    replies = [of_reply(f"{n}") for n in range(10)]
    seen = Counter(d.candidate.id for seed in range(500) for d in draw(replies, seed, 4, 0.9))
    assert min(seen.values()) > 150  # 200 expected; less than 150 comes up once in a hundred thousand
    assert max(seen.values()) < 250


def test_the_order_of_rows_tells_nothing() -> None:
    """Findings and control rows are mixed: nowhere do more than a dozen of one kind follow each other."""
    drawn = draw(world(3, 400, 0.9, 0.1).candidates, 1, 200, 0.5)
    kinds = "".join(d.candidate.asked.value[0] for d in drawn)
    assert "c" * 13 not in kinds
    assert "f" * 13 not in kinds


def test_what_one_side_lacks_the_other_fills() -> None:
    few = [of_finding("1", "impersonal"), *(of_reply(f"{n}") for n in range(100))]
    assert Counter(d.candidate.asked for d in draw(few, 1, 50, 0.4)) == {Asked.FINDING: 1, Asked.CONTROL: 49}
    many = [of_reply("1"), *(of_finding(f"{n}", "impersonal") for n in range(100))]
    assert Counter(d.candidate.asked for d in draw(many, 1, 50, 0.4)) == {Asked.FINDING: 49, Asked.CONTROL: 1}
    assert len(draw(few, 1, 1000, 0.4)) == 101


def test_a_sample_too_small_says_what_would_do() -> None:
    made = [of_finding(rule, rule) for rule in ("impersonal", "private-only", "hotline-redirect")]
    made += [of_reply("a"), of_reply("b", ["impersonal"]), *(of_reply(f"{n}") for n in range(50))]
    with pytest.raises(TooSmallError) as error:
        draw(made, 1, 4, 0.4)
    assert error.value.least == 5
    assert len({d.stratum for d in draw(made, 1, 5, 0.4)}) == 5
