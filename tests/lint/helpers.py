"""Libraries to lint, and the command as a script meets it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from auditor.commands.app import run
from auditor.engine.lint import LintOptions, lint
from auditor.model import Entry, Finding, SourceMap
from auditor.rulebook import Rulebook, default_rules, load_rulebook, select_rules
from auditor.rulebook.channels import Channels, load_channels

BAD = "So sorry to hear this. Please send us a DM with your order number."
GOOD = "Hold the side button for ten seconds to restart it, and the picture comes back."


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rules(self) -> list[str]:
        """The rules of the findings of a JSON report."""
        return [finding["rule"] for finding in json.loads(self.out)["findings"]]


def auditor_lint(*arguments: object) -> Done:
    out, err = io.StringIO(), io.StringIO()
    argv = ["auditor", "lint", *(str(argument) for argument in arguments)]
    with patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(err):
        try:
            run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        else:
            code = 0
    return Done(code, out.getvalue(), err.getvalue())


def library(path: Path, *texts: str, **more: Any) -> Path:
    """A JSON library of entries ``e1``, ``e2`` …, one text after the other, a field on each line."""
    records = [{"id": f"e{number}", "content": text, **more} for number, text in enumerate(texts, start=1)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records, indent=1, ensure_ascii=False), "utf-8")
    return path


@lru_cache(maxsize=1)
def book() -> Rulebook:
    return load_rulebook()


@lru_cache(maxsize=1)
def channels() -> Channels:
    return load_channels(default_rules())


def entry(text: str, **more: Any) -> Entry:
    """An entry that is a file of its own."""
    starts = (0, *(at + 1 for at, c in enumerate(text) if c == "\n"))
    key = more.pop("key", "k")
    return Entry(key, key, text, more.pop("file", "a.txt"), SourceMap(((0, 0),), starts), "text", **more)


def found(rule: str, *entries: Entry, options: LintOptions | None = None) -> list[str]:
    """The words that one rule points at."""
    return [f.span.of(f.post.text) for f in findings(rule, entries, options)]


def findings(rule: str, entries: Sequence[Entry], options: LintOptions | None = None) -> tuple[Finding, ...]:
    alone = select_rules(book(), [rule], ())
    return lint(entries, alone, channels(), options or LintOptions(), "0").findings


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The command is run in this folder."""
    with patch_cwd(folder):
        yield


@contextmanager
def patch_cwd(folder: Path) -> Iterator[None]:
    import os

    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
