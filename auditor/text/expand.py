"""A phrase's tree written out as flat patterns, whole or node by node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, product
from typing import TypeVar

from auditor.text.phrases import Choice, Gap, Phrase, Sequence_, Slot

Flat = tuple[Slot | Gap, ...]
Item = TypeVar("Item")


def flats_of(phrase: Phrase) -> Iterator[Flat]:
    """All flat patterns of a phrase."""
    return (trimmed(flat, _is_gap) for flat in _flatten(phrase.tree))


def ways_of(node: Choice | Slot | Gap) -> list[Flat]:
    """The ways through a node; the single words of a choice together make one, so that they do not multiply."""
    return _choice_flats(node) if isinstance(node, Choice) else [(node,)]


def _flatten(tree: Sequence_) -> Iterator[Flat]:
    return (tuple(chain.from_iterable(parts)) for parts in product(*map(ways_of, tree)))


def _choice_flats(choice: Choice) -> list[Flat]:
    """The ways to fill a choice; its single words together make one slot, so that they do not multiply."""
    words: set[str] = set()
    prefixes: set[str] = set()
    longer: list[Flat] = []
    for option in choice.options:
        for flat in _flatten(option):
            if len(flat) == 1 and isinstance(flat[0], Slot) and not flat[0].optional:
                words |= flat[0].words
                prefixes |= flat[0].prefixes
            else:
                longer.append(flat)
    if words or prefixes:
        longer.append((Slot(frozenset(words), frozenset(prefixes), choice.optional),))
    elif choice.optional:
        longer.append(())
    return longer


def _is_gap(item: Slot | Gap) -> bool:
    return isinstance(item, Gap)


def trimmed(flat: tuple[Item, ...], is_gap: Callable[[Item], bool]) -> tuple[Item, ...]:
    """Without the gaps at either end, which would only stretch the span."""
    first, last = 0, len(flat)
    while first < last and is_gap(flat[first]):
        first += 1
    while last > first and is_gap(flat[last - 1]):
        last -= 1
    return flat[first:last]
