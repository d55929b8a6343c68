"""Kappa and alpha against published worked examples."""

from __future__ import annotations

import pytest

from auditor.review.agreement import alpha, kappa
from auditor.review.verdicts import Cell


def pairs(both: int, one: int, other: int, neither: int, weight: float = 1.0) -> list[tuple[bool, bool, float]]:
    cells = [(True, True)] * both + [(True, False)] * one + [(False, True)] * other + [(False, False)] * neither
    return [(a, b, weight) for a, b in cells]


def test_kappa_as_published() -> None:
    """Viera and Garrett, «Understanding interobserver agreement: the kappa statistic», Family Medicine 37 (2005), table 1: 15
    yes and 70 no by both, 5 and 10 by one alone: agreement .85, by chance .65, kappa .57."""
    assert kappa(pairs(15, 5, 10, 70)) == pytest.approx((0.85 - 0.65) / 0.35)
    assert round(kappa(pairs(15, 5, 10, 70)) or 0, 2) == 0.57


def test_kappa_by_weights_is_kappa_of_so_many_cases() -> None:
    light = [*pairs(5, 5, 0, 0), *pairs(0, 0, 5, 10, weight=3.0)]
    assert kappa(light) == pytest.approx(kappa(pairs(5, 5, 15, 30)))


def test_kappa_cannot_be_told_where_chance_agrees_fully() -> None:
    assert kappa(pairs(10, 0, 0, 0)) is None
    assert kappa([]) is None


def cells(*units: dict[str, bool]) -> list[Cell]:
    return [Cell(f"i{number}", "rule", True, unit) for number, unit in enumerate(units)]


def test_alpha_as_published() -> None:
    """Krippendorff, «Computing Krippendorff's Alpha-Reliability» (2011), section A: two observers, ten units, binary data:
    alpha 0.095."""
    meg, owen = "0100000010", "1110010000"
    units = cells(*({"Meg": a == "1", "Owen": b == "1"} for a, b in zip(meg, owen, strict=True)))
    assert alpha(units, ["Meg", "Owen"]) == pytest.approx(0.095, abs=5e-4)


def test_alpha_with_gaps_by_hand() -> None:
    """Units 11, 10, 000 and a lone 0: seven values that can be paired, three of them 1. Observed disagreement 2/7, expected
    2 * 3 * 4 / (7 * 6): alpha = 1 - (2/7) / (4/7)."""
    units = cells({"a": True, "b": True}, {"b": True, "c": False}, {"a": False, "b": False, "c": False}, {"c": False})
    assert alpha(units, ["a", "b", "c"]) == pytest.approx(0.5)


def test_alpha_cannot_be_told_of_one_reviewer_or_of_one_answer() -> None:
    assert alpha(cells({"a": True}, {"a": False}), ["a"]) is None
    assert alpha(cells({"a": True, "b": True}, {"a": True, "b": True}), ["a", "b"]) is None
