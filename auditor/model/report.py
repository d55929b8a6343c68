"""What the reports print: accounts with their scores and what those scores are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from auditor.model.archive import Archive
from auditor.model.findings import Finding, Named, Principle, Severity, Unjudged

NOT_JUDGED = "–"  # in place of the grade of an account of which no reply could be read


@dataclass(frozen=True, slots=True)
class Contribution:
    """The points one rule costs an account.

    ``points`` of all contributions sum exactly to ``100 - score``. ``without`` is the score were this rule never
    broken. ``examples`` are ids of findings, worst first. ``weight`` is the share of the score lost when every
    opportunity fails and ``base`` what its count is divided by: with them the score can be computed again by hand.
    """

    rule: str
    points: float
    count: int
    opportunities: int
    without: float
    examples: tuple[str, ...]
    weight: float = 0.0
    base: float = 0.0


@dataclass(frozen=True, slots=True)
class Strength:
    """How often an account did something worth praise."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """Minutes from the customer's words to the first reply, over ``count`` first replies (None where there are none)."""

    count: int
    median: float | None
    p90: float | None
    within_10m: float | None
    within_1h: float | None
    within_24h: float | None
    definition: str


@dataclass(frozen=True, slots=True)
class Metrics:
    """``response_rate`` is None where the source cannot show unanswered posts; ``reason`` says so."""

    response_rate: float | None
    first_reply: ReplyTimes
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The conversations that began in one week, month, quarter or year, as if they were all: from ``start`` (UTC) on.

    ``score`` and its 95 % ``interval`` as in AccountScore; ``median_minutes`` to the first reply is None where none was
    timed.
    """

    start: date
    conversations: int
    replies: int
    score: float
    interval: tuple[float, float]
    median_minutes: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """How an account fared over time. ``unit`` is ``week`` (from Monday), or the shortest of ``month``, ``quarter`` and
    ``year`` where weeks hold too few conversations. Periods without conversations are left out; none: no trend."""

    unit: str = "week"
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A time to the first reply to compare with: ``minutes``, and where the figure is from.

    With ``share``: that part of customers expects a reply within so many minutes. Else a target, or a sector's mean.
    """

    label: str
    minutes: float
    source: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class AccountScore:
    """An account's score with everything needed to argue with it.

    ``score`` is 0–100, ``interval`` a 95 % interval over conversations; ``provisional`` says that the evidence is
    under the stated minimum, so that the account is shown but not ranked. An account of which no reply could be read has
    ``NOT_JUDGED`` for a grade: its score says nothing of its replies.
    """

    account: str
    score: float
    grade: str
    interval: tuple[float, float]
    provisional: bool
    posts: int
    replies: int
    conversations: int
    metrics: Metrics
    contributions: tuple[Contribution, ...]
    strengths: tuple[Strength, ...]
    dimensions: tuple[tuple[str, float], ...] = ()
    capped_by: str | None = None
    tables: tuple[Table, ...] = ()
    trend: Trend = Trend()

    @property
    def judged(self) -> bool:
        """Whether there is a grade: at least one reply was read."""
        return self.grade != NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Table:
    """Evidence that is a table, such as who sends whom where: a title, a header, rows of cells."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """What a report says of a rule it looked for: its words for people, so that a format needs no rulebook."""

    name: str
    title: str
    severity: Severity
    dimension: str
    weight: float
    principle: Principle
    silent_when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One file read: how many posts and replies it gave, what was skipped and why, and what it cannot show."""

    path: str
    kind: str
    posts: int
    replies: int
    skipped: tuple[tuple[str, int], ...] = ()
    lacks: tuple[str, ...] = ()


@runtime_checkable
class Laid(Protocol):
    """Findings that lie on disk, and tell whom they name without being walked."""

    def named(self) -> Iterator[Named]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one audit found. Frozen and complete: a format needs nothing else.

    ``findings`` can be walked any number of times; those of a large archive lie on disk. ``archive`` is what was read,
    for formats that show conversations; it is no part of what was found.
    """

    version: str
    rules_digest: str
    as_of: datetime | None
    sources: tuple[SourceSummary, ...]
    accounts: tuple[AccountScore, ...]
    findings: Sequence[Finding]
    not_checkable: tuple[Unjudged, ...]
    rules: tuple[RuleSummary, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    archive: Archive = field(default=Archive(), repr=False, compare=False)

    def named(self) -> Iterator[Named]:
        """Whom the records of the findings name; an account may come several times."""
        if isinstance(self.findings, Laid):
            yield from self.findings.named()
            return
        by_account: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            by_account[finding.account].append(finding)
        yield from (Named.by(account, findings) for account, findings in by_account.items())
