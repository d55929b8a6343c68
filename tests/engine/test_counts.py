"""Counts by conversation: the same as adding them up one by one, however they are held."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from auditor.engine.counts import Counts
from auditor.model import ConversationTally, Tally

NAMES = st.sampled_from(["a", "b", "c", "d"])
TALLIES = st.builds(Tally, st.integers(0, 3), st.integers(0, 2))
ROWS = st.dictionaries(st.sampled_from(["late", "lost"]), TALLIES).map(lambda row: tuple(sorted(row.items())))
CONVERSATIONS = st.lists(st.builds(ConversationTally, NAMES, ROWS), max_size=12)
ADDED = st.lists(st.tuples(NAMES, st.sampled_from(["late", "open"]), TALLIES), max_size=12)


@given(CONVERSATIONS, CONVERSATIONS, ADDED)
def test_counts_add_up(
    first: list[ConversationTally], second: list[ConversationTally], added: list[tuple[str, str, Tally]]
) -> None:
    counts = Counts()
    counts.take(first)
    counts.take(second)
    by_hand: dict[str, dict[str, Tally]] = defaultdict(dict)
    for one in first + second:
        row = by_hand[one.conversation]
        for rule, tally in one.tallies:
            row[rule] = row.get(rule, Tally()) + tally
    for conversation, rule, tally in added:
        counts.add(conversation, rule, tally)
        row = by_hand[conversation]
        row[rule] = row.get(rule, Tally()) + tally
    expected = [ConversationTally(name, tuple(sorted(by_hand[name].items()))) for name in sorted(by_hand)]
    tallies = counts.tallies()
    assert list(tallies) == expected
    assert list(tallies) == expected  # they can be walked again
    assert len(tallies) == len(expected)
    assert [tallies[i] for i in range(len(expected))] == expected
    assert tallies[1:3] == expected[1:3]
    assert tallies == expected
    assert tallies != [*expected, ConversationTally("z")]
    assert not expected or tallies != [*expected[:-1], ConversationTally("z")]
