"""``no-public-fix``: several customers report one problem, and nobody writes the solution where all can read it."""

from __future__ import annotations

import runpy
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from auditor.checks.digest import AccountView, Asked, voices
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, Recurrence, Related, Sighting, Span


@dataclass(frozen=True, slots=True)
class NoPublicFixCheck:
    """Two posts report the same problem when they share ``shared_words`` words of content that are at least ``alike``
    percent of the shorter one's. A cluster needs ``customers`` different customers (counted as ``voices``) within
    ``within`` of its first post, and one reply."""

    customers: int
    within: timedelta
    alike: float
    shared_words: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        asked = [(t.conversation, post) for t in view.threads for post in t.asked]
        asked.sort(key=lambda pair: (pair[1].voice, pair[1].post.id))
        for cluster in self._clusters([post for _, post in asked]):
            members = [asked[i] for i in cluster]
            heard = voices((member.customer or conversation, member.voice) for conversation, member in members)
            if heard < self.customers or not any(member.replied for _, member in members):
                continue
            if any(member.solved for _, member in members):
                yield from (Judged(conversation, Clear()) for conversation, _ in members)
                continue
            (conversation, first), *rest = members
            yield Judged(conversation, self._sighting(first, [member for _, member in rest]))
            yield from (Judged(other, Recurrence()) for other, _ in rest)

    def _clusters(self, posts: Sequence[Asked]) -> list[list[int]]:
        """Greedy, in time order: each post joins the earliest cluster whose first post it is alike to."""
        contents = [content_words(post.words, post.pack) for post in posts]
        clusters: list[list[int]] = []
        by_word: dict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(contents):
            if len(words) < self.shared_words:
                continue
            shared: dict[int, int] = defaultdict(int)
            for word in words:
                for number in by_word[word][-_RECENT:]:
                    shared[number] += 1
            home = next((n for n in sorted(shared) if self._same(posts, contents, clusters[n], index, shared[n])), None)
            if home is None:
                clusters.append([index])
                for word in words:
                    by_word[word].append(len(clusters) - 1)
            else:
                clusters[home].append(index)
        return [cluster for cluster in clusters if len(cluster) > 1]

    def _same(
        self, posts: Sequence[Asked], contents: Sequence[frozenset[str]], cluster: list[int], index: int, shared: int
    ) -> bool:
        first = cluster[0]
        if shared < self.shared_words or shared * 100 < self.alike * min(len(contents[first]), len(contents[index])):
            return False
        began, now = posts[first].post.created_at, posts[index].post.created_at
        return began is None or now is None or now - began <= self.within

    def _sighting(self, first: Asked, rest: Sequence[Asked]) -> Sighting:
        start = len(first.post.words) - len(first.post.text)
        return Sighting(
            first.post,
            Span(0, len(first.post.words) - start),
            excuses=(Excuse("public-answer", "replies to any of them", found=False),),
            related=tuple(Related("same-problem", member.post.id) for member in rest[:20]),
            facts=(("posts", str(len(rest) + 1)),),
        )


_RECENT = 200  # clusters remembered per word: keeps a word that everybody uses from making this quadratic


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
