"""The main job: sources in, a report out. Pure but for the worker processes it may start."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auditor.checks.moment import Moment
from auditor.engine.account import account_score, requests_by_account
from auditor.engine.conversations import threads_of
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.workers import judge_all
from auditor.model import (
    Archive,
    By,
    Evidence,
    Post,
    Principle,
    Report,
    RuleSummary,
    Severity,
    SkippedPost,
    SourceSummary,
    Thread,
    Unjudged,
)
from auditor.rulebook import Rulebook
from auditor.scoring import Scorecard

Progress = Callable[[int, int], None]
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.STRENGTH: 3}


@dataclass(frozen=True)
class Source:
    """One file as an importer gave it: what it is, what it carries, its posts, what was skipped."""

    path: str
    kind: str
    carries: frozenset[Evidence]
    posts: tuple[Post, ...]
    skipped: tuple[SkippedPost, ...] = ()


def audit(
    sources: Sequence[Source], rulebook: Rulebook, options: AuditOptions, version: str, progress: Progress | None = None
) -> Report:
    """Judge every thread of ``sources`` and score every account. The same input gives the same report, whatever the
    order of posts and the number of workers; ``progress(done, of)`` is told how many posts are judged."""
    as_of = options.as_of or newest(sources)
    engine = Engine(rulebook, {source.kind: source.carries for source in sources}, Moment(as_of))
    threads = threads_by_history(sources, options.accounts)
    judgements = judge_all(engine, threads, options.jobs, progress)
    return replace(assemble(sources, judgements, engine, options, version, as_of), archive=Archive(tuple(threads)))


def assemble(
    sources: Sequence[Source],
    judgements: Iterable[Judgement],
    engine: Engine,
    options: AuditOptions,
    version: str,
    as_of: datetime | None,
) -> Report:
    """Judgements in any order become a report."""
    by_account: dict[str, list[Judgement]] = defaultdict(list)
    unjudged: Counter[tuple[str, str, str]] = Counter()
    listed = list(judgements)
    for judgement in listed:
        by_account[judgement.account].append(judgement)
        unjudged.update(dict(judgement.unjudged))
    requests = requests_by_account(listed)
    accounts, findings = [], []
    for name in sorted(by_account):
        score, found, not_judged = account_score(name, by_account[name], requests, engine, options)
        accounts.append(score)
        findings += found
        unjudged.update(not_judged)
    order = {
        score.account: number
        for number, score in enumerate(sorted(accounts, key=lambda a: (a.provisional, a.score, a.account)))
    }
    return Report(
        version=version,
        rules_digest=engine.rulebook.digest,
        as_of=as_of,
        sources=tuple(sorted((_summary(source) for source in sources), key=lambda s: s.path)),
        accounts=tuple(sorted(accounts, key=lambda a: order[a.account])),
        findings=tuple(
            sorted(findings, key=lambda f: (order[f.account], _RANK[f.severity], f.rule, f.post.id, f.span.start))
        ),
        not_checkable=tuple(Unjudged(*key, count) for key, count in sorted(unjudged.items())),
        rules=_rules(engine.rulebook, options.scorecard),
        benchmarks=options.benchmarks,
    )


def _rules(book: Rulebook, scorecard: Scorecard) -> tuple[RuleSummary, ...]:
    """The rules that were looked for, in words, with the weight each has on this scorecard."""
    return tuple(
        RuleSummary(
            name,
            rule.card.title,
            rule.card.severity,
            rule.card.dimension,
            scorecard.weights[name].weight if name in scorecard.weights else 0.0,
            Principle(rule.card.principle.statement, rule.card.principle.source),
            tuple(rule.card.silent_when),
        )
        for name, rule in book.rules.items()
        if rule.card.looks_at != "entry"
    )


def newest(sources: Sequence[Source]) -> datetime | None:
    """When the newest post was written; None where no post has a time."""
    return max((post.created_at for source in sources for post in source.posts if post.created_at), default=None)


def threads_by_history(sources: Sequence[Source], accounts: Sequence[str]) -> list[Thread]:
    """All threads, those of one history side by side; with ``accounts`` only theirs."""
    by_kind: dict[str, list[Post]] = defaultdict(list)
    for source in sources:
        by_kind[source.kind] += source.posts
    threads = [thread for kind in sorted(by_kind) for thread in threads_of(by_kind[kind], kind)]
    wanted = {name.casefold().lstrip("@") for name in accounts}
    kept = [t for t in threads if not wanted or t.account.casefold().lstrip("@") in wanted]
    return sorted(kept, key=lambda t: (t.account, t.customer or "", t.customer is None and t.id))


def _summary(source: Source) -> SourceSummary:
    reasons: Mapping[str, int] = Counter(skipped.reason for skipped in source.skipped)
    return SourceSummary(
        source.path,
        source.kind,
        len(source.posts),
        sum(post.by is By.BRAND for post in source.posts),
        tuple(sorted(reasons.items())),
        tuple(sorted(need.value for need in Evidence if need not in source.carries)),
    )
