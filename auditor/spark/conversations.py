"""Who answers whom, by joins: what ``threads_of`` finds by walking from post to post, for frames that no machine holds.

Ids and links alone are joined, never texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_KEY = ("source", "id")


def once(posts: DataFrame) -> DataFrame:
    """Rows of posts, each id of a source once, with how many ``copies`` there were. A frame has no order in which one
    would stand first: the one written latest is kept, of those the last by its bytes. Refused rows stay, one for each id
    and reason."""
    from pyspark.sql.functions import col, count, lit, max, struct

    rest = ("written", "body", "in_reply_to", "conversation")
    kept = posts.groupBy(*_KEY, "refused").agg(max(struct(*rest)).alias("best"), count(lit(1)).alias("copies"))
    return kept.select(*_KEY, "refused", "copies", *(col("best")[name].alias(name) for name in rest))


def with_orphans(posts: DataFrame, known: DataFrame) -> DataFrame:
    """Adds ``orphan``: whether the post answers one whose id is not among ``known`` (rows of ``source`` and ``id``)."""
    from pyspark.sql.functions import col, lit

    ids = known.where(col("id").isNotNull()).select("source", col("id").alias("in_reply_to")).distinct()
    links = posts.where(col("in_reply_to").isNotNull()).select(*_KEY, "in_reply_to")
    orphans = links.join(ids, ["source", "in_reply_to"], "left_anti").select(*_KEY, lit(True).alias("lost"))
    found = posts.join(orphans, list(_KEY), "left")
    return found.select(*posts.columns, col("lost").isNotNull().alias("orphan"))


def with_threads(posts: DataFrame) -> DataFrame:
    """Adds ``thread``, the name of the conversation: the post's own, else that of the nearest post above it that has one,
    else the topmost post, or the missing one that this answers. Posts that answer one another in a circle, and those that
    lead into it, have the lowest id that is met on the way.

    Every round doubles how far each post has looked, so that there are about as many rounds as the longest chain of
    replies has digits in binary.
    """
    from pyspark.sql.functions import coalesce, col, when

    own = when(col("conversation").isNotNull(), col("conversation")).when(col("in_reply_to").isNull(), col("id"))
    if posts.where(own.isNull()).isEmpty():
        return posts.withColumn("thread", own)
    found = posts.select(*_KEY, own.alias("thread"), col("in_reply_to").alias("next"), col("id").alias("low"))
    steps, done = _settled(found), False
    while not done:
        looked = _settled(_further(steps))
        steps = looked.drop("moved")
        # A round that moves nothing has shown that what is left runs in circles whose lowest id is known.
        done = looked.where("moved").isEmpty()
    names = steps.select(*_KEY, coalesce("thread", "low").alias("thread"))
    return posts.join(names, list(_KEY))


def _further(steps: DataFrame) -> DataFrame:
    from pyspark.sql.functions import col, least, lit, when

    there = steps.select(
        "source",
        col("id").alias("next"),
        col("thread").alias("its_thread"),
        col("next").alias("its_next"),
        col("low").alias("its_low"),
        lit(True).alias("is_there"),
    )
    done = steps.where(col("thread").isNotNull()).withColumn("moved", lit(False))
    met = steps.where(col("thread").isNull()).join(there, ["source", "next"], "left")
    thread: Column = when(col("is_there").isNull(), col("next")).otherwise(col("its_thread"))
    low: Column = least("low", "its_low")
    walked = met.select(
        *_KEY,
        thread.alias("thread"),
        col("its_next").alias("next"),
        low.alias("low"),
        (thread.isNotNull() | (low != col("low"))).alias("moved"),
    )
    return done.unionByName(walked)


def _settled(frame: DataFrame) -> DataFrame:
    """The frame computed once, without its history: in the caller's checkpoint folder, else on the workers."""
    reliable = frame.sparkSession.sparkContext.getCheckpointDir() is not None
    return frame.checkpoint() if reliable else frame.localCheckpoint()
