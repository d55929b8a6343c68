"""One account as a whole: its counts become a score, its threads become times and rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.checks.confusion import door_table
from auditor.checks.digest import AccountView
from auditor.engine.judge import Engine
from auditor.engine.options import AuditOptions
from auditor.engine.parts import AccountPart, examples_of, merged_examples
from auditor.engine.seen import Seen, seen_in
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
    seen = seen_in(digests, options.calendar)
    silence = all(Evidence.UNANSWERED_POSTS in engine.carries[source] for source in seen.sources)
    view = AccountView(account, digests, options.siblings_of(account), tuple(sorted(requests.items())), silence)
    whole = judge_as_a_whole(view, seen.sources, part.tallies, engine, posts)
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
        metrics=_metrics(seen, engine, options),
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
        tables=_tables(view, seen),
        trend=trend_of(digests, tallies, options),
    )
    unjudged = Counter(dict(part.unjudged))
    unjudged.update(whole.unjudged)
    return Scored(result, whole.findings, unjudged)


def _tables(view: AccountView, seen: Seen) -> tuple[Table, ...]:
    """How long customers waited, which stars were answered, who sends whom where, and which language was answered in
    which: only where there is something to see."""
    tables = [t for t in (waiting_table(seen.minutes), stars_table(seen.stars)) if t is not None]
    doors = door_table(view)
    if len(doors) > 1:
        header = ("account", "requests", "answered", "sent there")
        tables.append(Table("Where this account sends its customers", header, _cells(doors)))
    if any(post != reply for post, reply in seen.spoken):
        rows = [(post, reply, n) for (post, reply), n in sorted(seen.spoken.items(), key=lambda s: (-s[1], s[0]))]
        tables.append(Table("Languages of posts and of their replies", ("post", "reply", "replies"), _cells(rows)))
    return tuple(tables)


def _cells(rows: Sequence[tuple[object, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in rows)


def _metrics(seen: Seen, engine: Engine, options: AuditOptions) -> Metrics:
    showing = {source for source, carried in engine.carries.items() if Evidence.UNANSWERED_POSTS in carried}
    answers = {key: count for key, count in seen.answers.items() if key[0] in showing}
    answered = sum(count for (_, was_answered), count in answers.items() if was_answered)
    rate = answered / sum(answers.values()) if answers else None
    reason = "" if answers else "the source keeps only conversations with a reply"
    times = reply_times(seen.minutes, options.calendar)
    return Metrics(round(rate, 4) if rate is not None else None, times, reason)
