"""The steps that Spark's workers take, taken here without Spark: partitions are lists, and a shuffle is a loop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import pytest

pytest.importorskip("msgspec", reason="no msgspec: pip install -e '.[spark]'")
pytest.importorskip("pyarrow", reason="no pyarrow: pip install -e '.[spark]'")

from auditor.engine.audit import Source, finding_order, ranked, report_of, summary_of
from auditor.engine.parts import requests_of
from auditor.model import Report
from auditor.rulebook import Rulebook
from auditor.spark.arrow import BYTES, TEXT, Row, batches, rows
from auditor.spark.codec import findings_of, score_of, unjudged_of
from auditor.spark.job import Job
from auditor.spark.judged import FINDINGS, JUDGED, PART, POST, SCORE, UNJUDGED, judge
from auditor.spark.posts import POSTS, row_of
from auditor.spark.scored import HELD, SCORED, WANTED, Scorer
from auditor.spark.threads import PARTS, THREADS, threader

Step = Callable[[Iterable[Any]], Iterator[Any]]
_KINDS = {**POSTS, **THREADS, **JUDGED, "thread": TEXT, "orphan": BYTES}


def step(
    taken: Step, partitions: Iterable[Sequence[Row]], columns: Sequence[str], gives: Mapping[str, Any]
) -> list[Row]:
    """All rows that a step makes of rows in partitions, a task each."""
    kinds = {name: _KINDS[name] for name in columns}
    return [row for given in partitions for row in rows(taken(batches(given, kinds)), tuple(gives))]


def shuffled(given: Iterable[Row], by: int, number: int) -> list[list[Row]]:
    """Rows in ``number`` partitions, those that are equal in their first ``by`` cells in one and side by side."""
    partitions: dict[int, list[Row]] = defaultdict(list)
    for row in given:
        partitions[crc32(repr(row[:by]).encode()) % number].append(row)
    return [sorted(rows_, key=lambda row: row[:by]) for _, rows_ in sorted(partitions.items())]


def report_in_steps(source: Source, job: Job, book: Rulebook, number: int) -> tuple[Report, int]:
    """A report by the workers' steps, with ``number`` partitions at each shuffle, and the most parts an account came in."""
    packed = job.packed()
    posts = [dict(zip(POSTS, row_of(post, source.kind), strict=True)) for post in source.posts]
    members = [(post["source"], post["conversation"], None, post["body"]) for post in posts]
    threads = step(threader(job.options.accounts), shuffled(members, 2, number), PARTS, THREADS)
    judged = step(judge(packed), shuffled(threads, 2, number), tuple(THREADS), JUDGED)
    parts = [(account, body) for kind, account, _, _, _, body in judged if kind == PART]
    scorer = Scorer(packed, requests_of((row[2], (row[3], row[4])) for row in judged if row[0] == PART))
    wanted = step(scorer.wanted, shuffled(parts, 1, number), ("account", "body"), WANTED)
    bodies = {(post["source"], post["id"]): post["body"] for post in posts}
    held = [(account, PART, "", body) for account, body in parts]
    held += [(account, POST, kind, bodies[kind, one]) for account, kind, one in wanted]
    scored = step(scorer.scored, shuffled(held, 1, number), HELD, SCORED)
    found = [row[-1] for row in (*judged, *scored) if row[0] == FINDINGS]
    scores = ranked(score_of(body) for kind, _, body in scored if kind == SCORE)
    place = {score.account: number for number, score in enumerate(scores)}
    findings = [finding for body in found for finding in findings_of(body)]
    unjudged = [dict(unjudged_of(body)) for kind, _, body in scored if kind == UNJUDGED]
    report = report_of(
        [summary_of(source)],
        scores,
        tuple(sorted(findings, key=lambda one: (place[one.account], *finding_order(one)))),
        unjudged,
        book,
        job.options,
        "test",
        job.as_of,
    )
    return report, max(sum(account == one for one, _ in parts) for account, _ in parts)
