"""How like two customers' problems are, by the words of content that they share: rare ones say more than common ones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.checks.clusters import content_words
from auditor.model import Exchange
from auditor.text.normal import bare_words

LIKE = 0.2
_SHARED = 2


@dataclass(frozen=True)
class Problems:
    """All problems of some accounts. A word's weight is ``log(1 + N / n)``: of N problems n hold it."""

    weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, exchanges: Iterable[Exchange]) -> Problems:
        """The weights of the words in which the customers of ``exchanges`` told what they came for."""
        told = {(e.account, e.conversation, e.problem): words_of(e) for e in exchanges if e.problem}
        counts = Counter(word for words in told.values() for word in words)
        return cls({word: math.log(1 + len(told) / count) for word, count in counts.items()})

    def likeness(self, one: Exchange, other: Exchange) -> float:
        """0 to 1: weight of the shared words over the geometric mean of both weights; 0 with fewer than two shared."""
        ours, theirs = words_of(one), words_of(other)
        shared = ours & theirs
        if len(shared) < _SHARED:
            return 0.0
        return self._weight(shared) / math.sqrt(self._weight(ours) * self._weight(theirs))

    def shared(self, one: Exchange, other: Exchange) -> tuple[str, ...]:
        """The words that both problems are told in, the rarest first."""
        return tuple(sorted(words_of(one) & words_of(other), key=lambda word: (-self.weights.get(word, 0.0), word)))

    def _weight(self, words: Iterable[str]) -> float:
        return math.fsum(self.weights.get(word, 0.0) for word in words)


def words_of(exchange: Exchange) -> frozenset[str]:
    """The words of content in which the customer told the problem, without the brand's own name."""
    return _content(exchange.problem, exchange.asked_lang, exchange.account.casefold())


def own_words(exchange: Exchange) -> frozenset[str]:
    """The words of content of the answered post alone."""
    words = bare_words(exchange.asked.text) if exchange.asked else ""
    return _content(words, exchange.asked_lang, exchange.account.casefold())


@lru_cache(100_000)
def _content(problem: str, language: str | None, account: str) -> frozenset[str]:
    return frozenset(word for word in content_words(problem, language) if word not in account)
