"""Each account, rule and agent of two reports: what changed, and whether by more than noise."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor.compare.evidence import Account, AgentCount, Evidence, RuleCount
from auditor.compare.noise import Difference, difference, holm, share

LEVEL = 0.05  # chance of even one false claim in a whole comparison
FEWEST_REPLIES = 20  # signed replies of an agent on each side


class Verdict(StrEnum):
    """What may be said of a change. ``NOISE``: figures differ by no more than chance makes them."""

    BETTER = "better"
    WORSE = "worse"
    NOISE = "noise"
    SAME = "same"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on one side: a score, or a share with what it was counted from. ``value`` is None where it is unknown."""

    value: float | None
    count: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One account, rule of an account, or agent of an account. ``low`` and ``high`` are the ends of a 95 % interval of
    ``new - old`` for this change alone; ``p`` is adjusted for all tests of the comparison, ``alone`` is not. ``reason`` says
    why there is no test, or what to know of it."""

    account: str
    name: str
    old: Figure
    new: Figure
    verdict: Verdict
    low: float | None = None
    high: float | None = None
    p: float | None = None
    reason: str = ""
    alone: float = 1.0

    @property
    def delta(self) -> float | None:
        """NEW less OLD."""
        return None if self.old.value is None or self.new.value is None else self.new.value - self.old.value


_Tested = tuple[Change, Difference | None]


def changes(old: Evidence, new: Evidence) -> tuple[list[Change], list[Change], list[Change]]:
    """Accounts, rules and agents of the accounts that both reports have."""
    pairs = [(old.accounts[name], new.accounts[name]) for name in sorted(old.accounts) if name in new.accounts]
    accounts = [_score(one, two) for one, two in pairs]
    rules = [tested for one, two in pairs for tested in _rules(one, two, old, new)]
    hidden = old.hides_agents or new.hides_agents
    agents = [] if hidden else [tested for one, two in pairs for tested in _agents(one, two)]
    families = sum(any(test is not None for _, test in group) for group in (accounts, rules, agents))
    return (
        _judged(accounts, families, rising_is_good=True),
        _judged(rules, families, rising_is_good=False),
        _judged(agents, families, rising_is_good=False),
    )


def _judged(group: list[_Tested], families: int, rising_is_good: bool) -> list[Change]:
    """Verdicts by Holm's adjusted p-values: each kind of change gets an equal part of the level."""
    chances = iter(holm([test.p for _, test in group if test is not None], families))
    judged = []
    for change, test in group:
        if test is not None:
            p = next(chances)
            verdict = Verdict.NOISE if p > LEVEL else _direction(test.value, rising_is_good)
            same = change.old == change.new and verdict is Verdict.NOISE
            change = replace(change, p=p, alone=test.p, verdict=Verdict.SAME if same else verdict)
        judged.append(change)
    return judged


def _direction(delta: float, rising_is_good: bool) -> Verdict:
    return Verdict.BETTER if (delta > 0) is rising_is_good else Verdict.WORSE


def _untested(one: Account, two: Account) -> str:
    if one.shape["provisional"] or two.shape["provisional"]:
        return "too few conversations (provisional)"
    return ""


def _score(one: Account, two: Account) -> _Tested:
    old, new = float(one.shape["score"]), float(two.shape["score"])
    change = Change(one.name, "", Figure(old), Figure(new), Verdict.UNTESTED, reason=_untested(one, two))
    caps = [account.shape.get("capped_by") for account in (one, two)]
    estimates = one.log_score(), two.log_score()
    if change.reason or estimates[0] is None or estimates[1] is None:
        return replace(change, reason=change.reason or "a report knows no interval for it"), None
    test = difference(estimates[0], estimates[1])
    middle = math.sqrt(one.product * two.product)
    low, high = (2 * middle * math.sinh(end / 2) for end in (test.low, test.high))
    if any(caps):
        was, now = (f"capped by {cap}" if cap else "not capped" for cap in caps)
        reason = f"{was} in OLD, {now} in NEW; tested before the cap ({one.product:.2f} and {two.product:.2f})"
        change = replace(change, reason=reason)
    return replace(change, low=low, high=high), test


def _rules(one: Account, two: Account, old: Evidence, new: Evidence) -> Iterator[_Tested]:
    for name in sorted({*one.rules, *two.rules}):
        pair = _counts(name, one, two, old, new)
        figures = [_figure(account.rules.get(name), known=not isinstance(pair, str)) for account in (one, two)]
        reason = pair if isinstance(pair, str) else _untested(one, two)
        change = Change(one.name, name, figures[0], figures[1], Verdict.UNTESTED, reason=reason)
        if isinstance(pair, str) or reason:
            yield change, None
            continue
        clumping = max(_clumping(rule, side) for rule, side in zip(pair, (one, two), strict=True))
        was, now = (
            share(rule.count, rule.opportunities, clumping, side.conversations - 1)
            for rule, side in zip(pair, (one, two), strict=True)
        )
        test = difference(was, now)
        yield replace(change, low=test.low, high=test.high), test


def _figure(rule: RuleCount | None, known: bool) -> Figure:
    if rule is None:
        return Figure(0.0, 0) if known else Figure(None)
    return Figure(rule.count / max(rule.opportunities, 1), rule.count, rule.opportunities)


def _counts(name: str, one: Account, two: Account, old: Evidence, new: Evidence) -> tuple[RuleCount, RuleCount] | str:
    """The rule's counts on both sides, or why they cannot be compared.

    Where it was never broken a report does not tell its opportunities: they are taken to be as frequent among the
    replies as on the other side.
    """
    for side, which in ((old, "OLD"), (new, "NEW")):
        if side.rules and name not in side.rules:
            return f"{which} did not look for it"
    was, now = one.rules.get(name), two.rules.get(name)
    if (was is None and name in old.uncheckable) or (now is None and name in new.uncheckable):
        return "a source lacks the evidence for it"
    was, now = was or (now and _never(now, two, one)), now or (was and _never(was, one, two))
    if not was or not now or not was.opportunities or not now.opportunities:
        return "never looked at"
    return was, now


def _never(there: RuleCount, other: Account, account: Account) -> RuleCount:
    likely = round(there.opportunities * int(account.shape["replies"]) / max(int(other.shape["replies"]), 1))
    return RuleCount(0, likely, there.weight, likely, 0)


def _clumping(rule: RuleCount, account: Account) -> float:
    """Of how many cases only one is counted: those of one conversation, those for which one finding stands."""
    return max(1.0, rule.opportunities / max(account.conversations, 1), rule.clump)


def _agents(one: Account, two: Account) -> Iterator[_Tested]:
    for name in sorted({*one.agents, *two.agents}):
        was, now = one.agents.get(name), two.agents.get(name)
        reason = _untested(one, two)
        if was is None or now is None:
            reason = f"signs in {'NEW' if was is None else 'OLD'} only"
        elif min(was.replies, now.replies) < FEWEST_REPLIES:
            reason = f"fewer than {FEWEST_REPLIES} signed replies"
        change = Change(one.name, name, _part(was), _part(now), Verdict.UNTESTED, reason=reason)
        if reason or was is None or now is None:
            yield change, None
            continue
        estimates = [
            share(a.faulty, a.replies, max(1.0, int(side.shape["replies"]) / max(side.conversations, 1)), a.replies - 1)
            for a, side in ((was, one), (now, two))
        ]
        test = difference(*estimates)
        yield replace(change, low=test.low, high=test.high), test


def _part(agent: AgentCount | None) -> Figure:
    return Figure(None) if agent is None else Figure(agent.faulty / agent.replies, agent.faulty, agent.replies)
