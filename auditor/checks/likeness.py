"""Near-duplicate texts, in time that grows with their number and not with its square.

Exact groups first; MinHash digests in bands name the candidates; rapidfuzz gives the verdict; a group's members are
checked once more against its representative, because chains of small differences drift.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import ratio

_BANDS, _ROWS = 16, 3
_BAND = _ROWS * array("I").itemsize  # bytes
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


def _candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their MinHash digests: each text with the first and the last before it in the band."""
    digests = list(map(_digest, texts))
    for band in range(0, _BANDS * _BAND, _BAND):
        first: dict[bytes, int] = {}
        last: dict[bytes, int] = {}
        for number, digest in enumerate(digests):
            key = digest[band : band + _BAND]
            earliest = first.setdefault(key, number)
            if earliest != number:
                yield earliest, number
                if key in last:
                    yield last[key], number
                last[key] = number


def _digest(text: str) -> bytes:
    """The MinHash digest of a text, its bands one after the other."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(_shingles(text))
    return array("I", sketch.digest()).tobytes()


def _shingles(text: str) -> list[str]:
    """Words and pairs of neighbours: pairs alone miss short texts in which one word differs (measured in the tests)."""
    words = text.split()
    return words + [" ".join(words[i : i + 2]) for i in range(len(words) - 1)]
