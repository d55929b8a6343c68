"""The rules that look at an account as a whole, run over the notes of all its threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import cast, overload

from auditor.checks.digest import AccountView, ThreadDigest
from auditor.checks.interface import AccountCheck
from auditor.engine.counts import Counts
from auditor.engine.finding import finding_of
from auditor.engine.judge import Engine
from auditor.model import (
    ConversationTally,
    Finding,
    NotCheckable,
    Post,
    Recurrence,
    Spotted,
    Tally,
)
from auditor.rulebook import AnyCard

PostKey = tuple[str, str]
"""A post by its source (the importer's name) and id."""
Posts = Callable[[Collection[PostKey]], Mapping[PostKey, Post]]
"""Gives the posts of some keys: rules over accounts work on notes, and few findings come of them."""


@dataclass(frozen=True)
class Whole:
    """What the rules over one account say: every conversation's counts with theirs added, what they found, what they
    could not judge."""

    tallies: Sequence[ConversationTally]
    findings: tuple[Finding, ...]
    unjudged: Counter[tuple[str, str, str]]


def judge_as_a_whole(
    view: AccountView, sources: Set[str], tallies: Sequence[ConversationTally], engine: Engine, posts: Posts
) -> Whole:
    """Run the rules that look at accounts; their counts join those of the conversations they belong to. ``sources`` are those
    of the account's threads."""
    counts = Counts()
    counts.take(tallies)
    spotted: list[tuple[AnyCard, Spotted]] = []
    unjudged: Counter[tuple[str, str, str]] = Counter()
    for rule in engine.rulebook.rules.values():
        if rule.card.looks_at != "account":
            continue
        name = rule.card.name
        lacking = {source: reason for source in sources if (reason := engine.lacks(rule, source))}
        for digest in view.threads if lacking else ():
            if digest.source in lacking:
                unjudged[name, digest.source, lacking[digest.source]] += 1
        if lacking.keys() >= sources:
            continue
        seen = replace(view, threads=_Those(view.threads, frozenset(lacking)) if lacking else view.threads)
        for judged in cast(AccountCheck, rule.check).judge_account(seen, engine.moment):
            if isinstance(judged.verdict, NotCheckable):
                unjudged[name, judged.source, judged.verdict.reason] += 1
                continue
            if isinstance(judged.verdict, Spotted):
                spotted.append((rule.card, judged.verdict))
            counts.add(judged.conversation, name, Tally(1, int(isinstance(judged.verdict, Spotted | Recurrence))))
    return Whole(counts.tallies(), _findings(view, spotted, posts), unjudged)


def _findings(view: AccountView, spotted: Sequence[tuple[AnyCard, Spotted]], posts: Posts) -> tuple[Finding, ...]:
    if not spotted:
        return ()
    wanted = {one.post.id for _, one in spotted}
    customers = {
        said.post.id: (said.customer,)
        for digest in view.threads
        for said in digest.said
        if said.customer and said.post.id in wanted
    }
    found = posts({(one.source, one.post.id) for _, one in spotted})
    return tuple(
        replace(
            finding_of(card, one.on(found[one.source, one.post.id]), view.account, None),
            customers=customers.get(one.post.id, ()),
        )
        for card, one in spotted
    )


class _Those(Sequence[ThreadDigest]):
    """The threads of an account but those of some sources; walked anew each time, and never held."""

    def __init__(self, threads: Sequence[ThreadDigest], without: frozenset[str]) -> None:
        self._threads, self._without = threads, without

    def __iter__(self) -> Iterator[ThreadDigest]:
        return (thread for thread in self._threads if thread.source not in self._without)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> ThreadDigest: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ThreadDigest]: ...
    def __getitem__(self, index: int | slice) -> ThreadDigest | Sequence[ThreadDigest]:
        return tuple(self)[index]
