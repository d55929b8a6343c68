"""What a coaching sheet says: exchanges, habits, strengths, progress and practice, in data; words come with the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auditor.model.findings import Finding, Severity
from auditor.model.posts import Post


@dataclass(frozen=True, slots=True)
class Exchange:
    """One reply and the post that it answers, as judged.

    ``reply`` holds the halves of a split reply as one text; ``ids`` are those of its parts. ``reply`` is None where a
    post was left without one (then ``asked`` is that post), ``asked`` is None where the file does not hold the post.
    ``first`` is what the customer had first asked in the conversation, where ``asked`` is a later post. ``lang`` and
    ``asked_lang`` are the languages with whose phrases reply and post were read; ``readable`` says that there are any for
    the reply.
    ``judged`` names the rules that had an opportunity in this reply, ``findings`` what was found in it, strengths
    included. ``problem``: bare words of all that the customer had asked or complained of by
    then; ``asks``: the post itself does so. ``whole``: the file holds the
    conversation from its beginning; ``opens``: so it does, and the account had not spoken in it before. ``thanked``: the
    customer's next words thank and name nothing wrong. ``customers`` are their names by the conversation's records.
    """

    account: str
    conversation: str
    agent: str | None
    asked: Post | None
    reply: Post | None
    ids: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    lang: str | None = None
    asked_lang: str | None = None
    at: datetime | None = None
    first: Post | None = None
    whole: bool = False
    opens: bool = False
    problem: str = ""
    asks: bool = False
    upset: bool = False
    thanked: bool = False
    readable: bool = True
    customers: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is not Severity.STRENGTH)

    @property
    def strengths(self) -> frozenset[str]:
        return frozenset(finding.rule for finding in self.findings if finding.severity is Severity.STRENGTH)

    def of(self, rule: str) -> Finding | None:
        """What one rule found here."""
        return next((finding for finding in self.findings if finding.rule == rule), None)


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` of ``of``, and Wilson's 95 % interval for the share behind it."""

    count: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Points:
    """A score from 0 to 100 with its 95 % interval over conversations."""

    value: float
    low: float
    high: float

    def against(self, whole: Points) -> str:
        """``above``, ``below``, or ``within`` where the two intervals meet: then they cannot be told apart."""
        if self.low > whole.high:
            return "above"
        return "below" if self.high < whole.low else "within"


@dataclass(frozen=True, slots=True)
class Praise:
    """A strength with an own example; ``elsewhere`` is its rate in the other replies of the same accounts,
    where this one is higher beyond chance."""

    rule: str
    rate: Rate
    elsewhere: Rate | None
    example: Exchange


@dataclass(frozen=True, slots=True)
class Habit:
    """What costs most: an own reply where it shows and an own one that does without.

    ``points`` is what the rule costs of the score; None under the minimum. ``like`` says that ``best`` answers a like
    problem, and ``shared`` in which words both are told; else it is the best own reply to another problem, or None.
    ``suggestion`` is in the reply's language, and so is ``pattern`` (None where there is none in it).
    """

    rule: str
    rate: Rate
    elsewhere: Rate | None
    points: float | None
    worst: Exchange
    best: Exchange | None
    like: bool
    shared: tuple[str, ...]
    suggestion: str
    pattern: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One rule then and now. ``low`` and ``high`` are Newcombe's 95 % interval for the difference of the shares, now less
    then: beyond chance where it does not hold 0. ``coached``: it stood on the last sheet as a habit."""

    rule: str
    then: Rate
    now: Rate
    low: float
    high: float
    coached: bool = False
    is_strength: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Since the last sheet, which knew replies up to ``since``: the replies written after it, against those on it."""

    since: datetime | None
    replies: int
    changes: tuple[Change, ...]
    other_rules: bool  # the rules themselves have changed


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one sheet says. ``score`` is None where there are fewer than ``minimum`` conversations: then nothing is
    ranked or compared. ``whole`` is the score of all replies of the same accounts under the same rules. ``rates`` and
    ``strengths`` are all that was counted, by rule; ``id`` is the same from run to run and holds no name."""

    id: str
    by: str  # agent, team or account
    name: str | None  # None where the agent's name is hidden: then ``number`` stands for it
    number: int
    accounts: tuple[str, ...]
    file: str
    replies: int
    conversations: int
    unread: int
    cut: int  # replies in conversations whose beginning the file does not hold
    first: datetime | None
    last: datetime | None
    minimum: int
    score: Points | None
    whole: Points | None
    praises: tuple[Praise, ...]
    habits: tuple[Habit, ...]
    practice: tuple[Exchange, ...]
    rates: tuple[tuple[str, Rate], ...] = ()
    strengths: tuple[tuple[str, Rate], ...] = ()
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What got no sheet: replies that nobody signed, or of somebody with too few."""

    name: str | None
    account: str
    replies: int


@dataclass(frozen=True, slots=True)
class Coaching:
    """All sheets of one run. ``as_of`` is the moment up to which the archive is complete; ``rules`` the rulebook's digest."""

    by: str
    version: str
    rules: str
    as_of: datetime | None
    minimum: int
    least: int
    sheets: tuple[Sheet, ...]
    left: tuple[Left, ...]
    agents: tuple[Exchange, ...]  # one reply of every agent: from them the names to hide are known


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule in one language: its title, what its finding says (with ``{blanks}`` for facts), what to do instead, the
    principle and who says so."""

    title: str
    message: str
    suggestion: str
    principle: str
    source: str


@dataclass(frozen=True, slots=True)
class SheetWords:
    """All words of a sheet in one language: ``words`` by key, with ``{blanks}``, and ``rules`` by name."""

    language: str
    words: Mapping[str, str]
    rules: Mapping[str, RuleWords]
