"""The engine: from one customer's history with an account to findings and counts. A pure function: no clock, no disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from auditor.checks.acts import ActCheck
from auditor.checks.digest import ThreadDigest, digest_of
from auditor.checks.interface import HistoryCheck, ReplyCheck
from auditor.checks.moment import Moment
from auditor.engine.finding import finding_of
from auditor.model import (
    ConversationTally,
    Evidence,
    Finding,
    History,
    NotCheckable,
    ReadThread,
    Recurrence,
    Severity,
    Sighting,
    Tally,
    Verdict,
)
from auditor.rulebook import Rule, Rulebook

_REMEMBERED = 5_000  # sets of acts


@dataclass(frozen=True)
class Judgement:
    """All that one history gives. Merging is concatenation: no part depends on another history."""

    account: str
    findings: tuple[Finding, ...]
    tallies: tuple[ConversationTally, ...]
    unjudged: tuple[tuple[tuple[str, str, str], int], ...]  # (rule, source, reason) → count
    strengths: tuple[tuple[str, int], ...]
    digests: tuple[ThreadDigest, ...]


@dataclass(frozen=True, slots=True)
class _Idle:
    """When a rule need not look at a readable reply: none of ``acts`` is in it. ``clear``: it counts as looked at all the
    same (a strength does not). ``needs_post``: only where the post that it answers is there."""

    acts: tuple[str, ...]
    clear: bool
    needs_post: bool


@dataclass(frozen=True, slots=True)
class _Split:
    """The rules to ask of a reply, and the names of those with nothing to look at in it, which all the same count as
    clear. Most verdicts of an archive are of this kind."""

    asked: tuple[Rule, ...]
    clear: tuple[str, ...]


def _idle(rule: Rule) -> _Idle | None:
    if not isinstance(rule.check, ActCheck) or rule.check.only_if:
        return None
    return _Idle(
        rule.check.when, rule.card.severity is not Severity.STRENGTH, Evidence.CUSTOMER_TEXT in rule.card.needs
    )


def _split(rules: Sequence[tuple[Rule, _Idle | None]], unread: bool, unasked: bool, acts: frozenset[str]) -> _Split:
    asked, clear = [], []
    for rule, idle in rules:
        if idle is None or unread or (idle.needs_post and unasked) or not acts.isdisjoint(idle.acts):
            asked.append(rule)
        elif idle.clear:
            clear.append(rule.card.name)
    return _Split(tuple(asked), tuple(clear))


@lru_cache(4096)
def _tally(opportunities: int, count: int) -> Tally:
    return Tally(opportunities, count)


@dataclass(frozen=True)
class Engine:
    """Judges histories by a rulebook. ``carries`` says what evidence each source has; ``moment`` holds ``as_of``."""

    rulebook: Rulebook
    carries: Mapping[str, frozenset[Evidence]]
    moment: Moment

    def judge(self, history: History) -> Judgement:
        findings: list[Finding] = []
        counts: dict[str, dict[str, list[int]]] = {thread.thread.id: {} for thread in history.threads}
        unjudged: Counter[tuple[str, str, str]] = Counter()
        strengths: Counter[str] = Counter()
        by_thread = {thread.thread.id: thread for thread in history.threads}
        for rule, conversation, verdict in self._verdicts(history, counts):
            name = rule.card.name
            if isinstance(verdict, NotCheckable):
                unjudged[(name, by_thread[conversation].thread.source, verdict.reason)] += 1
                continue
            failed = isinstance(verdict, Sighting | Recurrence)
            if isinstance(verdict, Sighting):
                findings.append(finding_of(rule.card, verdict, history.account, by_thread[conversation]))
                if rule.card.severity is Severity.STRENGTH:
                    strengths[name] += 1
                    continue
            tally = counts[conversation].setdefault(name, [0, 0])
            tally[0] += 1
            tally[1] += failed
        tallies = tuple(
            ConversationTally(cid, tuple((name, _tally(*count)) for name, count in sorted(found.items())))
            for cid, found in sorted(counts.items())
        )
        return Judgement(
            history.account,
            tuple(findings),
            tallies,
            tuple(sorted(unjudged.items())),
            tuple(sorted(strengths.items())),
            tuple(digest_of(thread) for thread in history.threads),
        )

    @cached_property
    def _rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules by what they look at."""
        kinds: dict[str, list[Rule]] = {"reply": [], "thread": []}
        for rule in self.rulebook.rules.values():
            kinds.setdefault(rule.card.looks_at, []).append(rule)
        return {kind: tuple(rules) for kind, rules in kinds.items()}

    @cached_property
    def _reply_rules(self) -> Mapping[str, tuple[tuple[Rule, _Idle | None], ...]]:
        """For every source the rules that look at replies, each with when it has nothing to look at."""
        return {
            source: tuple((rule, None if self.lacks(rule, source) else _idle(rule)) for rule in self._rules["reply"])
            for source in self.carries
        }

    def _split(self, thread: ReadThread, index: int) -> _Split:
        """The rules to ask of a reply. Replies that do the same are alike in this, and most do what others did."""
        reading, source = thread.turns[index].reading, thread.thread.source
        key = (source, reading.pack is None, thread.asked(index) is None, reading.names)
        known = self._splits.get(key)
        if known is None:
            if len(self._splits) >= _REMEMBERED:
                self._splits.clear()
            known = self._splits[key] = _split(self._reply_rules[source], *key[1:])
        return known

    @cached_property
    def _splits(self) -> dict[tuple[str, bool, bool, frozenset[str]], _Split]:
        return {}

    @cached_property
    def _missing(self) -> Mapping[tuple[str, str], str]:
        """For every rule and source which evidence is missing, as a reason; empty where none is."""
        return {
            (name, source): _reason([need.value for need in rule.card.needs if need not in carried])
            for name, rule in self.rulebook.rules.items()
            for source, carried in self.carries.items()
        }

    def _verdicts(
        self, history: History, counts: Mapping[str, dict[str, list[int]]]
    ) -> Iterator[tuple[Rule, str, Verdict]]:
        """Every verdict with its rule and the conversation that it is on; those of idle rules are only counted."""
        for thread in history.threads:
            for index in thread.replies:
                split = self._split(thread, index)
                for name in split.clear:
                    counts[thread.thread.id].setdefault(name, [0, 0])[0] += 1
                for rule in split.asked:
                    verdict = self.reply_verdict(rule, thread, index)
                    if verdict is not None:
                        yield rule, thread.thread.id, verdict
        sources = {thread.thread.source for thread in history.threads}
        for rule in self._rules["thread"]:
            seen = history
            if any(self.lacks(rule, source) for source in sources):
                lacking = {t.thread.id: self.lacks(rule, t.thread.source) for t in history.threads}
                yield from ((rule, cid, NotCheckable(reason)) for cid, reason in lacking.items() if reason)
                whole = tuple(t for t in history.threads if not lacking[t.thread.id])
                seen = History(history.account, history.customer, whole)
            if seen.threads:
                for judged in cast(HistoryCheck, rule.check).judge_history(seen, self.moment):
                    yield rule, judged.conversation, judged.verdict

    def reply_verdict(self, rule: Rule, thread: ReadThread, index: int) -> Verdict | None:
        """What one rule says of one reply; None where it has no opportunity there (or is a strength not shown)."""
        if reason := self.lacks(rule, thread.thread.source):
            return NotCheckable(reason)
        if Evidence.CUSTOMER_TEXT in rule.card.needs and (reason := thread.unasked(index)):
            return NotCheckable(reason)
        verdict = cast(ReplyCheck, rule.check).judge(thread, index)
        if rule.card.severity is Severity.STRENGTH and not isinstance(verdict, Sighting):
            return None
        return verdict

    def lacks(self, rule: Rule, source: str) -> str:
        """Which evidence that the rule needs the source does not carry, as a reason; empty when it has all."""
        return self._missing[(rule.card.name, source)]


def _reason(missing: Sequence[str]) -> str:
    return f"the source does not carry {', '.join(missing)}" if missing else ""
