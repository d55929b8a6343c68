"""``auditor.spark.audit``: a frame of posts in, a frame of findings and one of scores out."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.importers.common import REPEATED
from auditor.model import Evidence
from auditor.spark.columns import posts_in
from auditor.spark.problems import FrameError
from auditor.spark.session import require_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SOURCE = "posts"


class Audited(NamedTuple):
    """What an audit gives: one row a finding and one an account, with the columns of ``audit --parquet``."""

    findings: DataFrame
    scores: DataFrame


def audit(
    df: DataFrame,
    *,
    mapping: Mapping[str, str] | None = None,
    carries: frozenset[Evidence] = frozenset(Evidence),
    accounts: Sequence[str] = (),
    as_of: datetime | None = None,
    rules: Sequence[Path | str] = (),
    scorecard: Path | str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    show_personal_data: bool = False,
) -> Audited:
    """Judge all posts of a frame and score every account: the findings and scores of ``auditor audit``.

    ``df`` has the columns of posts.jsonl (``id``, ``text``, ``by``, ``account``, and those of the others that there are),
    by their names or through ``mapping`` (theirs to ours), and may have ``file``, which takes part in the ids of findings.
    ``carries`` says what evidence the posts hold. ``rules``, ``scorecard``, ``select``, ``ignore``, ``accounts`` and
    ``as_of`` are the options of the command; their files are read here, on the driver. Personal data is hidden in the
    findings unless ``show_personal_data``.

    Judging is done before this returns, and its result is kept by Spark until ``spark.catalog.clearCache()`` or the end of
    the session. Rows that are no posts are left out and told of in a warning.

    Raises FrameError where columns are missing or of a kind that holds no text, RuleError for a broken card or scorecard.
    """
    require_spark()
    from pyspark import StorageLevel
    from pyspark.sql.functions import col

    from auditor.engine.options import AuditOptions
    from auditor.engine.team import load_team
    from auditor.rulebook import load_rulebook, select_rules
    from auditor.spark.conversations import once, with_orphans, with_threads
    from auditor.spark.job import Job
    from auditor.spark.judged import SCORE
    from auditor.spark.pipeline import findings_in, judged, mapped, scored, spread
    from auditor.spark.posts import POSTS, reader
    from auditor.spark.tables import columns_of, findings_table, scores_table

    book = load_rulebook([Path(folder) for folder in rules])
    team = load_team(Path(scorecard) if scorecard else None, select_rules(book, select, ignore))
    if as_of is not None and as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=UTC)  # as the command takes it
    options = AuditOptions(team.scorecard, as_of, tuple(accounts), 1, team.brands, team.calendar)
    given = posts_in(df, mapping or {})
    # By id once, and kept so: what is joined to posts by id then comes to them, and no text moves again before threads.
    by_id = spread(mapped(given, reader(given.columns, SOURCE), POSTS), "source", "id")
    read = once(by_id).persist(StorageLevel.DISK_ONLY)
    newest = _newest(read)
    job = Job.of(team.rulebook, options, {SOURCE: carries}, as_of or newest)
    posts = with_orphans(read.where(col("refused").isNull()), read)
    found = judged(with_threads(posts), job)
    results = scored(found, posts, job)
    read.unpersist()
    packed = job.packed()
    return Audited(
        mapped(findings_in(found, results), findings_table(packed, show_personal_data), columns_of("findings")),
        mapped(results.where(col("kind") == SCORE), scores_table(packed), columns_of("scores")),
    )


def _newest(read: DataFrame) -> datetime | None:
    """When the newest post was written. Warns of rows that are no posts; raises FrameError where all are."""
    from pyspark.sql.functions import count, lit, max, sum

    from auditor.spark.posts import moment_of

    counts = read.groupBy("refused").agg(
        max("written").alias("newest"), sum("copies").alias("rows"), count(lit(1)).alias("ids")
    )
    newest, posts, left_out = None, 0, Counter[str]()
    for row in counts.collect():
        if row["refused"] is None:
            newest, posts = row["newest"], row["ids"]
            left_out[REPEATED] += row["rows"] - row["ids"]
        else:
            left_out[row["refused"]] += row["rows"]
    told = ", ".join(f"{reason} ({number:,})" for reason, number in (+left_out).most_common())
    if not posts:
        raise FrameError(
            f"the frame holds no post ({told or 'nor any row'}); a post has id, text, by (customer or brand) and account"
        )
    if told:
        warnings.warn(f"{left_out.total():,} rows of the frame are left out: {told}", stacklevel=3)
    return moment_of(newest)
