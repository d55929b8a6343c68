"""Candidates, samples and filled-in sheets with a truth that is known."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import By, Origin, Post, Severity
from auditor.model.review import Asked, Candidate, Drawn
from auditor.review.design import draw
from auditor.review.sheet import Row, Sample, row_of, sample_of
from tests.reports.examples import finding

RULES = {"hotline-redirect": "Sent to a hotline", "impersonal": "No name", "private-only": "Moved to private"}
SEVERITY = {"hotline-redirect": Severity.ERROR, "impersonal": Severity.INFO, "private-only": Severity.ERROR}
TEXTS = {
    "account": "Acme",
    "posted": "2024-03-04 09:00",
    "conversation": "customer: Hello?",
    "text": "Call us.",
    "words": "Call us",
    "message": "Told to call.",
}
Truth = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class World:
    """An archive: what may be drawn of it, and which faults each candidate truly has."""

    candidates: tuple[Candidate, ...]
    truth: Truth


def of_finding(name: str, rule: str, *, doubtful: bool = False) -> Candidate:
    """A finding of one rule in a reply of its own."""
    one = replace(finding(name, "Please DM us", "Please", rule=rule, severity=SEVERITY[rule]), account="Acme")
    return Candidate(f"f-{name}", Asked.FINDING, "Acme", (one.post,), (), (rule,), one, doubtful)


def of_reply(name: str, found: Sequence[str] = ()) -> Candidate:
    """A reply for the control slice."""
    post = Post(name, "Please DM us", By.BRAND, "Acme", Origin("a"))
    return Candidate(f"r-{name}", Asked.CONTROL, "Acme", (post,), (), tuple(found))


def world(seed: int, replies: int, precision: float, missed: float) -> World:
    """``replies`` of which a third have a finding; a finding is right with ``precision``, and each rule overlooks a fault
    with the chance ``missed``; doubtful findings are wrong more often than plain ones."""
    rng = random.Random(seed)
    candidates, truth = [], {}
    for number in range(replies):
        has: set[str] = set()
        found = []
        for rule in RULES:
            if rng.random() < 0.12:
                found.append(rule)
                doubtful = rng.random() < 0.3
                one = of_finding(f"{number}-{rule}", rule, doubtful=doubtful)
                right = rng.random() < precision - (0.15 if doubtful else 0.0)
                candidates.append(one)
                truth[one.id] = frozenset({rule} if right else ())
                has |= {rule} if right else set()
            elif rng.random() < missed:
                has.add(rule)
        reply = of_reply(str(number), found)
        candidates.append(reply)
        truth[reply.id] = frozenset(has)
    return World(tuple(candidates), truth)


def rows_of(drawn: Sequence[Drawn]) -> list[Row]:
    """The sheet of a sample, not filled in."""
    sample: Sample = sample_of(drawn, 1, "digest", RULES)
    return [row_of(one, sample, TEXTS) for one in drawn]


def sheet(made: World, seed: int, size: int, control: float = 0.5) -> list[Row]:
    return rows_of(draw(made.candidates, seed, size, control))


def filled(rows: Sequence[Row], answer: Callable[[str], frozenset[str]]) -> list[tuple[str, Row]]:
    """Rows as a reviewer fills them in who sees the faults ``answer(item)``, with places."""
    done = []
    for number, row in enumerate(rows, 2):
        faults = answer(row["item"])
        told = {"verdict": "yes" if faults else "no"}
        if row["asked"] == "control":
            told["faults"] = ", ".join(sorted(faults))
        done.append((f"sheet.csv:{number}", {**row, **told}))
    return done
