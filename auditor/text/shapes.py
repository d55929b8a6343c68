"""How far a pattern goes in a row of words, by spaCy's Matcher.

Words that the same places of a pattern admit are one letter, and letters are named in the order in which they come. So "send us a
DM" and "call our hotline now" are one question about four words in a row, whatever the phrase, the pack and the language:
the Matcher is asked it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.ways import Step, Way, letter

_QUESTIONS = 50_000
_MATCHERS = 5_000


def reach(way: Way, words: str, ends: str) -> int:
    """How many words, from the first on, a way through a phrase covers at most: 0 where it does not stand there.

    ``words`` has one letter a word; ``ends`` are the letters of the marks that no gap goes across.
    """
    names: dict[str, str] = {}
    places: dict[tuple[bool, ...], str] = {}
    sets = (ends, *(admitted for admitted, _ in way))
    for word in words:
        if word not in names:
            names[word] = places.setdefault(tuple([word in listed for listed in sets]), letter(len(places)))
    closing, *named = ("".join([name for place, name in places.items() if place[at]]) for at in range(len(sets)))
    steps = []
    for (admitted, more), met in zip(way, named, strict=True):
        if met or not admitted:
            steps.append((met, more))
        elif not more:
            return 0
    return _asked(tuple(steps), "".join([names[word] for word in words]), closing)


@lru_cache(_QUESTIONS)
def _asked(way: Way, words: str, ends: str) -> int:
    found = _matcher(way, ends)(Doc(store(), words=list(words)))
    return max((end for _, start, end in found if start == 0), default=0)


@lru_cache(_MATCHERS)
def _matcher(way: Way, ends: str) -> Matcher:
    matcher = Matcher(store(), validate=False)
    matcher.add("phrase", [_pattern(way, ends)])
    return matcher


def _pattern(way: Iterable[Step], ends: str) -> list[dict[str, object]]:
    pattern: list[dict[str, object]] = []
    for admitted, more in way:
        token: dict[str, object]
        if not admitted:
            token = {"ORTH": {"NOT_IN": list(ends)}, "OP": f"{{0,{more}}}"}
        else:
            token = {"ORTH": admitted if len(admitted) == 1 else {"IN": list(admitted)}}
            if more:
                token["OP"] = "?"
        pattern.append(token)
    return pattern


@cache
def store() -> Vocab:
    """What spaCy knows of words here: a letter for each of the longest row, and no more however many texts come."""
    return Vocab()
