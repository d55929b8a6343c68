"""Whose replies stand on one sheet: an agent's, a team's, an account's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auditor.engine.coaching.exchanges import CoachedJudgement
from auditor.model import ConversationTally, Exchange, Left, Tally
from auditor.rulebook import Rulebook

OWN_OVER_TIME = ("broken-promise", "passed-around", "repeated-question")
"""Checks of whole threads that rest on an agent's own words. Silence and slowness are the queue's, not an agent's."""

Teams = Mapping[str, str]  # agent, or account/agent, in lower case → team


@dataclass(frozen=True)
class Group:
    """What one sheet is about. ``tallies`` count its own opportunities and faults, by account and conversation."""

    name: str
    accounts: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    tallies: tuple[ConversationTally, ...]


@dataclass(frozen=True)
class Judged:
    """What all judgements of a run say: replies, counts by conversation, and when each conversation began."""

    exchanges: tuple[Exchange, ...]
    threads: Mapping[str, Mapping[str, Tally]]
    began: Mapping[str, datetime | None]
    over_time: frozenset[str]  # rules of threads that rest on an agent's own words

    @classmethod
    def of(cls, judgements: Iterable[CoachedJudgement], book: Rulebook, everything: bool) -> Judged:
        """In one order, whatever that of the judgements. Without ``everything`` replies keep only what is found in their
        own words: how late they came is the queue's doing."""
        over_time = frozenset(name for name, rule in book.rules.items() if rule.card.check in OWN_OVER_TIME)
        theirs = over_time | {name for name, rule in book.rules.items() if rule.card.looks_at == "reply"}
        exchanges: list[Exchange] = []
        threads: dict[str, dict[str, Tally]] = defaultdict(dict)
        began: dict[str, datetime | None] = {}
        for judgement in judgements:
            exchanges += (one if everything else _kept(one, theirs) for one in judgement.exchanges)
            for digest in judgement.digests:
                first = digest.first_post or next((said.post for said in digest.said), None)
                began[conversation_key(judgement.account, digest.conversation)] = first.created_at if first else None
            for tally in judgement.tallies:
                here = threads[conversation_key(judgement.account, tally.conversation)]
                for name, number in tally.tallies:
                    here[name] = here.get(name, Tally()) + number
        return cls(
            tuple(sorted(exchanges, key=lambda e: (e.account, str(e.at or ""), e.ids))),
            threads,
            began,
            over_time,
        )

    def tallies(self, exchanges: Iterable[Exchange]) -> tuple[ConversationTally, ...]:
        """Counts over ``exchanges`` alone, by conversation: what is scored on an agent's or a team's sheet."""
        counts: dict[str, dict[str, Tally]] = defaultdict(dict)
        for exchange in exchanges:
            key = conversation_key(exchange.account, exchange.conversation)
            here, broken = counts[key], {finding.rule for finding in exchange.faults}
            for name in exchange.judged:
                here[name] = here.get(name, Tally()) + Tally(1, int(name in broken))
            for name in sorted(self.over_time & self.threads.get(key, {}).keys()):
                count = here.get(name, Tally()).count + int(name in broken)
                here[name] = Tally(max(1, count), count)
        return tuple(ConversationTally(key, tuple(sorted(here.items()))) for key, here in sorted(counts.items()))


def _kept(exchange: Exchange, rules: Collection[str]) -> Exchange:
    if all(finding.rule in rules for finding in exchange.findings):
        return exchange
    return replace(exchange, findings=tuple(finding for finding in exchange.findings if finding.rule in rules))


def conversation_key(account: str, conversation: str) -> str:
    """Two accounts may each have a conversation of one name."""
    return f"{account}\0{conversation}"


def by_agent(judged: Judged, least: int) -> tuple[list[Group], list[Left]]:
    """A group for every agent of every account with at least ``least`` replies, whichever way the name is spelt
    (``^JK``, ``-jk``); and what was left out."""
    found: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    unsigned: Counter[str] = Counter()
    for exchange in judged.exchanges:
        if exchange.agent:
            found[exchange.account, exchange.agent.casefold()].append(exchange)
        else:
            unsigned[exchange.account] += 1
    groups, left = [], [Left(None, account, count) for account, count in sorted(unsigned.items())]
    for (account, _), own in sorted(found.items()):
        if len(own) < least:
            left.append(Left(_spelt(own), account, len(own)))
        else:
            groups.append(Group(_spelt(own), (account,), tuple(own), judged.tallies(own)))
    return groups, left


def by_team(judged: Judged, teams: Teams) -> tuple[list[Group], list[Left]]:
    """A group for every team that wrote a reply; and the replies of agents in no team."""
    found: dict[str, list[Exchange]] = defaultdict(list)
    left: Counter[tuple[str | None, str]] = Counter()
    for exchange in judged.exchanges:
        team = team_of(exchange, teams)
        if team:
            found[team].append(exchange)
        else:
            left[exchange.agent, exchange.account] += 1
    groups = [
        Group(team, tuple(sorted({e.account for e in own})), tuple(own), judged.tallies(own))
        for team, own in sorted(found.items())
    ]
    rest = sorted(left.items(), key=lambda item: (item[0][1], item[0][0] or ""))
    return groups, [Left(agent, account, count) for (agent, account), count in rest]


def by_account(judged: Judged) -> list[Group]:
    """A group for every account, with the counts of its threads as the audit has them."""
    found: dict[str, list[Exchange]] = defaultdict(list)
    for exchange in judged.exchanges:
        found[exchange.account].append(exchange)
    return [Group(account, (account,), tuple(own), _all(judged, account)) for account, own in sorted(found.items())]


def team_of(exchange: Exchange, teams: Teams) -> str | None:
    """The team of the agent on that account, else of the agent on any."""
    if exchange.agent is None:
        return None
    agent = exchange.agent.casefold()
    return teams.get(f"{exchange.account.casefold()}/{agent}") or teams.get(agent)


def replies_of(exchanges: Sequence[Exchange], accounts: Collection[str]) -> list[Exchange]:
    """The replies of some accounts."""
    return [exchange for exchange in exchanges if exchange.account in accounts]


def _all(judged: Judged, account: str) -> tuple[ConversationTally, ...]:
    start = conversation_key(account, "")
    return tuple(
        ConversationTally(key, tuple(sorted(here.items())))
        for key, here in sorted(judged.threads.items())
        if key.startswith(start)
    )


def _spelt(own: Iterable[Exchange]) -> str:
    """The commonest spelling of an agent's name."""
    counts = Counter(exchange.agent or "" for exchange in own)
    return min(counts, key=lambda name: (-counts[name], name))
