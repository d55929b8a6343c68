"""Read the archive with Python's csv module, and find the phrases as literals: one Aho-Corasick pass over each text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.contenders.run import contend


def prepare() -> Callable[[Path, int | None], int]:
    import ahocorasick_rs

    from benchmarks.contenders.phrases import literals_of, phrases_of

    find = ahocorasick_rs.AhoCorasick(literals_of(phrases_of())).find_matches_as_indexes

    def look(path: Path, most: int | None) -> int:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            text, posts = next(rows).index("text"), 0
            for row in islice(rows, most):
                find(row[text].lower(), overlapping=True)
                posts += 1
        return posts

    return look


if __name__ == "__main__":
    contend(prepare)
