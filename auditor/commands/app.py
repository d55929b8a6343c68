"""All commands in one application, and the one place where errors become a sentence and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from auditor._version import __version__
from auditor.commands import (
    agree,
    audit,
    check,
    coach,
    compare,
    evaluate,
    explain,
    history,
    lint,
    rules,
    sample,
    sources,
)
from auditor.commands.problems import Gate, Problem, one_line

if TYPE_CHECKING:
    from auditor.processes import Helpers

EPILOG = "Exit codes: 0 done, 1 a gate failed (--fail-under, --fail-on), 2 wrong use or unreadable input."

app = typer.Typer(
    name="auditor",
    help="""Audit the quality of a brand's public replies to its customers.

    Reads archives of past replies and finds what good customer care never does: sending customers to a hotline, moving to
    private with nothing solved in public, answering in the wrong language, "we're only the social team". Scores every
    account from 0 to 100 and explains each point. Deterministic, offline, no model.

    Begin with:  auditor audit fixtures/archive.jsonl""",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:
    if value:
        from auditor.commands.voices import voices

        typer.echo(f"auditor {__version__} (language voices: {', '.join(voices())})")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Version and parts in use."
    ),
) -> None:
    """Audit the quality of a brand's public replies to its customers."""


app.command("agree")(agree.agree_command)
app.command("audit")(audit.audit_command)
app.command("check")(check.check_command)
app.command("coach")(coach.coach_command)
app.command("compare")(compare.compare_command)
app.command("evaluate")(evaluate.evaluate_command)
app.command("explain")(explain.explain_command)
app.command("history")(history.history_command)
app.command("lint")(lint.lint_command)
app.command("sample")(sample.sample_command)
app.command("sources")(sources.sources_command)
app.add_typer(rules.app, name="rules")


def run(readers: Helpers[Any, Any] | None = None) -> None:
    """Run the program; every foreseen problem ends in one sentence on standard error. ``readers`` read the entries of
    libraries for the command that does so."""
    try:
        with _ends_tidily():
            app(obj=readers)
    except Gate as gate:
        _end(str(gate), 1)
    except Problem as problem:
        _end(str(problem), 2)
    except MemoryError:
        _end("not enough memory; read fewer files at once, or with --jobs 1", 2)
    except Exception as error:
        if os.environ.get("AUDITOR_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        _end(f"an error in auditor itself ({what}); please report it; AUDITOR_TRACEBACK=1 shows where it is", 2)


def _end(sentence: str, code: int) -> NoReturn:
    """One line, whatever names and values stand in it."""
    with suppress(OSError):  # nobody reads standard error any more
        print(f"auditor: {one_line(sentence)}", file=sys.stderr, flush=True)
    sys.exit(code)


@contextmanager
def _ends_tidily() -> Iterator[None]:
    """A polite kill takes the same way out as Ctrl-C: temporary files are removed, workers ended."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller (``>&-``)
            nowhere = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, nowhere)
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
