"""``no-public-fix``: several customers report one problem, and nobody writes the solution where all can read it."""

from __future__ import annotations

import runpy
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from auditor.checks.digest import AccountView, Asked, voices
from auditor.checks.interface import AccountVerdict, JudgedWhole
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, Noted, Recurrence, Related, Span, Spotted


@dataclass(frozen=True, slots=True)
class NoPublicFixCheck:
    """Two posts report the same problem when they share ``shared_words`` words of content that are at least ``alike``
    percent of the shorter one's. A cluster needs ``customers`` different customers (counted as ``voices``) within
    ``within`` of its first post, and one reply."""

    customers: int
    within: timedelta
    alike: float
    shared_words: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]:
        asked = [
            _Told(post.post, thread.conversation, thread.source, post.customer or thread.conversation, post)
            for thread in view.threads
            for post in thread.asked
        ]
        asked.sort(key=lambda told: (told.post.created_at or _NO_TIME, told.asked.words, told.post.id))
        for cluster in self._clusters(asked):
            members = [asked[i] for i in cluster]
            heard = voices((member.customer, member.asked.voice) for member in members)
            if heard < self.customers or not any(member.asked.replied for member in members):
                continue
            first, *rest = members
            solved = any(member.asked.solved for member in members)
            yield first.judged(Clear() if solved else self._spotted(first, rest))
            yield from (other.judged(Clear() if solved else Recurrence()) for other in rest)

    def _clusters(self, posts: Sequence[_Told]) -> list[list[int]]:
        """Greedy, in time order: each post joins the earliest cluster whose first post it is alike to."""
        sizes: list[int] = []  # by cluster: how many words of content its first post has
        clusters: list[list[int]] = []
        by_word: dict[str, deque[int]] = defaultdict(_recent)
        for index, told in enumerate(posts):
            words = content_words(told.asked.words, told.asked.pack)
            if len(words) < self.shared_words:
                continue
            shared = Counter(chain.from_iterable(by_word.get(word, ()) for word in words))
            enough = [n for n, count in shared.items() if count >= self.shared_words]  # few of many, so they come first
            alike = sorted(n for n in enough if shared[n] * 100 >= self.alike * min(sizes[n], len(words)))
            home = next((n for n in alike if self._near(posts[clusters[n][0]], told)), None)
            if home is None:
                clusters.append([index])
                sizes.append(len(words))
                for word in words:
                    by_word[word].append(len(clusters) - 1)
            else:
                clusters[home].append(index)
        return [cluster for cluster in clusters if len(cluster) > 1]

    def _near(self, first: _Told, told: _Told) -> bool:
        began, now = first.post.created_at, told.post.created_at
        return began is None or now is None or now - began <= self.within

    def _spotted(self, first: _Told, rest: Sequence[_Told]) -> Spotted:
        return Spotted(
            first.source,
            first.post,
            Span(0, first.post.length),
            excuses=(Excuse("public-answer", "replies to any of them", found=False),),
            related=tuple(Related("same-problem", member.post.id) for member in rest[:20]),
            facts=(("posts", str(len(rest) + 1)),),
        )


class _Told(NamedTuple):
    """A post that needs an answer, and where it stands."""

    post: Noted
    conversation: str
    source: str
    customer: str
    asked: Asked

    def judged(self, verdict: AccountVerdict) -> JudgedWhole:
        return JudgedWhole(self.conversation, self.source, verdict)


_NO_TIME = datetime.min.replace(tzinfo=UTC)
_RECENT = 200  # clusters remembered per word: keeps a word that everybody uses from making this quadratic


def _recent() -> deque[int]:
    return deque(maxlen=_RECENT)


def content_words(words: str, language: str | None) -> frozenset[str]:
    """Words that carry content: three letters or more, no stop word of the language, no number."""
    stop = stop_words(language or "en")
    return frozenset(w for w in words.split() if len(w) > 2 and w not in stop and not w.startswith("#"))


@cache
def stop_words(language: str) -> frozenset[str]:
    """spaCy's stop words of a language, in normal form; empty for a language that it does not know."""
    import spacy.lang

    from auditor.text.tokens import normal_form

    # The file alone: a language's package also compiles what its tokenizer needs, which takes seconds for French.
    path = Path(spacy.lang.__path__[0]) / language / "stop_words.py"
    if not path.is_file():
        return frozenset()
    return frozenset(normal_form(word) for word in runpy.run_path(str(path))["STOP_WORDS"])
