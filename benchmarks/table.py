"""What was measured as a table in Markdown, and its place in a page between two marks."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.contest import AUDITOR, BASE, NAMES, OUT_OF_CORE, SLICES, Measured

BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"
_PACKAGES = ("auditor", "spacy", "duckdb", "ahocorasick_rs", "pandas", "langdetect", "proselint")


def table(measured: Sequence[Measured], wanted: Sequence[int]) -> str:
    """The table, how time grows, and what of the ``wanted`` sizes was not run."""
    latest = {(one.posts, one.who): one for one in measured}
    lines = [
        "| posts | who | wall | CPU | posts/s | wall, times the pass | CPU, times the pass | peak memory |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for posts in sorted({size for size, _ in latest}):
        base = latest.get((posts, BASE))
        for who in NAMES:
            if one := latest.get((posts, who)):
                lines.append(_line(one, base))
    lines += ["", *(sentence for who in (AUDITOR, OUT_OF_CORE) for sentence in _growth(who, latest))]
    missing = [f"{size:,}" for size in wanted if (size, AUDITOR) not in latest and (size, OUT_OF_CORE) not in latest]
    if missing:
        lines.append(f"Not run: the auditor at {', '.join(missing)} posts.")
    return "\n".join([*lines, "", _where(list(latest.values())), ""])


def _line(one: Measured, base: Measured | None) -> str:
    scaled = f" ({one.read:,} read, scaled)" if one.who in SLICES and one.read < one.posts else ""
    ratios = (f"{one.wall / base.wall:,.2g}", f"{one.cpu / base.cpu:,.2g}") if base else ("", "")
    cells = (f"{one.posts:,}", NAMES[one.who] + scaled, _time(one.wall), _time(one.cpu), _figure(one.posts / one.wall))
    return f"| {' | '.join((*cells, *map(_plain, ratios), f'{one.peak:,.0f} MB'))} |"


def _plain(ratio: str) -> str:
    return f"{float(ratio.replace(',', '')):,g}" if ratio else ratio


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:,.1f} h"


def _growth(who: str, latest: dict[tuple[int, str], Measured]) -> list[str]:
    sizes = sorted(size for size, name in latest if name == who)
    if len(sizes) < 2:
        return []
    wall, cpu = (exponent([(n, getattr(latest[n, who], kind)) for n in sizes]) for kind in ("wall", "cpu"))
    peaks = f"from {latest[sizes[0], who].peak:,.0f} to {latest[sizes[-1], who].peak:,.0f} MB"
    over = f"from {sizes[0]:,} to {sizes[-1]:,} posts ({len(sizes)} sizes)"
    return [
        f"{NAMES[who]}: {over} time grows with the power {wall:.2f} of the posts (CPU {cpu:.2f}), its peak {peaks}.",
        "",
    ]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a straight line through the logarithms, by least squares: 1 where time grows as the posts do."""
    logs = [(math.log(size), math.log(time)) for size, time in points]
    middle, height = (sum(part) / len(logs) for part in zip(*logs, strict=True))
    slope: float = sum((x - middle) * (y - height) for x, y in logs) / sum((x - middle) ** 2 for x, _ in logs)
    return slope


def _where(measured: Sequence[Measured]) -> str:
    runs = sorted({one.run for one in measured})
    days = " and ".join(sorted({run[:10] for run in runs}))
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    counted = (
        "in one run for each size" if len(runs) == len({one.posts for one in measured}) else f"in {len(runs)} runs"
    )
    return (
        f"Measured on {days}, {counted}; {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}; {packages}."
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def put(page: Path, text: str) -> None:
    """Replace what stands between the marks of ``page``. Raises ValueError where they are not there."""
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for the table: {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}", "utf-8")
