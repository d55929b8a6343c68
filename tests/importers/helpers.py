"""Small things the importers' tests say often."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.importers import Importer
from auditor.model import Post, SkippedPost

TWCS = ("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")
WHEN = "Tue Oct 31 22:10:47 +0000 2017"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def posts(importer: Importer, path: Path, mapping: dict[str, str] | None = None) -> dict[str, Post]:
    """Every post by its id; a test that expects none skipped finds out here."""
    found = list(importer.read(path, mapping))
    assert not [one for one in found if isinstance(one, SkippedPost)]
    return {one.id: one for one in found if isinstance(one, Post)}


def skips(importer: Importer, path: Path, mapping: dict[str, str] | None = None) -> list[tuple[int | None, str]]:
    """Line and reason of everything skipped."""
    found = importer.read(path, mapping)
    return [(one.origin.line, one.reason) for one in found if isinstance(one, SkippedPost)]


def ids(importer: Importer, path: Path, mapping: dict[str, str] | None = None) -> list[str]:
    return [one.id for one in importer.read(path, mapping) if isinstance(one, Post)]
