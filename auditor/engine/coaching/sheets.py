"""The main job: sources in, coaching sheets out. Pure but for the worker processes it may start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from auditor.checks.moment import Moment
from auditor.engine.audit import Progress as Tell
from auditor.engine.audit import Source, assemble, newest, threads_by_history
from auditor.engine.coaching.accounts import shown_in
from auditor.engine.coaching.choose import Others, Patterns, habits, praises
from auditor.engine.coaching.exchanges import CoachedJudgement, CoachingEngine
from auditor.engine.coaching.groups import Group, Judged, Teams, by_account, by_agent, by_team, replies_of
from auditor.engine.coaching.names import file_names
from auditor.engine.coaching.practice import shown_on, situations
from auditor.engine.coaching.problems import Problems
from auditor.engine.coaching.progress import fresh_tallies, progress, rates_of, strength_rates, written_after
from auditor.engine.coaching.rates import strengths
from auditor.engine.coaching.record import LastSheets, sheet_id
from auditor.engine.options import AuditOptions
from auditor.engine.workers import judge_all
from auditor.model import (
    AccountScore,
    Coaching,
    ConversationTally,
    Exchange,
    Habit,
    Left,
    Points,
    Praise,
    Progress,
    Report,
    Sheet,
    Tally,
)
from auditor.rulebook import Rulebook
from auditor.scoring import Part, score_of, total

LEAST = 5


@dataclass(frozen=True)
class Request:
    """Which sheets are asked for. ``least``: replies that an agent must have for a sheet; ``agents``: only theirs (names
    in any spelling); ``named``: agents by their names, else by numbers; ``last``: the record of an earlier run."""

    by: str = "agent"  # or team, or account
    teams: Teams = field(default_factory=dict)
    least: int = LEAST
    agents: tuple[str, ...] = ()
    named: bool = True
    last: LastSheets | None = None
    patterns: Patterns = field(default_factory=dict)


def coach(
    sources: Sequence[Source],
    rulebook: Rulebook,
    options: AuditOptions,
    version: str,
    request: Request,
    tell: Tell | None = None,
) -> Coaching:
    """Judge every thread of ``sources`` as an audit does, and write a sheet for every agent, team or account."""
    as_of = options.as_of or newest(sources)
    engine = CoachingEngine(rulebook, {source.kind: source.carries for source in sources}, Moment(as_of))
    threads = threads_by_history(sources, options.accounts)
    judgements = cast("list[CoachedJudgement]", judge_all(engine, threads, options.jobs, tell))
    judged = Judged.of(judgements, rulebook, everything=request.by == "account")
    report = assemble(sources, judgements, engine, options, version, as_of) if request.by == "account" else None
    groups, left = _groups(judged, request)
    desk = _Desk(judged, rulebook, options, request, report)
    ids = [sheet_id(request.by, group.accounts, group.name) for group in groups]
    sheets = [desk.sheet(group, one, number) for number, (group, one) in enumerate(zip(groups, ids, strict=True), 1)]
    labels = [_label(sheet, request) for sheet in sheets]
    return Coaching(
        request.by,
        version,
        rulebook.digest,
        as_of,
        options.scorecard.minimum_conversations,
        request.least,
        tuple(replace(sheet, file=name) for sheet, name in zip(sheets, file_names(labels), strict=True)),
        tuple(left if request.named else (replace(one, name=None if one.name is None else "") for one in left)),
        tuple({(e.account, e.agent.casefold()): e for e in judged.exchanges if e.agent}.values()),
    )


def _groups(judged: Judged, request: Request) -> tuple[list[Group], list[Left]]:
    if request.by == "account":
        return by_account(judged), []
    if request.by == "team":
        return by_team(judged, request.teams)
    groups, left = by_agent(judged, request.least)
    wanted = {name.strip("^-–—~*/ .").casefold() for name in request.agents}
    return [group for group in groups if not wanted or group.name.casefold() in wanted], left


def _label(sheet: Sheet, request: Request) -> tuple[str, ...]:
    if request.by == "agent":
        return (*sheet.accounts, sheet.name if sheet.name is not None else f"agent {sheet.number}")
    return (request.by, sheet.name or "")


@dataclass(frozen=True)
class _Desk:
    """Where sheets are written: everything that all of them need."""

    judged: Judged
    rulebook: Rulebook
    options: AuditOptions
    request: Request
    report: Report | None

    def sheet(self, group: Group, sheet_id: str, number: int) -> Sheet:
        """One group's sheet."""
        scored = self._scored(group)
        candidates: Sequence[Exchange] = group.exchanges
        others = None
        if self.report is None:
            others = Others.than(group, self._everyone(group.accounts).did) if scored.ranked else None
        else:
            suggestions = {name: rule.card.suggestion for name, rule in self.rulebook.rules.items()}
            mine = [finding for finding in self.report.findings if finding.account == group.name]
            candidates = shown_in(group.exchanges, mine, suggestions)
        problems = self._everyone(group.accounts).problems
        weights = {name: weight.weight for name, weight in self.options.scorecard.weights.items()}
        praised = praises(group, others)
        costly = habits(candidates, scored.parts, scored.ranked, others, problems, weights, self.request.patterns)
        shown = shown_on(praised, costly)
        times = sorted(exchange.at for exchange in group.exchanges if exchange.at)
        hidden = self.request.by == "agent" and not self.request.named
        return Sheet(
            id=sheet_id,
            by=self.request.by,
            name=None if hidden else group.name,
            number=number,
            accounts=group.accounts,
            file="",
            replies=len(group.exchanges),
            conversations=scored.conversations,
            unread=sum(not exchange.readable for exchange in group.exchanges),
            cut=sum(not exchange.whole for exchange in group.exchanges),
            first=times[0] if times else None,
            last=times[-1] if times else None,
            minimum=self.options.scorecard.minimum_conversations,
            score=scored.points if scored.ranked else None,
            whole=self._everyone(group.accounts).points if scored.ranked and self.report is None else None,
            praises=praised,
            habits=costly,
            practice=situations(group.exchanges, shown, [h.rule for h in costly if self._in_words(h.rule)], problems),
            rates=rates_of(group.tallies),
            strengths=strength_rates(group.exchanges),
            progress=self._progress(group, sheet_id, costly, praised),
        )

    def _scored(self, group: Group) -> _Scored:
        if self.report is not None:
            return _of_account(next(score for score in self.report.accounts if score.account == group.name))
        score = score_of(group.tallies, self.options.scorecard)
        conversations = len(group.tallies)
        ranked = conversations >= self.options.scorecard.minimum_conversations
        return _Scored(Points(score.value, *score.interval), score.parts, conversations, ranked)

    def _in_words(self, rule: str) -> bool:
        """Whether another answer would have mended it: no words make a reply come sooner."""
        return self.rulebook.rules[rule].card.dimension != "speed"

    def _everyone(self, accounts: tuple[str, ...]) -> _Everyone:
        if accounts not in self._known:
            exchanges = replies_of(self.judged.exchanges, accounts)
            tallies = self.judged.tallies(exchanges)
            score = score_of(tallies, self.options.scorecard)
            did = Others(total(tallies), *strengths(exchanges))
            self._known[accounts] = _Everyone(Points(score.value, *score.interval), did, Problems.of(exchanges))
        return self._known[accounts]

    @cached_property
    def _known(self) -> dict[tuple[str, ...], _Everyone]:
        return {}

    def _progress(
        self, group: Group, sheet_id: str, costly: Sequence[Habit], praised: Sequence[Praise]
    ) -> Progress | None:
        last = self.request.last
        before = last.of(sheet_id) if last else None
        if last is None or before is None:
            return None
        fresh = written_after(group.exchanges, last.as_of)
        if self.report is None:
            tallies: Sequence[ConversationTally] = self.judged.tallies(fresh)
        else:
            tallies = fresh_tallies(group.tallies, self.judged.began, last.as_of)
        return progress(last, before, self.rulebook.digest, fresh, tallies, costly, praised)


@dataclass(frozen=True)
class _Everyone:
    """All replies of some accounts, whoever wrote them: their score, what they did, what their customers told."""

    points: Points
    did: Others
    problems: Problems


@dataclass(frozen=True)
class _Scored:
    points: Points
    parts: Sequence[Part]
    conversations: int
    ranked: bool


def _of_account(score: AccountScore) -> _Scored:
    """An account's sheet has the score of its audit, to the digit."""
    parts = [Part(c.rule, c.points, Tally(c.opportunities, c.count), c.base, c.without) for c in score.contributions]
    return _Scored(Points(score.score, *score.interval), parts, score.conversations, not score.provisional)
