"""What every worker has to know of an audit, and the engine that it makes of that, once."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from auditor._version import __version__
from auditor.checks.moment import Moment
from auditor.engine.judge import Engine
from auditor.engine.options import AuditOptions
from auditor.model import Evidence
from auditor.rulebook import AnyCard, Rulebook, built_in_digest, rebuilt
from auditor.spark.problems import SparkError


@dataclass(frozen=True)
class Job:
    """An audit's settings. Cards travel, folders do not: a worker needs no file but those of the installed package.

    ``rules`` is the digest of all rules, ``built_in`` that of those that come with the program.
    """

    version: str
    cards: tuple[tuple[AnyCard, Path], ...]
    rules: str
    built_in: str
    carries: Mapping[str, frozenset[Evidence]]
    as_of: datetime | None
    options: AuditOptions

    @classmethod
    def of(
        cls,
        book: Rulebook,
        options: AuditOptions,
        carries: Mapping[str, frozenset[Evidence]],
        as_of: datetime | None,
    ) -> Job:
        """The job of auditing sources that carry ``carries`` as they were at ``as_of``."""
        cards = tuple((rule.card, rule.path) for rule in book.rules.values())
        return cls(__version__, cards, book.digest, built_in_digest(), carries, as_of, options)

    def packed(self) -> bytes:
        """The job as it travels to the workers, as Spark sends its own functions."""
        return pickle.dumps(self)


@dataclass(frozen=True)
class Bench:
    """A worker's own: the job, and an engine that has read its rules."""

    job: Job
    engine: Engine


@lru_cache(maxsize=1)
def bench(packed: bytes) -> Bench:
    """The bench for a packed job, kept for as long as the worker does this job: making one costs more than judging a
    thousand posts, and Spark gives a worker many tasks. The one thing that a worker keeps between them.

    Raises SparkError where the worker's auditor is another than the driver's: half of the result would be by other rules.
    """
    job: Job = pickle.loads(packed)
    if (job.version, job.built_in) != (__version__, built_in_digest()):
        raise SparkError(
            f"the driver has auditor {job.version} and a worker {__version__}, or their rules differ; give both the same "
            "environment"
        )
    book = rebuilt(job.cards, job.options.calendar, job.rules)
    return Bench(job, Engine(book, job.carries, Moment(job.as_of)))
