"""Near-duplicate texts, in time that grows with their number and not with its square.

Exact groups first; MinHash digests in bands name the candidates; rapidfuzz gives the verdict; a group's members are
checked once more against its representative, because chains of small differences drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import ratio

_BANDS, _ROWS = 16, 3
_SEED = 20140401


def groups_of_alike(texts: Sequence[str], alike: float) -> list[list[int]]:
    """Indices of texts alike to ``alike`` percent, in groups of two or more, largest first (ties by text).

    The order of ``texts`` does not matter to which texts stand together.
    """
    exact: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if text:
            exact[text].append(index)
    distinct = sorted(exact)
    parent = list(range(len(distinct)))
    for one, other in _candidates(distinct):
        a, b = _root(parent, one), _root(parent, other)
        if a != b and ratio(distinct[one], distinct[other], score_cutoff=alike):
            parent[max(a, b)] = min(a, b)
    chained: dict[int, list[int]] = defaultdict(list)
    for number in range(len(distinct)):
        chained[_root(parent, number)].append(number)
    groups = [
        sorted(index for number in members for index in exact[distinct[number]])
        for chain in chained.values()
        for members in _around_representatives(chain, distinct, exact, alike)
    ]
    return sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), min(texts[i] for i in g)))


def _around_representatives(
    chain: list[int], distinct: Sequence[str], exact: dict[str, list[int]], alike: float
) -> Iterable[list[int]]:
    """Splits a chain: all that are alike to the commonest text, then the rest among themselves."""
    left = chain
    while left:
        first = max(left, key=lambda n: (len(exact[distinct[n]]), -n))
        near = [n for n in left if n == first or ratio(distinct[first], distinct[n], score_cutoff=alike)]
        yield near
        left = [n for n in left if n not in set(near)]


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _candidates(texts: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Pairs that share a band of their MinHash digests: each text with the first and the last before it in the band."""
    from rensa import RMinHash

    buckets: dict[tuple[int, ...], tuple[int, int]] = {}
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update(_shingles(text))
        digest = sketch.digest()
        seen: set[tuple[int, int]] = set()
        for band in range(_BANDS):
            key = (band, *digest[band * _ROWS : (band + 1) * _ROWS])
            first, last = buckets.get(key, (number, number))
            buckets[key] = (first, number)
            seen |= {(first, number), (last, number)}
        yield from sorted(pair for pair in seen if pair[0] != pair[1])


def _shingles(text: str) -> list[str]:
    """Words and pairs of neighbours: pairs alone miss short texts in which one word differs (measured in the tests)."""
    words = text.split()
    return words + [" ".join(words[i : i + 2]) for i in range(len(words) - 1)]
