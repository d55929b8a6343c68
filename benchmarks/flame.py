"""A flame graph of judging, as a still picture: ``python -m benchmarks.flame --from twcs.csv --output docs/judging.svg``.

py-spy looks 100 times a second at an audit by one process; kept are the stacks in which texts are read and histories
judged, without lines and paths, and of those what takes at least a three-hundredth of them. Reading and compiling
the phrases of a language, which an audit does once, is left out.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from benchmarks.measure import Failed, python, take

ROOTS = ("read_thread", "judge")
ONCE = {"lexicon", "load_pack"}
_LEAST = 1 / 300
_WIDTH, _ROW = 1200, 17
_FRAME = re.compile(r"(?P<name>.+) \((?P<file>[^()]*?)(?::\d+)?\)$")


@dataclass(slots=True)
class Frame:
    """A function in its file, how many samples were in it or below it, and what it called."""

    name: str
    samples: int = 0
    calls: dict[str, Frame] = field(default_factory=dict)


def tree(raw: str, roots: Sequence[str]) -> Frame:
    """Folded stacks (``a;b;c 12`` a line) as a tree from the frames named in ``roots`` on; others are left out."""
    top = Frame("reading and judging")
    for line in raw.splitlines():
        stack, _, count = line.rpartition(" ")
        names = [_plain(frame) for frame in stack.split(";")]
        functions = [name.split(" ")[0].rpartition(".")[2] for name in names]
        at = next((place for place, function in enumerate(functions) if function in roots), None)
        if at is None or ONCE.intersection(functions):
            continue
        frame = top
        frame.samples += int(count)
        for name in names[at:]:
            frame = frame.calls.setdefault(name, Frame(name))
            frame.samples += int(count)
    return top


def _plain(frame: str) -> str:
    """``name (file)``, the file without line and without the folders above its package's last two names."""
    found = _FRAME.match(frame)
    if not found:
        return frame
    return f"{found['name']} ({'/'.join(Path(found['file']).parts[-2:])})"


def picture(top: Frame) -> str:
    """The tree as SVG: a bar's width is its share of the samples; what it calls stands below it."""
    bars = list(_bars(top, 0, 0.0, top.samples or 1))
    height = (max(depth for depth, *_ in bars) + 1) * _ROW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="monospace" font-size="11">',
        f"<title>Where the time of {escape(top.name)} goes: {top.samples:,} samples</title>",
    ]
    for depth, left, width, frame in bars:
        share = f"{100 * frame.samples / (top.samples or 1):.1f} %"
        shown = frame.name[: max(0, int(width / 6.7) - 1)]
        lines.append(
            f"<g><title>{escape(frame.name)}: {share}</title>"
            f'<rect x="{left:.1f}" y="{depth * _ROW}" width="{width:.1f}" height="{_ROW - 1}" fill="{_colour(frame.name)}"/>'
            + (f'<text x="{left + 2:.1f}" y="{depth * _ROW + 12}">{escape(shown)}</text>' if len(shown) > 3 else "")
            + "</g>"
        )
    return "\n".join([*lines, "</svg>", ""])


def _bars(frame: Frame, depth: int, left: float, whole: int) -> Iterator[tuple[int, float, float, Frame]]:
    yield depth, left, _WIDTH * frame.samples / whole, frame
    for called in sorted(frame.calls.values(), key=lambda one: (-one.samples, one.name)):
        if called.samples >= whole * _LEAST:
            yield from _bars(called, depth + 1, left, whole)
        left += _WIDTH * called.samples / whole


def _colour(name: str) -> str:
    """Ours warm, the libraries' cool."""
    shade = sum(name.encode()) % 40
    return f"hsl({20 + shade} 85% 68%)" if "auditor" in name or _OURS.search(name) else f"hsl({190 + shade} 45% 75%)"


_OURS = re.compile(r"\((?:text|checks|engine|model|rulebook|scoring|reports|batch|commands)/")


def record(source: Path, posts: int, scratch: Path) -> str:
    """Folded stacks of an audit of ``posts`` posts made from ``source``."""
    archive, raw = scratch / "archive.csv", scratch / "stacks.txt"
    take(python("-m", "benchmarks.archive", "--from", str(source), "--posts", str(posts), "--output", str(archive)))
    audit = ["audit", str(archive), "--source", "twcs", "--format", "json", "--output", str(scratch / "report.json")]
    beside = Path(sys.executable).with_name("py-spy")
    spy = str(beside) if beside.exists() else shutil.which("py-spy")
    if spy is None:
        raise Failed("no py-spy: pip install -r benchmarks/requirements.txt")
    options = ["record", "--nonblocking", "--format", "raw", "--rate", "100", "--output", str(raw), "--"]
    take([spy, *options, *python("-m", "auditor", *audit, "--jobs", "1")])
    return raw.read_text("utf-8")


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.flame", description=__doc__)
    options.add_argument("--from", dest="source", type=Path, required=True)
    options.add_argument("--posts", type=int, default=20_000)
    options.add_argument("--roots", nargs="+", default=ROOTS, help="the functions whose time is shown")
    options.add_argument("--output", type=Path, required=True)
    chosen = options.parse_args()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            top = tree(record(chosen.source, chosen.posts, Path(scratch)), chosen.roots)
    except (Failed, OSError) as error:
        sys.exit(str(error))
    if not top.samples:
        sys.exit(f"no sample was in {' or '.join(chosen.roots)}")
    chosen.output.write_text(picture(top), "utf-8")


if __name__ == "__main__":
    main()
