"""Accounts as a page shows them: a row of the ranking, and a part of its own with charts and tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import AccountScore
from auditor.reports.clean import one_line
from auditor.reports.pages.charts import Bar, Times, TrendChart, interval_marks, loss_bars, times_chart, trend_chart
from auditor.reports.view import View, answered, duration, gains, percent, says_something, standing, waiting

MOST_ROWS, MOST_PARTS = 1_000, 120
_RULES, _ROWS = 8, 40


@dataclass(frozen=True, slots=True)
class Row:
    """One account of the ranking. ``rank`` is empty where it is provisional; ``median`` in minutes."""

    key: str
    account: str
    rank: str
    score: AccountScore
    told: bool
    marks: tuple[float, float, float]
    median: float | None
    median_words: str
    answered: float | None
    answered_words: str
    costs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one rule costs an account, in words."""

    rule: str
    title: str
    points: str
    often: str
    without: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One account in detail."""

    row: Row
    standing: str
    losses: tuple[Bar, ...]
    times: Times | None
    trend: TrendChart | None
    costs: tuple[Cost, ...]
    facts: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], int], ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule over all accounts that are ranked: how many points it takes on average, how often it was found."""

    rule: str
    title: str
    severity: str
    found: int
    accounts: int
    points: float
    statement: str
    source: str


def rows_of(view: View) -> list[Row]:
    """The ranking, worst first, as far as a page has room."""
    number = 0
    rows = []
    for index, score in enumerate(view.report.accounts[:MOST_ROWS]):
        number += not score.provisional
        rows.append(_row(f"a{index + 1}", "" if score.provisional else str(number), score))
    return rows


def _row(key: str, rank: str, score: AccountScore) -> Row:
    median, rate = score.metrics.first_reply.median, score.metrics.response_rate
    return Row(
        key,
        one_line(score.account),
        rank,
        score,
        says_something(score),
        interval_marks(score),
        median,
        "not known" if median is None else duration(median),
        rate,
        "not known" if rate is None else percent(rate),
        tuple(part.rule for part in score.contributions[:2]),
    )


def part_of(view: View, row: Row, listed: set[tuple[str, str]]) -> Part:
    """One account in detail; ``listed`` holds the accounts and rules of which a finding is on the page."""
    score = row.score
    mended = {part.rule for part in gains(score.contributions, score.score)}
    return Part(
        row,
        standing(score),
        loss_bars([(part.rule, part.points) for part in score.contributions], _RULES),
        times_chart(score.metrics.first_reply, view.report.benchmarks),
        trend_chart(score.trend),
        tuple(
            Cost(
                part.rule,
                one_line(view.titles.get(part.rule, "")),
                f"−{part.points:.2f}",
                f"{part.count:,} of {part.opportunities:,} ({percent(part.count / max(part.opportunities, 1))})",
                f"{part.without:.2f}" if part.rule in mended else "no more",
                (score.account, part.rule) in listed,
            )
            for part in score.contributions
        ),
        tuple(_facts(score)),
        tuple(_tables(view, score)),
    )


def _facts(score: AccountScore) -> Iterator[tuple[str, str]]:
    if score.capped_by:
        yield "Capped", f"at {score.score:.2f} by the critical rule {score.capped_by}"
    yield "Evidence", f"{score.conversations:,} conversations, {score.replies:,} replies, {score.posts:,} posts"
    yield "Answered", answered(score.metrics)
    yield "First reply", waiting(score.metrics)
    if score.strengths:
        yield "Strengths", ", ".join(f"{s.name}\u00a0{s.count:,}" for s in score.strengths)
    if len(score.dimensions) > 1:
        yield "Sub-scores", ", ".join(f"{name}\u00a0{value:.1f}" for name, value in score.dimensions)


def _tables(view: View, score: AccountScore) -> Iterator[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], int]]:
    """Evidence as tables: title, header, the first rows, and how many more there are."""
    for table in score.tables:
        rows = tuple(tuple(one_line(view.redactor.words(cell, score.account)) for cell in row) for row in table.rows)
        yield one_line(table.title), table.header, rows[:_ROWS], max(len(rows) - _ROWS, 0)


def rule_rows(view: View) -> list[RuleRow]:
    """The rules that were found, those first that take most from the accounts that are ranked (else from all)."""
    scores = view.detailed(len(view.report.accounts))
    points: dict[str, float] = defaultdict(float)
    broken: Counter[str] = Counter()
    for part in (part for score in scores for part in score.contributions):
        points[part.rule] += part.points / len(scores)
        broken[part.rule] += 1
    found = Counter(finding.rule for finding in view.faults)
    known = {rule.name: rule for rule in view.report.rules}
    severities = {finding.rule: finding.severity.value for finding in reversed(view.faults)}
    principles = {finding.rule: finding.principle for finding in reversed(view.faults)}
    return [
        RuleRow(
            name,
            one_line(known[name].title) if name in known else "",
            known[name].severity.value if name in known else severities.get(name, ""),
            found[name],
            broken[name],
            points[name],
            principles[name].statement if name in principles else known[name].principle.statement,
            principles[name].source if name in principles else known[name].principle.source,
        )
        for name in sorted({*found, *(name for name in points if name in known)}, key=lambda n: (-points[n], n))
    ]


def average_losses(rows: Sequence[RuleRow]) -> tuple[Bar, ...]:
    """Points that each rule takes from an account on average."""
    return loss_bars([(row.rule, row.points) for row in rows if row.points >= 0.005], 10)
