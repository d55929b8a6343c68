"""What the contenders share: options, rows, and what they say when done."""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

Row = dict[str, str]


def rows_of(path: Path, most: int | None) -> Iterator[Row]:
    """The first ``most`` rows of an archive, or all."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from islice(csv.DictReader(lines), most)


def contend(prepare: Callable[[], Callable[[Path, int | None], int]]) -> None:
    """Time ``prepare``, then let what it gives look at the file; it says how many posts it looked at."""
    options = argparse.ArgumentParser()
    options.add_argument("path", type=Path)
    options.add_argument("--posts", type=int)
    chosen = options.parse_args()
    begun, used = time.perf_counter(), time.process_time()
    look = prepare()
    ready, ready_cpu = time.perf_counter() - begun, time.process_time() - used
    begun, used = time.perf_counter(), time.process_time()
    posts = look(chosen.path, chosen.posts)
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    print(json.dumps({"posts": posts, "ready": ready, "ready_cpu": ready_cpu, "wall": wall, "cpu": cpu}))
