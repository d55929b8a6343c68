"""One account as a whole: its counts become a score, its threads become times and rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.checks.confusion import door_table
from auditor.checks.digest import AccountView, ThreadDigest
from auditor.engine.judge import Engine
from auditor.engine.options import AuditOptions
from auditor.engine.parts import AccountPart, examples_of, merged_examples
from auditor.engine.times import reply_times, stars_table, waiting_table
from auditor.engine.trend import trend_of
from auditor.engine.whole import Posts, judge_as_a_whole
from auditor.model import (
    NOT_JUDGED,
    AccountScore,
    Contribution,
    Evidence,
    Finding,
    Metrics,
    Strength,
    Table,
)
from auditor.scoring import grade_of, score_of

Requests = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Scored:
    """One account's score, what the rules over accounts found in it (its other findings stand beside its part), and all
    that could not be judged of it: how often, by rule, source and reason."""

    score: AccountScore
    findings: tuple[Finding, ...]
    unjudged: Counter[tuple[str, str, str]]


def score_account(part: AccountPart, requests: Requests, engine: Engine, options: AuditOptions, posts: Posts) -> Scored:
    """Score one account from the merged part of all its histories.

    ``requests`` gives, for every account of the archive in lower case, its requests and how many were answered; ``posts``
    the few posts that findings on the account as a whole point at.
    """
    account, digests = part.account, part.digests
    seen = _seen(digests)
    silence = all(Evidence.UNANSWERED_POSTS in engine.carries[source] for source in seen.sources)
    view = AccountView(account, digests, options.siblings_of(account), tuple(sorted(requests.items())), silence)
    whole = judge_as_a_whole(view, part.tallies, engine, posts)
    tallies = whole.tallies
    examples = dict(merged_examples((part.examples, examples_of(whole.findings))))
    score = score_of(tallies, options.scorecard)
    result = AccountScore(
        account=account,
        score=score.value,
        grade=grade_of(score.value) if seen.read else NOT_JUDGED,
        interval=score.interval if seen.read else (0.0, 100.0),
        provisional=seen.read < options.scorecard.minimum_conversations or not seen.read,
        posts=seen.posts,
        replies=seen.replies,
        conversations=seen.conversations,
        metrics=_metrics(digests, engine, options),
        contributions=tuple(
            Contribution(
                lost.rule,
                lost.points,
                lost.tally.count,
                lost.tally.opportunities,
                lost.without,
                tuple(one_id for _, _, one_id in examples.get(lost.rule, ())),
                options.scorecard.weights[lost.rule].weight,
                lost.base,
            )
            for lost in score.parts
        ),
        strengths=tuple(Strength(name, count) for name, count in sorted(part.strengths, key=lambda s: (-s[1], s[0]))),
        dimensions=score.dimensions,
        capped_by=score.capped_by,
        tables=_tables(view, options),
        trend=trend_of(digests, tallies, options),
    )
    unjudged = Counter(dict(part.unjudged))
    unjudged.update(whole.unjudged)
    return Scored(result, whole.findings, unjudged)


@dataclass
class _Seen:
    """What is counted of an account's threads in one walk; ``read``: conversations with a reply that could be read."""

    posts: int = 0
    replies: int = 0
    conversations: int = 0
    read: int = 0
    sources: set[str] = field(default_factory=set)


def _seen(digests: Sequence[ThreadDigest]) -> _Seen:
    seen = _Seen()
    for digest in digests:
        seen.posts += digest.posts
        seen.replies += len(digest.said)
        seen.conversations += bool(digest.said)
        seen.read += any(reply.readable for reply in digest.said)
        seen.sources.add(digest.source)
    return seen


def _tables(view: AccountView, options: AuditOptions) -> tuple[Table, ...]:
    """How long customers waited, which stars were answered, who sends whom where, and which language was answered in
    which: only where there is something to see."""
    tables = [t for t in (waiting_table(view.threads, options.calendar), stars_table(view.threads)) if t is not None]
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


def _metrics(digests: Sequence[ThreadDigest], engine: Engine, options: AuditOptions) -> Metrics:
    showing = {source for source, carried in engine.carries.items() if Evidence.UNANSWERED_POSTS in carried}
    answers = Counter(d.answered for d in digests if d.customer_posts and d.source in showing)
    rate = answers[True] / answers.total() if answers else None
    reason = "" if answers else "the source keeps only conversations with a reply"
    return Metrics(round(rate, 4) if rate is not None else None, reply_times(digests, options.calendar), reason)
