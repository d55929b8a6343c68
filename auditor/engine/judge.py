"""The engine: from one customer's history with an account to findings and counts. A pure function: no clock, no disk."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from auditor.checks.digest import ThreadDigest, digest_of
from auditor.checks.interface import HistoryCheck, Judged, ReplyCheck
from auditor.checks.moment import Moment
from auditor.model import (
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


@dataclass(frozen=True)
class Engine:
    """Judges histories by a rulebook. ``carries`` says what evidence each source has; ``moment`` holds ``as_of``."""

    rulebook: Rulebook
    carries: Mapping[str, frozenset[Evidence]]
    moment: Moment

    def judge(self, history: History) -> Judgement:
        findings: list[Finding] = []
        counts: dict[str, dict[str, Tally]] = {thread.thread.id: {} for thread in history.threads}
        unjudged: Counter[tuple[str, str, str]] = Counter()
        strengths: Counter[str] = Counter()
        by_thread = {thread.thread.id: thread for thread in history.threads}
        for rule in self.rulebook.rules.values():
            name = rule.card.name
            for judged in self._verdicts(rule, history):
                thread, verdict = by_thread[judged.conversation], judged.verdict
                if isinstance(verdict, NotCheckable):
                    unjudged[(name, thread.thread.source, verdict.reason)] += 1
                    continue
                if isinstance(verdict, Sighting):
                    findings.append(finding_of(rule.card, verdict, history.account, thread))
                    if rule.card.severity is Severity.STRENGTH:
                        strengths[name] += 1
                        continue
                counts_here = counts[judged.conversation]
                counts_here[name] = counts_here.get(name, Tally()) + tally_of(verdict)
        tallies = tuple(ConversationTally(cid, tuple(sorted(found.items()))) for cid, found in sorted(counts.items()))
        return Judgement(
            history.account,
            tuple(findings),
            tallies,
            tuple(sorted(unjudged.items())),
            tuple(sorted(strengths.items())),
            tuple(digest_of(thread) for thread in history.threads),
        )

    def _verdicts(self, rule: Rule, history: History) -> Iterator[Judged]:
        if rule.card.looks_at == "reply":
            for thread in history.threads:
                for index in thread.replies:
                    verdict = self.reply_verdict(rule, thread, index)
                    if verdict is not None:
                        yield Judged(thread.thread.id, verdict)
        elif rule.card.looks_at == "thread":
            lacking = {t.thread.id: self._lacks(rule, t) for t in history.threads}
            yield from (Judged(cid, NotCheckable(reason)) for cid, reason in lacking.items() if reason)
            whole = tuple(t for t in history.threads if not lacking[t.thread.id])
            if whole:
                check = cast(HistoryCheck, rule.check)
                yield from check.judge_history(History(history.account, history.customer, whole), self.moment)

    def reply_verdict(self, rule: Rule, thread: ReadThread, index: int) -> Verdict | None:
        """What one rule says of one reply; None where it has no opportunity there (or is a strength not shown)."""
        if reason := self._lacks(rule, thread):
            return NotCheckable(reason)
        if Evidence.CUSTOMER_TEXT in rule.card.needs and thread.asked(index) is None:
            return NotCheckable("the post that the reply answers is not in the file")
        verdict = cast(ReplyCheck, rule.check).judge(thread, index)
        if rule.card.severity is Severity.STRENGTH and not isinstance(verdict, Sighting):
            return None
        return verdict

    def _lacks(self, rule: Rule, thread: ReadThread) -> str:
        return self.lacks(rule, thread.thread.source)

    def lacks(self, rule: Rule, source: str) -> str:
        """Which evidence that the rule needs the source does not carry, as a reason; empty when it has all."""
        missing = [need.value for need in rule.card.needs if need not in self.carries[source]]
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
        agent=_agent(sighting.post, thread),
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


def _agent(post: Post, thread: ReadThread | None) -> str | None:
    if post.agent or thread is None:
        return post.agent
    turn = next((t for t in thread.turns if post in t.parts), None)
    signed = turn.reading.first("signed") if turn and turn.is_brand else None
    return signed.span.of(turn.reading.text).strip("^-–—~*/ .") if turn and signed else None


def _filled(message: str, facts: tuple[tuple[str, str], ...]) -> str:
    """Facts are put into a card's blanks by plain replacement: a stranger's words are never a format string."""
    known = dict(facts)
    return _BLANK.sub(lambda match: known.get(match[1], match[0]), message)


def _identity(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
