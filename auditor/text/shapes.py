"""Whether a pattern stands in a row of words, by spaCy's Matcher.

A phrase read off a text in one way is a row of words that its places admit, and of words that its gaps go across. "Send us a
DM" and "call our hotline now" are the same row to the Matcher, whatever the phrase, the pack and the language: it is asked
once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.ways import Way, letter

_QUESTIONS = 50_000
_WORD = (0, 1)
_ACROSS = "_"

Shape = tuple[tuple[int, int], ...]
"""For each word of a pattern ``(0, 1)``; for each gap how many words it goes across at most, and how many it does here. Words
that stand side by side are one."""


def shape_of(way: Way, taken: Sequence[int]) -> Shape:
    """A way of which each step takes so many words. What it does without is no part of it."""
    shape: list[tuple[int, int]] = []
    for (admitted, more), words in zip(way, taken, strict=True):
        if not admitted:
            shape.append((more, words))
        elif words and (not shape or shape[-1] != _WORD):
            shape.append(_WORD)
    return tuple(shape)


@lru_cache(_QUESTIONS)
def stands(shape: Shape) -> bool:
    """Whether the Matcher finds the pattern from the first word to the last."""
    words: list[str] = []
    pattern: list[dict[str, object]] = []
    for most, count in shape:
        if (most, count) == _WORD:
            words.append(letter(len(words)))
            pattern.append({"ORTH": words[-1]})
        else:
            words += [_ACROSS] * count
            pattern.append({"ORTH": _ACROSS, "OP": f"{{0,{most}}}"})
    matcher = Matcher(store(), validate=False)
    matcher.add("phrase", [pattern])
    return any((start, end) == (0, len(words)) for _, start, end in matcher(Doc(store(), words=words)))


@cache
def store() -> Vocab:
    """What spaCy knows of words here: a letter for each of the longest row, and no more however many texts come."""
    return Vocab()
