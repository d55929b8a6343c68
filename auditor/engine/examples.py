"""A card's examples are its tests: every bad one is found exactly at its marks, every good one stays silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from auditor.checks.moment import Moment
from auditor.engine.audit import Source, assemble
from auditor.engine.conversations import threads_of
from auditor.engine.example_entries import try_entries
from auditor.engine.judge import Engine
from auditor.engine.marks import Place, compared, unmarked
from auditor.engine.options import AuditOptions
from auditor.engine.reading import read_histories
from auditor.model import By, Evidence, Finding, Origin, Post
from auditor.rulebook import Rule, Rulebook
from auditor.rulebook.cards import ExampleSpec, TurnSpec
from auditor.scoring import RuleWeight, Scorecard

ACCOUNT = "ExampleCare"
_START = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)  # a Monday morning
_AFTERWARDS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold, in a sentence."""

    rule: str
    language: str
    kind: str
    number: int
    problem: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.language} {self.kind} example {self.number}: {self.problem}"


def run_examples(rule: Rule, book: Rulebook) -> Iterator[Failure | None]:
    """One item per example: None where it holds."""
    for language, examples in rule.card.examples.items():
        for kind, listed in (("bad", examples.bad), ("good", examples.good)):
            for number, example in enumerate(listed, start=1):
                problem = try_example(rule, book, language, example)
                yield Failure(rule.card.name, language, kind, number, problem) if problem else None


def try_example(rule: Rule, book: Rulebook, language: str, example: ExampleSpec) -> str:
    """Empty where the example holds; else what was found, and what should have been."""
    if example.entries is not None:
        return try_entries(rule, book, example)
    posts, marks = _posts(example, language)
    found = _found(rule, book, posts, example)
    return compared(marks, found, {post.id: post.text for post in posts})


def _posts(example: ExampleSpec, language: str) -> tuple[list[Post], list[Place]]:
    posts: list[Post] = []
    marks: list[Place] = []
    for number, conversation in enumerate(example.conversations):
        at = -1.0
        previous: str | None = None
        for turn in conversation:
            at = turn.at if turn.at is not None else at + 1
            post, marked = _post(turn, f"{number}.{len(posts)}", f"c{number}", language, max(at, 0.0), previous)
            posts.append(post)
            marks += marked
            previous = post.id
    return posts, marks


def _post(
    turn: TurnSpec, post_id: str, conversation: str, language: str, at: float, previous: str | None
) -> tuple[Post, list[Place]]:
    by = By.CUSTOMER if turn.customer is not None else By.BRAND
    marked = turn.customer if turn.customer is not None else turn.account or ""
    text, marks = unmarked(marked, post_id)
    post = Post(
        id=post_id,
        text=text,
        by=by,
        account=turn.handle or ACCOUNT,
        origin=Origin("example"),
        author=(turn.by or "customer") if by is By.CUSTOMER else (turn.handle or ACCOUNT),
        created_at=_START + timedelta(hours=at),
        in_reply_to=previous,
        conversation=conversation,
        lang=language,
        rating=turn.stars,
    )
    return post, marks


def _found(rule: Rule, book: Rulebook, posts: list[Post], example: ExampleSpec) -> list[Finding]:
    latest = max(post.created_at for post in posts if post.created_at)
    as_of = _START + timedelta(hours=example.ends) if example.ends is not None else latest + _AFTERWARDS
    alone = replace(book, rules={rule.card.name: rule})
    engine = Engine(alone, {"example": frozenset(Evidence)}, Moment(as_of))
    threads = sorted(threads_of(posts, "example"), key=lambda t: (t.account, t.customer or ""))
    judgements = [engine.judge(history) for history in read_histories(threads, book.reader)]
    options = AuditOptions(Scorecard({rule.card.name: RuleWeight(0.5, "ownership")}), as_of)
    source = Source("example", "example", frozenset(Evidence), tuple(posts))
    return list(assemble([source], judgements, engine, options, "", as_of).findings)
