"""``audit --engine spark``: files read here by the importers, judged on Spark, put together here into the same report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import islice
from typing import TYPE_CHECKING

from auditor.engine.audit import Source, finding_order, newest, ranked, report_of, summary_of, threads_by_history
from auditor.engine.options import AuditOptions
from auditor.model import Archive, Finding, Report
from auditor.rulebook import Rulebook
from auditor.spark.session import session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from auditor.spark.arrow import Row

_SLICE = 20_000  # posts handed over at once: Spark sends each slice to its workers as part of a task


def audit_on_spark(sources: Sequence[Source], rulebook: Rulebook, options: AuditOptions, version: str) -> Report:
    """The report that ``auditor.engine.audit.audit`` gives, made on Spark: on ``options.jobs`` cores of this machine, or
    wherever spark-submit runs. Raises SparkError."""
    spark = session(options.jobs)
    from pyspark.sql.functions import lit

    from auditor.spark.codec import findings_of, score_of, unjudged_of
    from auditor.spark.conversations import with_threads
    from auditor.spark.job import Job
    from auditor.spark.judged import SCORE, UNJUDGED
    from auditor.spark.pipeline import findings_in, judged, scored

    as_of = options.as_of or newest(sources)
    carries = {source.kind: source.carries for source in sources}
    job = Job.of(rulebook, options, carries, as_of)
    posts = with_threads(_handed_over(spark, sources)).withColumn("orphan", lit(False))
    found = judged(posts, job)
    results = scored(found, posts, job)
    scores = ranked(score_of(body) for body in _bodies(results, SCORE))
    place = {score.account: number for number, score in enumerate(scores)}
    findings = [finding for body in _bodies(findings_in(found, results)) for finding in findings_of(body)]

    def order(finding: Finding) -> tuple[object, ...]:
        return (place[finding.account], *finding_order(finding))

    unjudged = [dict(unjudged_of(body)) for body in _bodies(results, UNJUDGED)]
    for kept in (found, results):
        kept.unpersist()
    report = report_of(
        [summary_of(source) for source in sources],
        scores,
        tuple(sorted(findings, key=order)),
        unjudged,
        rulebook,
        options,
        version,
        as_of,
    )
    return replace(report, archive=Archive(tuple(threads_by_history(sources, options.accounts))))


def _handed_over(spark: SparkSession, sources: Sequence[Source]) -> DataFrame:
    """The posts of all sources as rows of ``POSTS``."""
    import pyarrow as pa

    from auditor.spark.arrow import batches
    from auditor.spark.posts import POSTS, row_of

    given = (row_of(post, source.kind) for source in sources for post in source.posts)
    frames = [spark.createDataFrame(pa.Table.from_batches(batches(slice_, POSTS))) for slice_ in _slices(given, _SLICE)]
    return reduce(lambda one, other: one.unionByName(other), frames)


def _slices(given: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while slice_ := list(islice(given, size)):
        yield slice_


def _bodies(frame: DataFrame, kind: str | None = None) -> Iterable[bytes]:
    chosen = frame if kind is None else frame.where(frame["kind"] == kind)
    bodies: list[bytes] = chosen.select("body").toArrow().column("body").to_pylist()
    return bodies
