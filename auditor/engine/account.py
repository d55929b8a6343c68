"""One account as a whole: its counts become a score, its threads become times and rates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from auditor.checks.confusion import door_table
from auditor.checks.digest import AccountView, ThreadDigest
from auditor.checks.interface import AccountCheck
from auditor.engine.judge import Engine, Judgement, finding_of, tally_of
from auditor.engine.options import AuditOptions
from auditor.engine.times import reply_times, stars_table, waiting_table
from auditor.engine.trend import trend_of
from auditor.model import (
    NOT_JUDGED,
    AccountScore,
    Contribution,
    ConversationTally,
    Evidence,
    Finding,
    Metrics,
    NotCheckable,
    Severity,
    Sighting,
    Strength,
    Table,
    Tally,
)
from auditor.scoring import grade_of, score_of

EXAMPLES = 5
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.STRENGTH: 3}


Requests = Mapping[str, tuple[int, int]]


def account_score(
    account: str, judgements: Sequence[Judgement], requests: Requests, engine: Engine, options: AuditOptions
) -> tuple[AccountScore, list[Finding], Counter[tuple[str, str, str]]]:
    """The score of one account, its findings, and what could not be judged of it as a whole.

    ``requests`` gives, for every account of the archive in lower case, its requests and how many were answered.
    """
    findings = [finding for judgement in judgements for finding in judgement.findings]
    digests = sorted(
        (digest for judgement in judgements for digest in judgement.digests), key=lambda d: (d.conversation, d.source)
    )
    silence = all(Evidence.UNANSWERED_POSTS in engine.carries[digest.source] for digest in digests)
    view = AccountView(account, tuple(digests), options.siblings_of(account), tuple(sorted(requests.items())), silence)
    tallies, found, unjudged = _judge_as_a_whole(view, judgements, engine)
    findings += found
    score = score_of(tallies, options.scorecard)
    examples = _examples(findings)
    strengths: Counter[str] = Counter()
    for judgement in judgements:
        strengths.update(dict(judgement.strengths))
    conversations = sum(1 for digest in digests if digest.said)
    read = sum(1 for digest in digests if any(reply.readable for reply in digest.said))
    result = AccountScore(
        account=account,
        score=score.value,
        grade=grade_of(score.value) if read else NOT_JUDGED,
        interval=score.interval if read else (0.0, 100.0),
        provisional=read < options.scorecard.minimum_conversations or not read,
        posts=sum(digest.posts for digest in digests),
        replies=sum(len(digest.said) for digest in digests),
        conversations=conversations,
        metrics=_metrics(digests, engine, options),
        contributions=tuple(
            Contribution(
                part.rule,
                part.points,
                part.tally.count,
                part.tally.opportunities,
                part.without,
                examples[part.rule],
                options.scorecard.weights[part.rule].weight,
                part.base,
            )
            for part in score.parts
        ),
        strengths=tuple(
            Strength(name, count) for name, count in sorted(strengths.items(), key=lambda s: (-s[1], s[0]))
        ),
        dimensions=score.dimensions,
        capped_by=score.capped_by,
        tables=_tables(view, options),
        trend=trend_of(digests, tallies, options),
    )
    return result, findings, unjudged


def _judge_as_a_whole(
    view: AccountView, judgements: Sequence[Judgement], engine: Engine
) -> tuple[list[ConversationTally], list[Finding], Counter[tuple[str, str, str]]]:
    """Runs the rules that look at accounts; their counts join those of the conversations they belong to."""
    counts: dict[str, dict[str, Tally]] = {}
    for tally in (t for judgement in judgements for t in judgement.tallies):  # one conversation may stand in two files
        known = counts.setdefault(tally.conversation, {})
        for name, number in tally.tallies:
            known[name] = known[name] + number if name in known else number
    source_of = {digest.conversation: digest.source for digest in view.threads}
    customers = {said.post.id: (said.customer,) for d in view.threads for said in d.said if said.customer}
    findings: list[Finding] = []
    unjudged: Counter[tuple[str, str, str]] = Counter()
    for rule in engine.rulebook.rules.values():
        if rule.card.looks_at != "account":
            continue
        name = rule.card.name
        whole = []
        for digest in view.threads:
            if reason := engine.lacks(rule, digest.source):
                unjudged[(name, digest.source, reason)] += 1
            else:
                whole.append(digest)
        part = replace(view, threads=tuple(whole))
        for judged in cast(AccountCheck, rule.check).judge_account(part, engine.moment) if whole else ():
            if isinstance(judged.verdict, NotCheckable):
                unjudged[(name, source_of[judged.conversation], judged.verdict.reason)] += 1
                continue
            if isinstance(judged.verdict, Sighting):
                found = finding_of(rule.card, judged.verdict, view.account, None)
                findings.append(replace(found, customers=customers.get(found.post.id, ())))
            here = counts.setdefault(judged.conversation, {})
            here[name] = here.get(name, Tally()) + tally_of(judged.verdict)
    tallies = [ConversationTally(cid, tuple(sorted(found.items()))) for cid, found in sorted(counts.items())]
    return tallies, findings, unjudged


def _tables(view: AccountView, options: AuditOptions) -> tuple[Table, ...]:
    """How long customers waited, which stars were answered, who sends whom where, and which language was answered in
    which: only where there is something to see."""
    asked = [digest for digest in view.threads if digest.customer_posts]
    tables = [t for t in (waiting_table(asked, options.calendar), stars_table(asked)) if t is not None]
    doors = door_table(view)
    if len(doors) > 1:
        header = ("account", "requests", "answered", "sent there")
        tables.append(Table("Where this account sends its customers", header, _cells(doors)))
    spoken = Counter(reply.languages for thread in view.threads for reply in thread.said if reply.languages)
    if any(post != reply for post, reply in spoken):
        rows = [(post, reply, n) for (post, reply), n in sorted(spoken.items(), key=lambda s: (-s[1], s[0]))]
        tables.append(Table("Languages of posts and of their replies", ("post", "reply", "replies"), _cells(rows)))
    return tuple(tables)


def _cells(rows: Sequence[tuple[object, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in rows)


def requests_by_account(judgements: Sequence[Judgement]) -> dict[str, tuple[int, int]]:
    """For every account, in lower case: conversations that need an answer, and how many of them got one."""
    counts: dict[str, tuple[int, int]] = {}
    for judgement in judgements:
        key = judgement.account.casefold()
        asked, answered = counts.get(key, (0, 0))
        needing = [digest for digest in judgement.digests if digest.needs_answer]
        counts[key] = (asked + len(needing), answered + sum(digest.answered for digest in needing))
    return counts


def _examples(findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """The worst findings of each rule first: by severity, then the shortest words (the plainest case)."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    worst = {
        rule: sorted(found, key=lambda f: (_RANK[f.severity], len(f.post.text), f.id))[:EXAMPLES]
        for rule, found in by_rule.items()
    }
    return defaultdict(tuple, {rule: tuple(f.id for f in found) for rule, found in worst.items()})


def _metrics(digests: Sequence[ThreadDigest], engine: Engine, options: AuditOptions) -> Metrics:
    asked = [d for d in digests if d.customer_posts]
    showing = [d for d in asked if Evidence.UNANSWERED_POSTS in engine.carries[d.source]]
    rate = sum(d.answered for d in showing) / len(showing) if showing else None
    reason = "" if showing else "the source keeps only conversations with a reply"
    return Metrics(round(rate, 4) if rate is not None else None, reply_times(asked, options.calendar), reason)
