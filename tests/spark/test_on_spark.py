"""Audits on a real Spark: same findings, same scores, same bytes as the local engine."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.engine.conversations import threads_of
from auditor.model import Post
from tests.commands.stage import ARCHIVE, audit, auditor, exchange, post, write_lines
from tests.commands.test_tables import rows as table
from tests.engine.make import brand, customer

pytestmark = pytest.mark.slow

Rows = list[dict[str, Any]]


def records() -> Rows:
    """The part of the fixtures' archive that is one account's, without names of conversations, and more that is awkward."""
    lines = [json.loads(line) for line in ARCHIVE.read_text("utf-8").splitlines()]
    found = [{k: v for k, v in line.items() if k != "conversation"} for line in lines if line["account"] == "RapidRail"]
    return [
        *found,
        *exchange(1, "Please call us on 0800 123 4567."),
        post("lost", "Still no answer to what I asked", in_reply_to="nowhere"),
        post("lost2", "Please DM us.", "brand", 11, in_reply_to="nowhere"),
        post("x", "Mine is late too, where is it?", in_reply_to="y"),
        post("y", "And mine, three weeks now!", in_reply_to="x"),
    ]


def plain(frame: Any, key: str) -> Rows:
    """A frame's rows as the Parquet files are read in tests: moments as text in UTC."""
    found = frame.toArrow().to_pylist()
    for row in found:
        row.update({k: f"{v:%Y-%m-%d %H:%M:%S}+00" for k, v in row.items() if hasattr(v, "astimezone")})
    return sorted(found, key=lambda row: row[key])


def test_frames_hold_what_the_tables_of_an_audit_hold(spark: Any, tmp_path: Path) -> None:
    from auditor.spark import audit as audit_frame

    path = write_lines(tmp_path / "posts.jsonl", records())
    done = audit(path, "--parquet", tmp_path / "tables", "--show-personal-data")
    assert done.code == 0, done.err
    given = [{**record, "file": str(path)} for record in records()]
    broken = [{**given[0], "id": "z", "by": "robot"}, dict(given[0])]
    frame = spark.createDataFrame([{"said": one.pop("text"), **one} for one in [*given, *broken]]).repartition(3)
    with pytest.warns(UserWarning, match=r"2 rows .* left out: .*neither customer nor brand.*"):
        findings, scores = audit_frame(frame, mapping={"said": "text"}, show_personal_data=True)
    local = {name: table(tmp_path / "tables" / f"{name}.parquet") for name in ("findings", "scores")}
    expected = sorted(local["findings"], key=lambda row: row["id"])
    assert [{**row, "line": None} for row in expected] == plain(findings, "id")
    assert sorted(local["scores"], key=lambda row: row["account"]) == plain(scores, "account")


def test_the_command_gives_the_same_bytes(spark: Any) -> None:
    local = audit(ARCHIVE)
    done = auditor("audit", ARCHIVE, "--format", "json", "--engine", "spark")
    assert (done.code, done.err) == (0, "")
    assert done.out == local.out


def test_conversations_are_those_that_walking_finds(spark: Any) -> None:
    import pyarrow as pa

    from auditor.spark.arrow import batches
    from auditor.spark.conversations import with_threads
    from auditor.spark.posts import POSTS, row_of

    rng = random.Random(7)
    worlds = {f"w{number}": linked(rng) for number in range(120)}
    given = [row_of(one, source) for source, posts in worlds.items() for one in posts]
    rng.shuffle(given)
    frame = spark.createDataFrame(pa.Table.from_batches(batches(given, POSTS)))
    found = {(row["source"], row["id"]): row["thread"] for row in with_threads(frame).collect()}
    walked = {
        (source, one.id): thread.id
        for source, posts in worlds.items()
        for thread in threads_of(posts, source)
        for one in thread.posts
    }
    assert found == walked
    assert len(set(walked.values())) > 20


def linked(rng: random.Random) -> list[Post]:
    """Posts that answer one another at random: trees, chains, circles with tails, missing parents, named conversations."""
    names = [f"{rng.choice('abcxyz')}{number}" for number in range(rng.randint(1, 14))]
    made = []
    for number, name in enumerate(names):
        parent = rng.choice([None, *names, names[number - 1], names[number - 1], "gone", "lost"])
        own = rng.choice([None] * 9 + ["c1", "c2"])
        made.append(
            replace(rng.choice([brand, customer])("hello", number), id=name, in_reply_to=parent, conversation=own)
        )
    return made


def test_a_frame_without_the_columns_of_posts_is_refused_in_a_sentence(spark: Any) -> None:
    from auditor.spark import FrameError
    from auditor.spark import audit as audit_frame

    frame = spark.createDataFrame([("1", "hello", [1.0])], "id string, words string, account array<double>")
    with pytest.raises(FrameError, match="no column text, by; it has id, words, account"):
        audit_frame(frame)
    with pytest.raises(FrameError, match=r"column account \(array<double>\) holds no text"):
        audit_frame(frame.selectExpr("id", "words AS text", "'brand' AS by", "account"))
    with pytest.raises(FrameError, match="a column speech and the frame has none"):
        audit_frame(frame, mapping={"speech": "text"})
    with pytest.raises(FrameError, match="the name sound, which no post has"):
        audit_frame(frame, mapping={"words": "sound"})


@pytest.mark.shared
def test_a_slice_of_a_real_archive(spark: Any, shared: Path, tmp_path: Path) -> None:
    with (shared / "data" / "twcs" / "twcs.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[:200]
    with (tmp_path / "twcs.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    local = audit(tmp_path / "twcs.csv")
    done = auditor("audit", tmp_path / "twcs.csv", "--format", "json", "--engine", "spark")
    assert done.out == local.out
    assert json.loads(local.out)["findings"]
