"""``auditor lint``: canned responses, judged to the line, for CI."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.audit import Level
from auditor.commands.linting import day, load_settings, run_lint, say
from auditor.commands.options import Ignore, OutputFile, RuleFolders, Select
from auditor.commands.output import check_output, write
from auditor.commands.problems import Gate, Problem, told_plainly

if TYPE_CHECKING:
    from auditor.engine.baseline import Known
    from auditor.model import Report

_SHOWN = 5


def lint_command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Libraries: files, or folders of them.")],
    config: Annotated[
        Path | None, typer.Option(help="auditor.toml or pyproject.toml; else the nearest one that has settings.")
    ] = None,
    platform: Annotated[
        str | None, typer.Option(help="The helpdesk that fills the placeholders in, where the file does not say it.")
    ] = None,
    text_field: Annotated[str | None, typer.Option(help="The field or column that holds the response.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day against which dates are stale, such as 2025-03-01.")] = None,
    rules: RuleFolders = None,
    select: Select = None,
    ignore: Ignore = None,
    channel: Annotated[
        str | None, typer.Option(help="The channel that the entries are for, where neither file nor settings say it.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(help="Archive of past replies: says what each entry caused there; may be repeated."),
    ] = None,
    diff: Annotated[str | None, typer.Option(metavar="BASE", help="Only entries changed since this commit.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="File of known findings, which do not count.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Write all present findings to this file as known, and end well.")
    ] = None,
    reason: Annotated[str, typer.Option(help="For --write-baseline: why they may stay.")] = "",
    owner: Annotated[str, typer.Option(help="For --write-baseline: who looks after them.")] = "",
    expires: Annotated[str | None, typer.Option(help="For --write-baseline: day after which they count again.")] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="terminal, json, jsonl, csv, markdown, html, sarif, junit, github, gitlab, checkstyle, rdjson.",
        ),
    ] = "terminal",
    output: OutputFile = None,
    fail_on: Annotated[
        Level | None, typer.Option(help="Exit 1 when a finding is this severe or worse; 'error' unless set.")
    ] = None,
) -> None:
    """Check libraries of canned responses: quiet when clean, exact to the line.

    \b
    Examples:

      auditor lint macros.json
      auditor lint replies/ --platform zendesk --as-of 2025-03-01
      auditor lint replies/ --against archive.csv
      auditor lint replies/ --write-baseline .auditor-baseline.json
      auditor lint replies/ --baseline .auditor-baseline.json --diff origin/main --format sarif -o lint.sarif

    Exit codes: 0 clean, 1 a finding at --fail-on or worse, 2 unreadable or wrong use.
    """
    from auditor.reports import FORMATS, Look, render_library

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    check_output(output, paths)
    check_output(write_baseline, paths)
    if write_baseline is not None and diff is not None:
        raise Problem("--write-baseline with --diff: a baseline is written of whole files; leave --diff out")
    settings = load_settings(config)
    report = run_lint(
        paths,
        settings,
        platform=platform,
        text_field=text_field,
        as_of=as_of,
        rules=rules or (),
        select=select or (),
        ignore=ignore or (),
        diff=diff,
        channel=channel,
        against=against or (),
        readers=ctx.obj,
    )
    today = day(as_of, "--as-of") or settings.file.as_of or date.today()
    if write_baseline is not None:
        _write_baseline(report, write_baseline, (reason, owner, day(expires, "--expires")), today)
        return
    known_file = baseline or (settings.folder / settings.file.baseline if settings.file.baseline else None)
    if known_file is not None:
        report = _settled(report, known_file, today, partly=diff is not None)
    write(render_library(report, format, look=Look.of_stdout(plain=output is not None)), output)
    gate(report, fail_on or Level(settings.file.fail_on or "error"))


def gate(report: Report, fail_on: Level) -> None:
    """Raises Gate when a finding that is not suppressed is as bad as ``fail_on``."""
    levels = [level.value for level in Level]
    bad = levels[: levels.index(fail_on.value) + 1]
    count = sum(f.suppressed is None and f.severity.value in bad for f in report.findings)
    if count:
        worse = "" if fail_on is Level.ERROR else " or worse"
        raise Gate(f"{count} finding(s) of severity {fail_on.value}{worse}")


def _read_baseline(path: Path) -> list[Known]:
    from auditor.engine.baseline import parse_baseline

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Problem(f"{path}: the baseline cannot be read ({why}); write it with --write-baseline") from error
    with told_plainly():
        return parse_baseline(text, path)


def _write_baseline(report: Report, path: Path, told: tuple[str, str, date | None], today: date) -> None:
    from auditor.engine.baseline import NO_REASON, Known, baseline_text, known_of

    reason, owner, expires = told
    before = _read_baseline(path) if path.is_file() else []
    known = known_of(report, before, Known("", "", "", "", reason or NO_REASON, owner, expires), today)
    write(baseline_text(known), path)
    say(f"{path}: {len(known)} known finding(s) written")


def _settled(report: Report, path: Path, today: date, partly: bool) -> Report:
    from auditor.engine.baseline import settle

    settled = settle(report, _read_baseline(path), today)
    if settled.stale and not partly:
        listed = "; ".join(f"{one.rule} in {one.file}, {one.entry}" for one in settled.stale[:_SHOWN])
        rest = f"; and {len(settled.stale) - _SHOWN} more" if len(settled.stale) > _SHOWN else ""
        say(f"{path}: {len(settled.stale)} known finding(s) are gone ({listed}{rest}); write the baseline again")
    for one in settled.expired:
        say(f"{path}: {one.rule} in {one.file}, {one.entry} was known until {one.expires} and counts again")
    return settled.report
