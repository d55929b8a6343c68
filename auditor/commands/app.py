"""All commands in one application, and the one place where errors become a sentence and an exit code."""

from __future__ import annotations

import sys

import typer

from auditor._version import __version__
from auditor.commands import audit, check, evaluate, explain, rules, sources
from auditor.commands.problems import Gate, Problem

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


app.command("audit")(audit.audit_command)
app.command("check")(check.check_command)
app.command("evaluate")(evaluate.evaluate_command)
app.command("explain")(explain.explain_command)
app.command("sources")(sources.sources_command)
app.add_typer(rules.app, name="rules")


def run() -> None:
    """Run the program; every foreseen problem ends in one sentence on standard error."""
    try:
        app()
    except Gate as gate:
        print(f"auditor: {gate}", file=sys.stderr)
        sys.exit(1)
    except Problem as problem:
        print(f"auditor: {problem}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
