"""The whole audit as frames: posts, threads, judgements, scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from auditor.spark.job import Job
from auditor.spark.judged import FINDINGS, JUDGED, PART, POST, judge
from auditor.spark.scored import HELD, SCORED, WANTED, Scorer
from auditor.spark.threads import PARTS, THREADS, threader

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Step = Callable[[Iterable[Any]], Iterator[Any]]


def mapped(frame: DataFrame, step: Step, columns: Mapping[str, Any]) -> DataFrame:
    """The frame that ``step`` makes of another's record batches."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(step, from_arrow_schema(pa.schema(list(columns.items()))))


def spread(frame: DataFrame, *by: str) -> DataFrame:
    """Rows that are equal in ``by`` in one partition. The number of partitions is the session's
    ``spark.sql.shuffle.partitions``: left to itself Spark counts bytes, and judging costs far more than it moves."""
    return frame.repartition(int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200), *by)


def together(frame: DataFrame, *by: str) -> DataFrame:
    """Rows that are equal in ``by`` in one partition, and side by side."""
    return spread(frame, *by).sortWithinPartitions(*by)


def judged(posts: DataFrame, job: Job) -> DataFrame:
    """Rows of ``JUDGED`` for rows of posts with their ``thread`` and ``orphan``; kept, as both scores and findings are
    made of them. Two shuffles: by conversation, then by account and customer, so that a huge account is spread."""
    from pyspark import StorageLevel

    threads = mapped(together(posts.select(*PARTS), "source", "thread"), threader(job.options.accounts), THREADS)
    found = mapped(together(threads, "account", "history"), judge(job.packed()), JUDGED)
    return found.persist(StorageLevel.MEMORY_AND_DISK)


def scored(found: DataFrame, posts: DataFrame, job: Job) -> DataFrame:
    """Rows of ``SCORED`` for rows of ``JUDGED`` and of the posts that they were made of; computed, and kept."""
    from pyspark import StorageLevel
    from pyspark.sql.functions import broadcast, col, lit, sum

    parts = found.where(col("kind") == PART)
    counts = parts.groupBy("brand").agg(sum("asked").alias("asked"), sum("answered").alias("answered")).collect()
    scorer = Scorer(job.packed(), {row["brand"]: (row["asked"], row["answered"]) for row in counts})
    wanted = mapped(together(parts.select("account", "body"), "account"), scorer.wanted, WANTED)
    shown = posts.select("source", "id", "body").join(broadcast(wanted), ["source", "id"])
    held = (
        parts.withColumn("source", lit("")).select(*HELD).unionByName(shown.withColumn("kind", lit(POST)).select(*HELD))
    )
    results = mapped(together(held, "account"), scorer.scored, SCORED).persist(StorageLevel.MEMORY_AND_DISK)
    results.count()
    return results


def findings_in(found: DataFrame, results: DataFrame) -> DataFrame:
    """The bodies of the rows of ``JUDGED`` and ``SCORED`` that hold findings."""
    one, other = (frame.where(frame["kind"] == FINDINGS).select("body") for frame in (found, results))
    return one.unionByName(other)
