"""What is found, what could not be judged, and what is counted on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.acts import Span
from auditor.model.entries import Place
from auditor.model.posts import By, Noted, Post


class Severity(StrEnum):
    """How bad a fault is; a strength is a finding with the opposite sign."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Excuse:
    """What would have excused a finding, where it was looked for, and whether it was there."""

    looked_for: str
    where: str
    found: bool


@dataclass(frozen=True, slots=True)
class Related:
    """Another post that the finding rests on, by the part it plays (``customer-post``, ``answered-copy``, …)."""

    role: str
    post_id: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A check saw what its card looks for.

    ``post`` and ``span`` say where, ``excuses`` what was looked for in vain. ``severity`` is set only where it
    differs from the card's own. ``facts`` fill the blanks of the card's message (``{hours}``).
    """

    post: Post
    span: Span
    excuses: tuple[Excuse, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spotted:
    """A Sighting by a check that looks at an account as a whole, and so has but notes of its posts.

    ``post`` is one of the posts that were read as ``source``.
    """

    source: str
    post: Noted
    span: Span
    excuses: tuple[Excuse, ...] = ()
    related: tuple[Related, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def on(self, post: Post) -> Sighting:
        """The same with the post itself."""
        return Sighting(post, self.span, self.excuses, self.related, None, self.facts)


@dataclass(frozen=True, slots=True)
class Clear:
    """A check looked at something that could have been a fault and was none: an opportunity not failed."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The same fault as a Sighting that stands for it (one template, fifty replies): counted, not listed again."""


@dataclass(frozen=True, slots=True)
class NotCheckable:
    """A check could not judge, and why."""

    reason: str


Verdict = Sighting | Recurrence | Clear | NotCheckable


@dataclass(frozen=True, slots=True)
class Principle:
    """What good care does, and who says so."""

    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a canned response reached in an archive: the past ``replies`` that were made of it (``told_by``: template id
    or likeness), the ``findings`` of the same rule on them (None: a rule that is asked of libraries only), and how many
    ``points`` each account's score would be higher without those."""

    replies: int
    told_by: tuple[str, ...]
    findings: int | None
    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sighting under its rule, ready to be reported. ``id`` is unique in a report; ``fingerprint`` lasts across reports.

    The fingerprint holds no line number and no words: a hash of rule, account and the judged text.
    """

    id: str
    rule: str
    severity: Severity
    account: str
    agent: str | None
    post: Post
    lang: str | None
    span: Span
    message: str
    suggestion: str
    excuses: tuple[Excuse, ...]
    related: tuple[Related, ...]
    principle: Principle
    fingerprint: str
    facts: tuple[tuple[str, str], ...] = ()
    place: tuple[Place, Place] | None = None  # in a library: where the span begins and ends in its file
    suppressed: str | None = None  # in a library: why a team does not want to hear of it
    customers: tuple[str, ...] = ()  # by the records of its conversation: names to be hidden
    reach: Reach | None = None  # in a library that is held against an archive


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the records of an account's findings name: its agents, and customers."""

    account: str
    agents: tuple[str, ...]
    customers: tuple[str, ...]

    @classmethod
    def by(cls, account: str, findings: Iterable[Finding]) -> Named:
        """Whom findings on one account name."""
        agents, customers = set[str](), set[str]()
        for finding in findings:
            agents.update(name for name in (finding.agent, finding.post.agent) if name is not None)
            customers.update(finding.customers)
            if finding.post.author and finding.post.by is By.CUSTOMER:
                customers.add(finding.post.author)
        return cls(account, tuple(sorted(agents)), tuple(sorted(customers)))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one rule: things looked at, things found. Tallies of two halves add up to the tally of the whole."""

    opportunities: int = 0
    count: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.opportunities + other.opportunities, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """How often one rule could not judge posts of one source, for one reason."""

    rule: str
    source: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ConversationTally:
    """One conversation's counts per rule: the unit over which a score is taken and resampled."""

    conversation: str
    tallies: tuple[tuple[str, Tally], ...] = field(default=())
