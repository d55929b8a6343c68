"""The test behind a comparison, against published tables and worked examples."""

from __future__ import annotations

import pytest

from auditor.compare.noise import Estimate, Z, difference, holm, share, student_quantile, two_sided


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [(2.776, 4, 0.05), (2.571, 5, 0.05), (2.228, 10, 0.05), (3.169, 10, 0.01),
     (4.587, 10, 0.001), (2.042, 30, 0.05), (3.646, 30, 0.001), (1.980, 120, 0.05)],
)  # fmt: skip
def test_students_table(t: float, freedom: int, p: float) -> None:
    """Critical values of Student's t as any table prints them (two-sided)."""
    assert two_sided(t, freedom) == pytest.approx(p, rel=0.05)


@pytest.mark.parametrize(("freedom", "t"), [(4, 2.776), (10, 2.228), (30, 2.042), (120, 1.980), (10**6, 1.960)])
def test_students_quantile(freedom: int, t: float) -> None:
    assert student_quantile(Z, freedom) == pytest.approx(t, rel=0.006)


def test_welch_as_worked_by_hand() -> None:
    """Means 10 and 13, variances of the means 1 and 3 with 4 and 9 degrees: t = 3 / 2, freedom = 16 / (1/4 + 9/9)."""
    test = difference(Estimate(10, 1, 4), Estimate(13, 3, 9))
    assert test.value == 3
    reach = student_quantile(Z, 12.8) * 2
    assert (test.low, test.high) == (pytest.approx(3 - reach), pytest.approx(3 + reach))
    assert test.p == pytest.approx(two_sided(1.5, 12.8))
    assert 0.15 < test.p < 0.17


def test_without_variance_nothing_is_noise() -> None:
    assert difference(Estimate(1, 0, 5), Estimate(1, 0, 5)).p == 1.0
    assert difference(Estimate(1, 0, 5), Estimate(2, 0, 5)).p == 0.0


def test_two_shares_by_agresti_and_caffo() -> None:
    """56 of 70 against 48 of 80 (the first data of Newcombe, 1998, table II), one fault and one clean case more on each
    side: 57/72 - 49/82 = 0.1941, error sqrt(57 * 15 / 72^3 + 49 * 33 / 82^3) = 0.0723, so 0.0525 to 0.3358."""
    test = difference(share(48, 80, 1, 10**9), share(56, 70, 1, 10**9))
    assert test.value == pytest.approx(0.1941, abs=5e-5)
    assert (test.low, test.high) == (pytest.approx(0.0525, abs=1e-4), pytest.approx(0.3358, abs=1e-4))


def test_cases_that_come_together_count_once() -> None:
    """Forty cases in clumps of four weigh as ten."""
    assert share(20, 40, 4, 9).variance == share(5, 10, 1, 9).variance


def test_holm_as_published() -> None:
    """p = .01, .04, .03, .005 (the worked example of R's p.adjust and of many textbooks): .03, .06, .06, .02."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_shared_between_families() -> None:
    assert holm([0.01, 0.2], families=3) == pytest.approx([0.06, 0.6])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]
