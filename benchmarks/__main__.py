"""Measure the auditor and other ways to look at an archive, side by side: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.contest import NAMES, SLICES, contest, keep, load
from benchmarks.measure import Failed, python, take
from benchmarks.table import put, table

_SIZES = (100_000, 300_000, 1_000_000, 3_000_000)


def main() -> None:
    chosen = _options()
    sizes = [int(size) for size in chosen.posts.split(",")] if chosen.posts else []
    try:
        with tempfile.TemporaryDirectory(dir=chosen.scratch) as scratch:
            for size in sizes:
                _measure(chosen, size, Path(scratch))
        text = table(load(chosen.results), _SIZES)
        if chosen.write:
            put(chosen.write, text)
    except (Failed, OSError, ValueError) as error:
        sys.exit(str(error))
    print(text)


def _measure(chosen: argparse.Namespace, posts: int, scratch: Path) -> None:
    archive = scratch / "archive.csv"
    if chosen.source is None:
        raise ValueError("--from says of which archive to make the others")
    _say(f"making {posts:,} posts")
    make = ["--from", str(chosen.source), "--posts", str(posts), "--output", str(archive)]
    take(python("-m", "benchmarks.archive", *make))
    slices = {name: chosen.slice or most for name, most in SLICES.items()}
    for measured in contest(archive, posts, scratch, chosen.only.split(","), slices):
        _say(f"{measured.who}: {measured.wall:.1f} s, {measured.cpu:.1f} s of CPU, {measured.peak:.0f} MB")
        keep(chosen.results, measured)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument(
        "--from", dest="source", type=Path, help="a real archive: twcs.csv, or a file with its columns"
    )
    options.add_argument(
        "--posts", default=",".join(map(str, _SIZES)), help="sizes to run; empty: only write the table"
    )
    options.add_argument("--only", default=",".join(NAMES), help=f"of {', '.join(NAMES)}")
    options.add_argument("--slice", type=int, help=f"posts that slow contenders read (each has its own: {SLICES})")
    options.add_argument(
        "--results", type=Path, default=Path("benchmarks.jsonl"), help="added to after each measurement"
    )
    options.add_argument("--write", type=Path, help="a page with a place for the table, such as docs/performance.md")
    options.add_argument("--scratch", type=Path, help="where archives and reports are put for the time being")
    return options.parse_args()


if __name__ == "__main__":
    main()
