"""What a range of git commits changed: the lines of files, and whether an entry stands on them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.problems import Problem, one_line

if TYPE_CHECKING:
    from auditor.model import Entry

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_EVERYWHERE = (1, 10**9)

Ranges = dict[Path, list[tuple[int, int]]]


def changed_since(base: str, paths: Sequence[Path]) -> Callable[[Entry], bool]:
    """Whether an entry stands on lines that differ from ``base`` (a commit, or a range). Raises Problem."""
    if base.startswith("-") or not base.strip():
        raise Problem(f"--diff {base}: name a commit or a branch, such as origin/main")
    first = paths[0].resolve()
    top = Path(_git(first if first.is_dir() else first.parent, base, "rev-parse", "--show-toplevel").rstrip("\n"))
    names = [str(path.resolve()) for path in paths]
    ranges = _ranges(_git(top, base, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames",
                          "--src-prefix=a/", "--dst-prefix=b/", base, "--", *names), top)  # fmt: skip
    for name in _git(top, base, "ls-files", "--others", "--exclude-standard", "-z", "--", *names).split("\0"):
        if name:
            ranges[(top / name).resolve()] = [_EVERYWHERE]

    def touched(entry: Entry) -> bool:
        first = entry.source.place(0).line
        last = entry.source.place(max(len(entry.text) - 1, 0)).line
        return any(start <= last and first <= end for start, end in ranges.get(Path(entry.file).resolve(), ()))

    return touched


def _ranges(diff: str, top: Path) -> Ranges:
    """The lines of the new files that hunks cover. Lines that were only taken out touch what stood on both sides."""
    ranges: Ranges = {}
    path: Path | None = None
    in_head = False
    for line in diff.split("\n"):
        if line.startswith("diff --git "):
            in_head = True
        elif in_head and line.startswith("+++ "):
            name = line[4:].rstrip("\t").strip('"')
            path = (top / name[2:]).resolve() if name.startswith("b/") else None
        elif path is not None and (hunk := _HUNK.match(line)):
            in_head = False
            start, count = int(hunk[1]), int(hunk[2] or 1)
            ranges.setdefault(path, []).append((start, start + count - 1 if count else start + 1))
    return ranges


def _git(folder: Path, base: str, *words: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise Problem(f"--diff {base}: git cannot be run ({error.strerror})") from error
    if done.returncode:
        told = one_line(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
        raise Problem(f"--diff {base}: git says: {told}")
    return done.stdout.decode("utf-8", "replace")
