"""Names that the records of a report's posts give: whose they are, and where in others' words they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditor.model import By, Named, Post
from auditor.reports.hidden import Place
from auditor.reports.name_words import COMMON
from auditor.reports.pseudonyms import People

MARKS = "^-–—~*/=. "
_WORD = re.compile(r"[^\W_][\w'’]*")
_NOT_LETTER = re.compile(r"[\W_]")
_NAMES = frozenset({"handle", "customer", "name", "agent"})


class KnownNames:
    """Agents by account, customers, and the accounts themselves, which are nobody's name. ``people``: where customers are
    remembered."""

    def __init__(self, accounts: Iterable[str], people: People) -> None:
        self._accounts = {_compact(account) for account in accounts}
        self._authors = people
        self._agents: set[tuple[str, str]] = set()
        self._known: dict[str, dict[str, list[tuple[str, str]]]] = {}  # account → first word → (name, kind)

    def learn(self, post: Post) -> None:
        """Names that a post's record gives."""
        agents = (post.agent,) if post.agent is not None else ()
        customers = (post.author,) if post.author and post.by is By.CUSTOMER else ()
        self.meet(Named(post.account, agents, customers))

    def meet(self, named: Named) -> None:
        """Agents of an account, and customers, by the names that records give."""
        known = self._known.setdefault(named.account, {})
        for agent in named.agents:
            name = agent.strip(MARKS)
            self._agents.add((named.account, name.casefold()))
            if len(name) > 2 and name.casefold() not in COMMON and _compact(name) not in self._accounts:
                _add(known, name, "agent")
        for author in named.customers:
            self._authors.add(author.casefold().lstrip("@"))
            if _is_distinctive(author):
                _add(self._known.setdefault("", {}), author, "customer")

    def places(self, text: str, account: str) -> Iterator[Place]:
        """Where names known from other posts stand in a text of an account or to it."""
        for known in (self._known.get(account), self._known.get("")):
            if not known or known.keys().isdisjoint(_WORD.findall(text)):
                continue
            for match in _WORD.finditer(text):
                for name, kind in known.get(match.group(), ()):
                    end = match.start() + len(name)
                    if text.startswith(name, match.start()) and not text[end : end + 1].isalnum():
                        value = agent_value(name) if kind == "agent" else name.casefold().lstrip("@")
                        yield Place(match.start(), end, kind, value)

    def is_account(self, name: str, kind: str, account: str) -> bool:
        """Whether what looks like a name is the brand's own: its account, or the beginning of it (Spotify for SpotifyCares)."""
        if kind not in _NAMES:
            return False
        compact, own = _compact(name), _compact(account)
        if compact in self._accounts or (len(compact) > 3 and own.startswith(compact)):
            return True
        return len(own) > 3 and (own in compact if kind == "agent" else kind != "handle" and compact.startswith(own))

    def kind_of(self, kind: str, value: str, account: str) -> str:
        """What a name is, now that all records are known: a handle or a name may be a customer's or an agent's."""
        if kind in ("handle", "name") and value in self._authors:
            kind = "customer"
        if kind == "name" and (account, value) in self._agents:
            kind = "agent"
        return kind


def agent_value(name: str) -> str:
    """The value by which an agent's name is known again."""
    return name.strip(MARKS).casefold()


def _add(known: dict[str, list[tuple[str, str]]], name: str, kind: str) -> None:
    first = _WORD.match(name)
    if first and (name, kind) not in known.setdefault(first.group(), []):
        known[first.group()].append((name, kind))


@lru_cache(100_000)
def _compact(name: str) -> str:
    return _NOT_LETTER.sub("", name).casefold()


def _is_distinctive(author: str) -> bool:
    """Whether an author's name can be looked for in others' words: two names, or a nickname with a digit in it."""
    letters = sum(c.isalpha() for c in author)
    return letters >= 3 and len(author) >= 5 and (" " in author or "_" in author or letters < len(author))
