"""Who is measured on what, and what is kept of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Taken, python, take

AUDITOR = "auditor"
OUT_OF_CORE = "auditor --work-dir"
BASE = "automaton"
WHOLE = ("raw", BASE)
SLICES = {"script": 3_000, "matcher": 500, "linter": 1_000}
NAMES = {
    "raw": "raw read of the file",
    BASE: "read + one Aho-Corasick pass over all phrases, one process",
    AUDITOR: "`auditor audit --format json`",
    OUT_OF_CORE: "`auditor audit --work-dir … --format json`",
    "script": "a script instead: pandas, keyword regexes, langdetect on pairs",
    "matcher": "spaCy's Matcher, a twentieth of the English patterns, every text",
    "linter": "proselint over the replies",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What ``who`` took for ``posts`` posts: seconds and MB. ``read`` of them were read and the times scaled linearly
    (getting ready is not counted for contenders that are not the auditor: it is our own translation of the phrases)."""

    who: str
    posts: int
    read: int
    wall: float
    cpu: float
    peak: float
    run: str


def contest(path: Path, posts: int, scratch: Path, who: list[str], slices: dict[str, int]) -> Iterator[Measured]:
    """Measure each of ``who`` on an archive of ``posts`` posts, one after the other."""
    run = datetime.now(UTC).isoformat(timespec="seconds")
    for one in who:
        if one in (AUDITOR, OUT_OF_CORE):
            taken = take(_auditor(path, scratch, one == OUT_OF_CORE))
            yield Measured(one, posts, posts, taken.wall, taken.cpu, taken.peak, run)
        else:
            some = ["--posts", str(min(posts, slices[one]))] if one in slices else []
            taken = take(python("-m", f"benchmarks.contenders.{one}", str(path), *some))
            yield _scaled(one, posts, taken, run)


def _auditor(path: Path, scratch: Path, out_of_core: bool) -> list[str]:
    work = scratch / "work"
    shutil.rmtree(work, ignore_errors=True)
    extra = ["--work-dir", str(work)] if out_of_core else []
    output = ["--format", "json", "--output", str(scratch / "report.json")]
    return python("-m", "auditor", "audit", str(path), "--source", "twcs", *output, *extra)


def _scaled(who: str, posts: int, taken: Taken, run: str) -> Measured:
    said = json.loads(taken.output)
    read = min(said["posts"], posts)
    factor = posts / said["posts"] if who in SLICES else 1.0
    return Measured(who, posts, read, said["wall"] * factor, said["cpu"] * factor, taken.peak, run)


def load(path: Path) -> list[Measured]:
    """What was measured before; nothing where there is no file."""
    if not path.exists():
        return []
    return [Measured(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def keep(path: Path, measured: Measured) -> None:
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(measured)) + "\n")
