"""proselint, a public linter of prose, over the replies (customers' posts are counted as looked at, for nothing)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders.run import contend, rows_of


def prepare() -> Callable[[Path, int | None], int]:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)

    def look(path: Path, most: int | None) -> int:
        posts = 0
        for row in rows_of(path, most):
            if row["inbound"] == "False":
                LintFile("reply", row["text"]).lint()
            posts += 1
        return posts

    return look


if __name__ == "__main__":
    contend(prepare)
