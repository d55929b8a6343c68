"""Near-duplicates against the obvious way: every pair compared."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from auditor.checks.likeness import groups_of_alike

_TEXT = (
    "we are sorry to hear about your order parcel refund please send us a direct message with the number so that our "
    "team can look into this matter as soon as possible thank you for your patience and have a lovely day thanks "
    "grazie per averci scritto ci dispiace molto per il disagio verifichiamo subito con i colleghi del magazzino"
)
WORDS = tuple(_TEXT.split())
ALIKE = 90.0


def archive(rng: random.Random, size: int) -> list[str]:
    """Templates with small changes, as agents make them, among texts of their own."""
    templates = [" ".join(rng.choices(WORDS, k=rng.randint(6, 28))) for _ in range(max(size // 12, 1))]
    texts = []
    for _ in range(size):
        if rng.random() < 0.3:
            texts.append(" ".join(rng.choices(WORDS, k=rng.randint(4, 28))))
            continue
        words = rng.choice(templates).split()
        for _ in range(rng.randint(0, 2)):
            place = rng.randrange(len(words))
            change = rng.choice(("swap", "drop", "add"))
            words[place : place + (change != "add")] = (
                [] if change == "drop" and len(words) > 4 else [rng.choice(WORDS)]
            )
        texts.append(" ".join(words))
    return texts


def pairs_of(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def slow_twin(texts: list[str]) -> list[list[int]]:
    """The same groups by the plain way: all pairs linked, chains cut around their commonest text."""
    distinct = sorted({text for text in texts if text})
    chains: list[set[str]] = []
    for text in distinct:
        near = [chain for chain in chains if any(ratio(text, other) >= ALIKE for other in chain)]
        chains = [chain for chain in chains if chain not in near] + [{text}.union(*near)]
    groups = []
    for chain in chains:
        left = sorted(chain)
        while left:
            middle = max(left, key=lambda text: (texts.count(text), -distinct.index(text)))
            members = [text for text in left if ratio(middle, text) >= ALIKE]
            groups.append([i for i, text in enumerate(texts) if text in members])
            left = [text for text in left if text not in members]
    return [group for group in groups if len(group) > 1]


def test_groups_against_comparing_every_pair() -> None:
    """Of the pairs that the plain way puts together at least 99 in 100 are, and hardly any other."""
    both = ours = theirs = 0
    for seed in range(6):
        texts = archive(random.Random(seed), 400)
        found, wanted = pairs_of(groups_of_alike(texts, ALIKE)), pairs_of(slow_twin(texts))
        both, ours, theirs = both + len(found & wanted), ours + len(found), theirs + len(wanted)
    assert both / theirs >= 0.99, both / theirs
    assert both / ours >= 0.99, both / ours


def test_pairs_around_a_common_text_are_found_together() -> None:
    """A text and its group's commonest member are alike; of all pairs alike to one commonest text 99 in 100 are together."""
    together = wanted = 0
    for seed in range(6):
        texts = archive(random.Random(100 + seed), 400)
        groups = groups_of_alike(texts, ALIKE)
        home = {index: number for number, group in enumerate(groups) for index in group}
        for group in groups:
            counts = {texts[i]: sum(texts[j] == texts[i] for j in group) for i in group}
            middle = max(counts, key=lambda text: (counts[text], text))
            best = [c for c in counts if counts[c] == counts[middle]]
            assert all(any(ratio(texts[i], c) >= ALIKE for c in best) for i in group)
            if counts[middle] < 3:
                continue
            near = [i for i in range(len(texts)) if ratio(texts[i], middle) >= 95]
            wanted += len(near)
            together += sum(home.get(i) == home[group[0]] for i in near)
    assert wanted > 300
    assert together / wanted >= 0.99, together / wanted


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_texts_does_not_matter(seed: int, rng: random.Random) -> None:
    texts = archive(random.Random(seed), 60)
    order = list(range(len(texts)))
    rng.shuffle(order)
    shuffled = groups_of_alike([texts[i] for i in order], ALIKE)
    back = sorted(sorted(order[i] for i in group) for group in shuffled)
    assert back == sorted(groups_of_alike(texts, ALIKE))


@given(
    st.lists(
        st.sampled_from(["", "ok", "thank you so much", "thank you so much!", "grazie", "a b c d e f"]), max_size=12
    )
)
def test_equal_texts_stand_together_and_empty_ones_nowhere(texts: list[str]) -> None:
    groups = groups_of_alike(texts, ALIKE)
    home = {index: number for number, group in enumerate(groups) for index in group}
    for i, j in combinations(range(len(texts)), 2):
        if texts[i] and texts[i] == texts[j]:
            assert home[i] == home[j]
    assert all(texts[index] for index in home)


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_texts_told_twice_make_the_same_groups(seed: int) -> None:
    texts = archive(random.Random(seed), 50)
    once = {frozenset(texts[i] for i in group) for group in groups_of_alike(texts, ALIKE)}
    twice = {frozenset(texts[i % 50] for i in group) for group in groups_of_alike(texts * 2, ALIKE)}
    assert once <= twice
    assert all(len(group) == 1 for group in twice - once)  # a text of its own now stands with its double
