"""``no-public-fix``: several customers report one problem, and nobody writes the solution where all can read it."""

from __future__ import annotations

import runpy
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
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
        clusters = [cluster for cluster in self._clusters(_told(view)) if len(cluster) >= self.customers]
        posts = _members(view, frozenset(chain.from_iterable(clusters)))
        for cluster in clusters:
            members = [posts[number] for number in cluster]
            heard = voices((member.customer, member.asked.voice) for member in members)
            if heard < self.customers or not any(member.asked.replied for member in members):
                continue
            first, *rest = members
            solved = any(member.asked.solved for member in members)
            yield first.judged(Clear() if solved else self._spotted(first, rest))
            yield from (other.judged(Clear() if solved else Recurrence()) for other in rest)

    def _clusters(self, posts: Sequence[_Told]) -> Iterator[list[int]]:
        """Posts (by number) that report one problem. Greedy, in time order: each joins the earliest cluster whose first post it
        is alike to."""
        firsts: list[_Told] = []  # by cluster
        sizes: list[int] = []  # how many words of content its first post has
        others: dict[int, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = {}
        for told in posts:
            words = content_words(told.words, told.pack)
            if len(words) < self.shared_words:
                continue
            shared = Counter(chain.from_iterable(by_word.get(word, ()) for word in words))
            enough = [n for n, count in shared.items() if count >= self.shared_words]  # few of many, so they come first
            alike = sorted(n for n in enough if shared[n] * 100 >= self.alike * min(sizes[n], len(words)))
            home = next((n for n in alike if self._near(firsts[n], told)), None)
            if home is not None:
                others[home].append(told.number)
                continue
            for word in words:
                recent = by_word.setdefault(word, [])
                recent.append(len(firsts))
                if len(recent) > _RECENT:
                    del recent[0]
            firsts.append(told)
            sizes.append(len(words))
        return ([firsts[n].number, *others[n]] for n in sorted(others))

    def _near(self, first: _Told, told: _Told) -> bool:
        return _NO_TIME in (first.at, told.at) or told.at - first.at <= self.within

    def _spotted(self, first: _Member, rest: Sequence[_Member]) -> Spotted:
        return Spotted(
            first.source,
            first.post,
            Span(0, first.post.length),
            excuses=(Excuse("public-answer", "replies to any of them", found=False),),
            related=tuple(Related("same-problem", member.post.id) for member in rest[:20]),
            facts=(("posts", str(len(rest) + 1)),),
        )


class _Told(NamedTuple):
    """What a post is compared by, in the order of comparison: of a large account there are hundreds of thousands. ``number``
    is its place among all posts of the account that need an answer."""

    at: datetime
    words: str
    number: int
    pack: str | None


class _Member(NamedTuple):
    """A post of a cluster, and where it stands."""

    post: Noted
    conversation: str
    source: str
    customer: str
    asked: Asked

    def judged(self, verdict: AccountVerdict) -> JudgedWhole:
        return JudgedWhole(self.conversation, self.source, verdict)


_NO_TIME = datetime.min.replace(tzinfo=UTC)
_RECENT = 200  # clusters remembered per word: keeps a word that everybody uses from making this quadratic


def _told(view: AccountView) -> list[_Told]:
    """The posts that need an answer, the oldest first."""
    packs: dict[str | None, str | None] = {}
    posts = enumerate(post for thread in view.threads for post in thread.asked)
    return sorted(
        _Told(post.post.created_at or _NO_TIME, post.words, number, packs.setdefault(post.pack, post.pack))
        for number, post in posts
    )


def _members(view: AccountView, wanted: Collection[int]) -> dict[int, _Member]:
    """Some of them, by number."""
    posts = enumerate((thread, post) for thread in view.threads for post in thread.asked) if wanted else ()
    return {
        number: _Member(post.post, thread.conversation, thread.source, post.customer or thread.conversation, post)
        for number, (thread, post) in posts
        if number in wanted
    }


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
