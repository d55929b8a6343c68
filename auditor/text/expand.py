"""A phrase's tree written out as flat patterns: what spaCy's Matcher can be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain, product

from auditor.text.phrases import Choice, Gap, Phrase, Sequence_, Slot

Flat = tuple[Slot | Gap, ...]
Steps = tuple[tuple[Set[str] | None, int], ...]
"""A flat pattern's places: the letters that each admits and whether it is optional; or None and how far a gap goes."""


def flats_of(phrase: Phrase) -> Iterator[Flat]:
    """All flat patterns of a phrase, one after the other: most windows fit one of the first."""
    return map(_trim, _flatten(phrase.tree))


def _flatten(tree: Sequence_) -> Iterator[Flat]:
    ways = [_choice_flats(item) if isinstance(item, Choice) else [(item,)] for item in tree]
    return (tuple(chain.from_iterable(parts)) for parts in product(*ways))


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


def _trim(flat: Flat) -> Flat:
    """Gaps and optional words at either end would only stretch the span."""
    items = list(flat)
    while items and isinstance(items[0], Gap):
        items.pop(0)
    while items and isinstance(items[-1], Gap):
        items.pop()
    return tuple(items)


def fits(steps: Steps, letters: str, start: int, ends: Set[str]) -> bool:
    """Whether a pattern can be read off ``letters`` from ``start`` on; no gap goes across a letter of ``ends``."""
    at, size = start, len(letters)
    for number, (admitted, more) in enumerate(steps):
        if admitted is None or more:
            return _fits_somehow(steps[number:], letters, at, ends)
        if at >= size or letters[at] not in admitted:
            return False
        at += 1
    return True


def _fits_somehow(steps: Steps, letters: str, start: int, ends: Set[str]) -> bool:
    """The same where gaps and optional words leave several ways."""
    reached = {start}
    for admitted, more in steps:
        if admitted is None:
            reached = {at for begin in reached for at in _across(letters, begin, more, ends)}
            continue
        stepped = {at + 1 for at in reached if at < len(letters) and letters[at] in admitted}
        reached = stepped | reached if more else stepped
        if not reached:
            return False
    return True


def _across(letters: str, begin: int, most: int, ends: Set[str]) -> Iterator[int]:
    yield begin
    for at in range(begin, min(begin + most, len(letters))):
        if letters[at] in ends:
            return
        yield at + 1
