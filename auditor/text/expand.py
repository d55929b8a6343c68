"""A phrase's tree written out as flat patterns: what spaCy's Matcher can be asked about."""

from __future__ import annotations

from auditor.text.phrases import Choice, Gap, Phrase, Sequence_, Slot

Flat = tuple[Slot | Gap, ...]


def flats_of(phrase: Phrase) -> tuple[Flat, ...]:
    """All flat patterns of a phrase, each once."""
    return tuple(dict.fromkeys(_trim(flat) for flat in _flatten(phrase.tree)))


def _flatten(tree: Sequence_) -> list[Flat]:
    flats: list[Flat] = [()]
    for item in tree:
        if isinstance(item, Choice):
            tails = _choice_flats(item)
            flats = [head + tail for head in flats for tail in tails]
        else:
            flats = [(*head, item) for head in flats]
    return flats


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
