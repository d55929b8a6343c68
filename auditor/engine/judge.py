"""The engine: from one customer's history with an account to findings and counts. A pure function: no clock, no disk."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from auditor.checks.acts import ActCheck
from auditor.checks.digest import ThreadDigest, digest_of
from auditor.checks.interface import HistoryCheck, ReplyCheck
from auditor.checks.moment import Moment
from auditor.model import (
    Clear,
    ConversationTally,
    Evidence,
    Finding,
    History,
    NotCheckable,
    Post,
    Principle,
    ReadThread,
    Recurrence,
    Severity,
    Sighting,
    Tally,
    Turn,
    Verdict,
)
from auditor.rulebook import AnyCard, Rule, Rulebook

_BLANK = re.compile(r"\{([a-z_]+)\}")


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
    """A rule's verdict on a readable reply in which none of ``acts`` is: ``clear``, or no verdict (a strength). Most
    verdicts of an archive are of this kind. ``needs_post``: only where the post that it answers is there."""

    acts: tuple[str, ...]
    clear: Clear | None
    needs_post: bool


def _idle(rule: Rule) -> _Idle | None:
    if not isinstance(rule.check, ActCheck) or rule.check.only_if:
        return None
    strength = rule.card.severity is Severity.STRENGTH
    return _Idle(rule.check.when, None if strength else Clear(), Evidence.CUSTOMER_TEXT in rule.card.needs)


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
        for rule, conversation, verdict in self._verdicts(history):
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
            count = counts[conversation].setdefault(name, [0, 0])
            count[0] += 1
            count[1] += failed
        tallies = tuple(
            ConversationTally(cid, tuple((name, Tally(*count)) for name, count in sorted(found.items())))
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

    @cached_property
    def _missing(self) -> Mapping[tuple[str, str], str]:
        """For every rule and source which evidence is missing, as a reason; empty where none is."""
        return {
            (name, source): _reason([need.value for need in rule.card.needs if need not in carried])
            for name, rule in self.rulebook.rules.items()
            for source, carried in self.carries.items()
        }

    def _verdicts(self, history: History) -> Iterator[tuple[Rule, str, Verdict]]:
        """Every verdict with its rule and the conversation that it is on."""
        for thread in history.threads:
            for index in thread.replies:
                reading = thread.turns[index].reading
                for rule, idle in self._reply_rules[thread.thread.source]:
                    if (
                        idle is not None
                        and reading.pack is not None
                        and reading.names.isdisjoint(idle.acts)
                        and (not idle.needs_post or thread.asked(index) is not None)
                    ):
                        if idle.clear is not None:
                            yield rule, thread.thread.id, idle.clear
                        continue
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


def tally_of(verdict: Verdict) -> Tally:
    """One opportunity, failed or not."""
    return Tally(1, int(isinstance(verdict, Sighting | Recurrence)))


def finding_of(card: AnyCard, sighting: Sighting, account: str, thread: ReadThread | None) -> Finding:
    """A sighting in the words of its card, in the language of the text that it points at."""
    turn = next((t for t in thread.turns if sighting.post in t.parts), None) if thread else None
    language = turn.reading.language.code if turn else None
    spoken = turn.reading.pack if turn and turn.reading.pack else "en"
    severity = sighting.severity or card.severity
    return Finding(
        id=_identity(card.name, account, sighting.post.id, str(sighting.span.start), sighting.post.origin.file),
        rule=card.name,
        severity=severity,
        account=account,
        agent=_agent(sighting.post, turn),
        post=sighting.post,
        lang=language,
        span=sighting.span,
        message=_filled(card.message["en"], sighting.facts),
        suggestion=card.suggestion.get(spoken, card.suggestion["en"]),
        excuses=sighting.excuses,
        related=sighting.related,
        principle=Principle(card.principle.statement, card.principle.source),
        fingerprint=_identity(card.name, account, re.sub(r"\s+", " ", sighting.post.text).strip().casefold()),
        facts=sighting.facts,
        customers=tuple(dict.fromkeys(t.post.author for t in thread.turns if t.post.author and not t.is_brand))
        if thread
        else (),
    )


def _agent(post: Post, turn: Turn | None) -> str | None:
    if post.agent:
        return post.agent
    signed = turn.reading.first("signed") if turn and turn.is_brand else None
    return signed.span.of(turn.reading.text).strip("^-–—~*/ .") if turn and signed else None


def _filled(message: str, facts: tuple[tuple[str, str], ...]) -> str:
    """Facts are put into a card's blanks by plain replacement: a stranger's words are never a format string."""
    known = dict(facts)
    return _BLANK.sub(lambda match: known.get(match[1], match[0]), message)


def _identity(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
