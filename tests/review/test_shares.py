"""Shares of weighted cases and ratios, by hand and by published figures."""

from __future__ import annotations

import math

import pytest

from auditor.review.shares import ratio_interval, weighted_share, wilson


def test_wilson_as_published() -> None:
    """Newcombe (1998, Statistics in Medicine 17, 857-872), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(hits / of, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_equal_weights_are_a_plain_share() -> None:
    """Of a population so large that what is seen does not matter."""
    share = weighted_share([(7.0, n < 15) for n in range(148)], 10**12)
    assert share is not None
    assert (share.low, share.high) == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))


def test_weights_by_hand() -> None:
    """Two cases that stand for 30 each, one of them a hit, and four that stand for 10, all hits: 70 of 100; worth
    100² / (2 * 900 + 4 * 100) = 4.5454 equal cases, of 100 of which 6 were seen: 4.5454 * 99 / 94."""
    share = weighted_share([(30, True), (30, False), *[(10, True)] * 4], 100)
    assert share is not None
    assert share.value == pytest.approx(0.7)
    assert (share.low, share.high) == pytest.approx(wilson(0.7, 100**2 / 2200 * 99 / 94))


def test_who_has_seen_all_knows() -> None:
    share = weighted_share([(1, True), (1, False)], 2)
    assert share is not None
    assert (share.value, share.low, share.high) == (0.5, 0.5, 0.5)
    assert weighted_share([], 10) is None


def test_a_ratio_by_hand() -> None:
    """10 (8 to 12) over 20 (18 to 22): MOVER's formula worked out: (200 ∓ √(200² - l u (20 - l)(40 - u))) / (u (40 - u))."""
    low = (200 - math.sqrt(200**2 - 8 * 22 * 12 * 18)) / (22 * 18)
    high = (200 + math.sqrt(200**2 - 12 * 18 * 8 * 22)) / (18 * 22)
    assert ratio_interval((10, 8, 12), (20, 18, 22)) == (pytest.approx(low), pytest.approx(high))
    assert low < 0.5 < high


def test_nothing_missed_so_far_is_no_certainty() -> None:
    low, high = ratio_interval((0, 0, 5), (20, 18, 22))
    assert low == 0.0
    assert 5 / 22 < high < 5 / 18
    assert ratio_interval((5, 4, 6), (0, 0, 3)) == (pytest.approx(4 / 3), math.inf)
