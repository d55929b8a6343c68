"""Progress and remarks: to standard error, and a bar only on a terminal and only when the work takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from auditor.commands.problems import one_line

_PATIENCE = 1.0  # seconds without a bar


def tell(text: str) -> None:
    """A remark for a person: shown only when standard error is a terminal."""
    if sys.stderr.isatty():
        print(one_line(text), file=sys.stderr)


def warn(text: str) -> None:
    """A warning, terminal or not: to standard error, never into a result."""
    print(f"auditor: {one_line(text)}", file=sys.stderr)


@contextmanager
def counter(label: str) -> Iterator[Callable[[int], None]]:
    """Yields ``tell(count)``, for work of which nobody knows how long it takes; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn(label), TextColumn("{task.completed:,}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda count: bar.update(task, completed=count)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yields ``progress(done, of)``; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=False) as bar:
        task = bar.add_task(label, total=None, visible=False)
        started = time.monotonic()

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, visible=time.monotonic() - started > _PATIENCE)

        yield progress
