"""The main job: sources in, a report out. Pure but for the worker processes it may start."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from auditor.checks.moment import Moment
from auditor.engine.account import score_account
from auditor.engine.conversations import threads_of
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.parts import RANK, by_account, part_of, requests_in, requests_of
from auditor.engine.whole import PostKey, Posts
from auditor.engine.workers import judge_all
from auditor.model import (
    AccountScore,
    Archive,
    By,
    Evidence,
    Finding,
    Post,
    Principle,
    Report,
    RuleSummary,
    SkippedPost,
    SourceSummary,
    Thread,
    Unjudged,
)
from auditor.processes import spread
from auditor.rulebook import Rulebook
from auditor.scoring import Scorecard

_WORTH_PROCESSES = 5_000  # histories
_SHARES = 6  # of accounts, for each process: who has done his takes another's
Progress = Callable[[int, int], None]


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
    listed = list(judgements)
    requests = requests_of(requests_in(listed))
    posts = _posts_in(sources)
    jobs = options.jobs if len(listed) >= _WORTH_PROCESSES else 1
    dealt = spread(
        lambda some: [
            [score_account(part_of(its), requests, engine, options, posts) for its in share] for share in some
        ],
        _dealt(by_account(listed).values(), jobs * _SHARES),
        jobs,
    )
    scored = [one for share in dealt for one in share]
    scores = ranked(one.score for one in scored)
    place = {score.account: number for number, score in enumerate(scores)}
    findings = chain(
        (finding for judgement in listed for finding in judgement.findings),
        (finding for one in scored for finding in one.findings),
    )
    return report_of(
        [summary_of(source) for source in sources],
        scores,
        tuple(sorted(findings, key=lambda finding: (place[finding.account], *finding_order(finding)))),
        (one.unjudged for one in scored),
        engine.rulebook,
        options,
        version,
        as_of,
    )


def _dealt(accounts: Iterable[Sequence[Judgement]], count: int) -> list[list[Sequence[Judgement]]]:
    """Accounts dealt out in ``count`` shares, the largest first, each to the share that is the smallest."""
    shares: list[list[Sequence[Judgement]]] = [[] for _ in range(count)]
    sizes = [0] * count
    for its in sorted(accounts, key=len, reverse=True):
        least = sizes.index(min(sizes))
        shares[least].append(its)
        sizes[least] += len(its)
    return shares


def ranked(scores: Iterable[AccountScore]) -> list[AccountScore]:
    """Accounts in the order of a report: the worst first, those of which too little is known last."""
    return sorted(scores, key=lambda a: (a.provisional, a.score, a.account))


def finding_order(finding: Finding) -> tuple[int, str, str, int, str]:
    """The order of an account's findings in a report."""
    return (RANK[finding.severity], finding.rule, finding.post.id, finding.span.start, finding.id)


def report_of(
    sources: Iterable[SourceSummary],
    scores: Sequence[AccountScore],
    findings: Sequence[Finding],
    unjudged: Iterable[Mapping[tuple[str, str, str], int]],
    rulebook: Rulebook,
    options: AuditOptions,
    version: str,
    as_of: datetime | None,
    archive: Archive | None = None,
) -> Report:
    """A report of what is ranked and sorted already."""
    reasons: Counter[tuple[str, str, str]] = Counter()
    for counts in unjudged:
        reasons.update(counts)
    return Report(
        version=version,
        rules_digest=rulebook.digest,
        as_of=as_of,
        sources=tuple(sorted(sources, key=lambda s: s.path)),
        accounts=tuple(scores),
        findings=findings,
        not_checkable=tuple(Unjudged(*key, count) for key, count in sorted(reasons.items())),
        rules=_rules(rulebook, options.scorecard),
        benchmarks=options.benchmarks,
        archive=archive or Archive(),
    )


def _posts_in(sources: Sequence[Source]) -> Posts:
    """Looks posts up where they were read."""
    every: dict[PostKey, Post] = {}

    def posts(wanted: Collection[PostKey]) -> Mapping[PostKey, Post]:
        if not every:
            every.update({(source.kind, post.id): post for source in sources for post in source.posts})
        return every

    return posts


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


def summary_of(source: Source) -> SourceSummary:
    reasons: Mapping[str, int] = Counter(skipped.reason for skipped in source.skipped)
    return SourceSummary(
        source.path,
        source.kind,
        len(source.posts),
        sum(post.by is By.BRAND for post in source.posts),
        tuple(sorted(reasons.items())),
        tuple(sorted(need.value for need in Evidence if need not in source.carries)),
    )
