"""Rows of threads, those of one history side by side, become findings and parts of scores: the engine's own work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from auditor.engine.conversations import in_order
from auditor.engine.judge import Judgement
from auditor.engine.parts import AccountPart, merged
from auditor.engine.reading import read_histories
from auditor.spark.arrow import BYTES, NUMBER, TEXT, Row, batches, rows
from auditor.spark.codec import packed, thread_of
from auditor.spark.job import bench
from auditor.spark.threads import THREADS

FINDINGS, PART, POST, SCORE, UNJUDGED = "findings", "part", "post", "score", "unjudged"
"""What a row's ``body`` holds."""

JUDGED = {"kind": TEXT, "account": TEXT, "brand": TEXT, "asked": NUMBER, "answered": NUMBER, "body": BYTES}
"""Of every history with findings one row ``findings``; of every account as many rows ``part`` as tasks had some of it, or
more. ``brand`` is the account in lower case; ``asked`` counts the conversations that needed an answer, ``answered`` those
that got one."""

_PART_OF = 1_000  # histories in one part: a row that is handed on whole


def judge(packed_job: bytes) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Makes rows of ``JUDGED`` by the rules of a job."""

    def judged(given: Iterable[Any]) -> Iterator[Any]:
        return batches(_judged(rows(given, tuple(THREADS)), packed_job), JUDGED)

    return judged


def _judged(given: Iterable[Row], packed_job: bytes) -> Iterator[Row]:
    for account, threads in groupby(given, key=lambda row: row[0]):
        brand = account.casefold()
        parts: list[AccountPart] = []
        for judgement in _judgements(threads, packed_job):
            if judgement.findings:
                yield FINDINGS, account, brand, 0, 0, packed(judgement.findings)
            parts.append(AccountPart.of(judgement))
            if len(parts) == _PART_OF:
                yield _part(parts, brand)
                parts = []
        if parts:
            yield _part(parts, brand)


def _judgements(given: Iterable[Row], packed_job: bytes) -> Iterator[Judgement]:
    for _, group in groupby(given, key=lambda row: row[1]):
        engine = bench(packed_job).engine  # not before there is something to judge
        threads = in_order(thread_of(body) for _, _, body in group)
        for history in read_histories(threads, engine.rulebook.reader):
            yield engine.judge(history)


def _part(parts: list[AccountPart], brand: str) -> Row:
    whole = merged(parts)
    return PART, whole.account, brand, *whole.requests, packed(whole)
