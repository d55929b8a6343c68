"""One account as a whole: its counts become a score, its threads become times and rates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from auditor.engine.digest import ThreadDigest
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.times import reply_times
from auditor.model import AccountScore, Contribution, Evidence, Finding, Metrics, Severity, Strength
from auditor.scoring import grade_of, score_of

EXAMPLES = 5
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.STRENGTH: 3}


def account_score(
    account: str, judgements: Sequence[Judgement], engine: Engine, options: AuditOptions
) -> tuple[AccountScore, list[Finding], Counter[tuple[str, str, str]]]:
    """The score of one account, its findings, and what could not be judged of it as a whole."""
    tallies = [tally for judgement in judgements for tally in judgement.tallies]
    findings = [finding for judgement in judgements for finding in judgement.findings]
    digests = [digest for judgement in judgements for digest in judgement.digests]
    score = score_of(tallies, options.scorecard)
    examples = _examples(findings)
    strengths: Counter[str] = Counter()
    for judgement in judgements:
        strengths.update(dict(judgement.strengths))
    conversations = sum(1 for digest in digests if digest.replies)
    result = AccountScore(
        account=account,
        score=score.value,
        grade=grade_of(score.value),
        interval=score.interval,
        provisional=conversations < options.scorecard.minimum_conversations,
        posts=sum(digest.posts for digest in digests),
        replies=sum(digest.replies for digest in digests),
        conversations=conversations,
        metrics=_metrics(digests, engine),
        contributions=tuple(
            Contribution(
                part.rule, part.points, part.tally.count, part.tally.opportunities, part.without, examples[part.rule]
            )
            for part in score.parts
        ),
        strengths=tuple(Strength(name, count) for name, count in sorted(strengths.items(), key=lambda s: (-s[1], s[0]))),
        dimensions=score.dimensions,
        capped_by=score.capped_by,
    )
    return result, findings, Counter()


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


def _metrics(digests: Sequence[ThreadDigest], engine: Engine) -> Metrics:
    asked = [d for d in digests if d.customer_posts]
    showing = [d for d in asked if Evidence.UNANSWERED_POSTS in engine.carries[d.source]]
    rate = sum(d.answered for d in showing) / len(showing) if showing else None
    reason = "" if showing else "the source keeps only conversations with a reply"
    return Metrics(round(rate, 4) if rate is not None else None, reply_times(asked), reason)
