"""What a JSON report carries that a comparison can rest on: each account's score with its variance, its rules' counts,
its agents' replies. Works on the report as plain data, already validated."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from auditor.compare.noise import Estimate, Z, student_quantile

Plain = Mapping[str, Any]
_PSEUDONYM = re.compile(r"\[agent \d+\]")
_HALF_A_DIGIT = 0.05  # interval ends are printed with one decimal
_IMAGINED = 2  # clumps imagined beside those seen, as the score's interval imagines conversations


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule was broken in one account. ``found``: findings listed; where there are fewer than ``count``,
    each stands for several cases that come and go as one (a template and its copies)."""

    count: int
    opportunities: int
    weight: float
    base: float
    found: int

    @property
    def clump(self) -> float:
        """Cases for which one finding stands."""
        return self.count / self.found if 0 < self.found < self.count else 1.0

    @property
    def loss(self) -> float:
        """The share of the score that the rule takes, always under one."""
        return min(self.weight * self.count / self.base, 1 - 1e-9) if self.base else 0.0


@dataclass(frozen=True, slots=True)
class AgentCount:
    """An agent's signed replies, and in how many of them an error or a warning was found."""

    replies: int
    faulty: int


@dataclass(frozen=True)
class Account:
    """One account of a report. ``shape`` is the account as the report has it."""

    shape: Plain
    rules: Mapping[str, RuleCount]
    agents: Mapping[str, AgentCount]

    @property
    def name(self) -> str:
        return str(self.shape["account"])

    @property
    def conversations(self) -> int:
        return int(self.shape.get("conversations", self.shape["replies"]))

    @property
    def product(self) -> float:
        """The score before a critical rule caps it: the estimate whose variance is known."""
        return 100 * math.prod(1 - rule.loss for rule in self.rules.values())

    def log_score(self) -> Estimate | None:
        """The score's logarithm with its variance; None where the report says that nothing is known of it.

        The variance is that of the interval in the report: its lower end lies Student's quantile times the error under
        the score. The end is taken at the outer edge of its rounding. Findings that stand for many cases vary as
        wholes, which an interval over conversations cannot see: their variance is added.
        """
        low = float(self.shape["interval"][0]) - _HALF_A_DIGIT
        freedom = self.conversations - 1
        if low <= 0 or freedom < 1:
            return None
        error = math.log(max(self.product, low) / low) / student_quantile(Z, freedom)
        clumped = sum(_clumped(rule) for rule in self.rules.values())
        return Estimate(math.log(self.product), error**2 + clumped, freedom)


def _clumped(rule: RuleCount) -> float:
    """The variance that a rule's clumps add to the score's logarithm: each comes or goes as a whole."""
    if rule.clump <= 1:
        return 0.0
    of_one = rule.loss / rule.found / (1 - rule.loss)
    return of_one**2 * (rule.found + _IMAGINED)


@dataclass(frozen=True)
class Evidence:
    """One report. ``accounts`` by name."""

    report: Plain
    accounts: Mapping[str, Account] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Mapping[str, Plain]:
        """The rules that were looked for, by name; empty in a report that does not say."""
        return {rule["rule"]: rule for rule in self.report.get("rules", ())}

    @cached_property
    def faults(self) -> list[Plain]:
        return [finding for finding in self.report["findings"] if finding["severity"] != "strength"]

    @cached_property
    def uncheckable(self) -> frozenset[str]:
        """Rules for which a source of this report lacks the evidence."""
        lacking = (u for u in self.report["not_checkable"] if u["reason"].startswith("the source does not carry"))
        return frozenset(str(one["rule"]) for one in lacking)

    @property
    def hides_agents(self) -> bool:
        """Whether agents go by pseudonyms, which are numbered anew in each report."""
        return any(_PSEUDONYM.fullmatch(name) for account in self.accounts.values() for name in account.agents)


def evidence_of(report: Plain) -> Evidence:
    """The evidence of a validated report."""
    found: Counter[tuple[str, str]] = Counter((f["account"], f["rule"]) for f in report["findings"])
    agents = _agents(report)
    return Evidence(
        report,
        {
            shape["account"]: Account(
                shape,
                {
                    part["rule"]: RuleCount(
                        part["count"],
                        part["opportunities"],
                        float(part.get("weight", 0.0)),
                        float(part.get("base") or part["opportunities"]),
                        found[shape["account"], part["rule"]],
                    )
                    for part in shape["contributions"]
                },
                agents.get(shape["account"], {}),
            )
            for shape in report["accounts"]
        },
    )


def _agents(report: Plain) -> dict[str, dict[str, AgentCount]]:
    """Per account and agent. A reply counts for an agent where it was found to be signed (``named-agent``): those are
    the replies of which the report lists all."""
    signed: dict[tuple[str, str], set[str]] = defaultdict(set)
    faulty: dict[tuple[str, str], set[str]] = defaultdict(set)
    for finding in report["findings"]:
        if finding["agent"] is None:
            continue
        key = (finding["account"], finding["agent"].casefold())
        if finding["rule"] == "named-agent":
            signed[key].add(finding["post"]["id"])
        elif finding["severity"] in ("error", "warning"):
            faulty[key].add(finding["post"]["id"])
    agents: dict[str, dict[str, AgentCount]] = defaultdict(dict)
    for (account, agent), posts in sorted(signed.items()):
        agents[account][agent] = AgentCount(len(posts), len(posts & faulty[account, agent]))
    return agents
