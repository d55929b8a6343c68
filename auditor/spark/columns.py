"""The columns of a caller's frame: by our names, and of kinds that a post can be read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.importers.fields import FIELDS, REQUIRED
from auditor.spark.problems import FrameError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FILE = "file"
"""A column beside those of posts: the file that a row was read from, which takes part in the ids of findings."""

_KINDS = (
    "string",
    "varchar",
    "char",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "binary",
    "void",
)
_MOMENTS = ("string", "varchar", "char", "timestamp", "void")


def posts_in(df: DataFrame, mapping: Mapping[str, str]) -> DataFrame:
    """Those columns of ``df`` that posts have, by our names; ``mapping`` gives ours for theirs. Raises FrameError."""
    for theirs, ours in mapping.items():
        if theirs not in df.columns:
            raise FrameError(f"the mapping names a column {theirs} and the frame has none; it has {_listed(df)}")
        if ours not in (*FIELDS, FILE):
            raise FrameError(
                f"the mapping gives {theirs} the name {ours}, which no post has; known: {', '.join(FIELDS)}"
            )
    taken = set(mapping.values())
    kept = [name for name in df.columns if name in mapping or name not in taken]
    named = df.select(*(df[f"`{name}`"].alias(mapping.get(name, name)) for name in kept))
    missing = [name for name in REQUIRED if name not in named.columns]
    if missing:
        raise FrameError(
            f"the frame has no column {', '.join(missing)}; it has {_listed(df)}; name them with mapping={{theirs: ours}}"
        )
    chosen = [name for name in named.columns if name in (*FIELDS, FILE)]
    twice = sorted({name for name in chosen if chosen.count(name) > 1})
    if twice:
        raise FrameError(f"the frame has more than one column {', '.join(twice)}; keep one")
    kinds = dict(named.dtypes)
    broken = [
        f"{name} ({kinds[name]})"
        for name in chosen
        if kinds[name].partition("(")[0] not in (_MOMENTS if name == "created_at" else _KINDS)
    ]
    if broken:
        raise FrameError(
            f"the frame's column {', '.join(broken)} holds no text; a post's columns are text or numbers, created_at is a "
            "timestamp or ISO 8601 text with a zone"
        )
    return named.select(*chosen)


def _listed(df: DataFrame) -> str:
    return ", ".join(df.columns) or "none at all"
