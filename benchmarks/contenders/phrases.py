"""The phrases of rules/acts written out for engines that know less than the auditor's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from auditor.rulebook import load_rulebook
from auditor.text.expand import Flat, flats_of
from auditor.text.phrases import Gap, Phrase, Slot

_MOST_LITERALS = 64  # of one flat pattern: a list of words in several places would multiply without end


def phrases_of(languages: Iterable[str] | None = None) -> list[Phrase]:
    """Every phrase, exceptions too, of some languages or all."""
    packs = load_rulebook().packs
    chosen = list(packs) if languages is None else list(languages)
    files = [file.phrases for code in chosen for file in packs[code].files]
    return [phrase for file in files for phrase in (*file.phrases, *file.exceptions)]


def literals_of(phrases: Iterable[Phrase]) -> list[str]:
    """For every flat pattern the words of its longest run without gap, optional word or placeholder; where lists of words
    make too many of them, of the longest stretch of that run that does not."""
    literals = {literal for phrase in phrases for flat in flats_of(phrase) for literal in _of_flat(flat)}
    return sorted(literal for literal in literals if len(literal) > 2)


def _of_flat(flat: Flat) -> Iterator[str]:
    best: list[tuple[str, ...]] = []
    for run in _runs(flat):
        for begin in range(len(run)):
            end = begin
            while end < len(run) and prod(map(len, run[begin : end + 1])) <= _MOST_LITERALS:
                end += 1
            if end - begin > len(best):
                best = run[begin:end]
    return (" ".join(words) for words in product(*best)) if best else iter(())


def _runs(flat: Flat) -> Iterator[list[tuple[str, ...]]]:
    run: list[tuple[str, ...]] = []
    for item in flat:
        words = _literal(item)
        if words:
            run.append(words)
        if run and (not words or (isinstance(item, Slot) and item.prefixes)):  # a word's beginning can only end a run
            yield run
            run = []
    if run:
        yield run


def _literal(item: Slot | Gap) -> tuple[str, ...]:
    if isinstance(item, Gap) or item.optional or any(word.startswith("#") for word in item.words):
        return ()
    return tuple(sorted(item.words | item.prefixes))


def token_patterns(flat: Flat) -> list[dict[str, object]]:
    """A flat pattern for spaCy's Matcher on texts that spaCy has tokenized."""
    pattern: list[dict[str, object]] = []
    for item in flat:
        if isinstance(item, Gap):
            pattern.append({"OP": f"{{0,{item.most}}}"})
            continue
        words = sorted(item.words)
        if item.prefixes:
            alternatives = "|".join([f"{re.escape(word)}$" for word in words] + sorted(map(re.escape, item.prefixes)))
            token: dict[str, object] = {"LOWER": {"REGEX": f"^(?:{alternatives})"}}
        else:
            token = {"LOWER": {"IN": words}}
        pattern.append({**token, "OP": "?"} if item.optional else token)
    return pattern
