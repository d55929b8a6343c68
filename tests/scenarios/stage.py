"""A small stage for scenarios: posts through the real engine, findings out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from auditor.checks.calendar import ALWAYS, Calendar
from auditor.engine.audit import Source, audit
from auditor.engine.options import AuditOptions
from auditor.engine.team import load_team
from auditor.model import By, Evidence, Finding, Post, Report
from auditor.rulebook import Rulebook, load_rulebook, select_rules
from tests.engine.make import START, brand, customer

EVERYTHING = frozenset(Evidence)
LATE = 60 * 24.0  # as_of in hours: long after every post


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@dataclass(frozen=True)
class Played:
    """What an audit of a scenario gave, for one rule or for all."""

    report: Report
    rule: str

    @property
    def findings(self) -> list[Finding]:
        return [f for f in self.report.findings if not self.rule or f.rule == self.rule]

    @property
    def posts(self) -> list[str]:
        return sorted(finding.post.id for finding in self.findings)

    @property
    def unjudged(self) -> dict[str, int]:
        """Reasons why the rule could not judge, with counts."""
        return {u.reason: u.count for u in self.report.not_checkable if not self.rule or u.rule == self.rule}

    def counts(self, account: str = "Acme") -> tuple[int, int]:
        """(found, opportunities) of the rule in the score; (0, 0) where it cost nothing."""
        score = next(a for a in self.report.accounts if a.account == account)
        part = next((c for c in score.contributions if c.rule == self.rule), None)
        return (part.count, part.opportunities) if part else (0, 0)

    def related(self, post_id: str, role: str) -> list[str]:
        finding = next(f for f in self.findings if f.post.id == post_id)
        return sorted(r.post_id for r in finding.related if r.role == role)


def play(
    rule: str,
    posts: Iterable[Post],
    *,
    ends: float | None = LATE,
    carries: frozenset[Evidence] = EVERYTHING,
    without: Evidence | None = None,
    kind: str = "stage",
    calendar: Calendar = ALWAYS,
    brands: tuple[tuple[str, ...], ...] = (),
    book: Rulebook | None = None,
) -> Played:
    """Audit ``posts`` for one rule (all when empty). ``ends`` is as_of in hours from the start; None: the newest post.
    ``without`` takes one kind of evidence away from what the source carries."""
    chosen = book or rulebook()
    chosen = select_rules(chosen, (rule,), ()) if rule else chosen
    team = load_team(None, chosen)
    source = Source("stage.jsonl", kind, carries - {without}, tuple(posts))
    as_of = None if ends is None else hour(ends)
    options = AuditOptions(team.scorecard, as_of, brands=brands, calendar=calendar)
    return Played(audit([source], team.rulebook, options, "test"), rule)


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


def talk(
    conversation: str, *turns: tuple[str, str, float], who: str = "ann", links: bool = False, **more: Any
) -> list[Post]:
    """A conversation of ``(speaker, text, hours)``: speaker ``c`` is the customer ``who``, ``b`` the brand; ids are
    ``<conversation>.<number>``. ``links``: every post answers the one before."""
    posts: list[Post] = []
    for number, (speaker, text, at) in enumerate(turns):
        parent = posts[-1].id if links and posts else None
        named = {"id": f"{conversation}.{number}", "conversation": conversation, "in_reply_to": parent, **more}
        posts.append(customer(text, at, **{"author": who, **named}) if speaker == "c" else brand(text, at, **named))
    return posts


def without_times(posts: Iterable[Post]) -> list[Post]:
    return [replace(post, created_at=None) for post in posts]


def twice(post: Post) -> Post:
    """The same post under new ids, by a new customer."""
    return replace(
        post,
        id=f"{post.id}*",
        author=f"{post.author}*" if post.author and post.by is By.CUSTOMER else post.author,
        conversation=f"{post.conversation}*" if post.conversation else None,
        in_reply_to=f"{post.in_reply_to}*" if post.in_reply_to else None,
    )
