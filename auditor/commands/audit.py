"""``auditor audit``: read archives, score every account, explain."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.history import save_run
from auditor.commands.large import check_work_dir
from auditor.commands.options import (
    AccountNames,
    AsOf,
    Ignore,
    Jobs,
    MappingFile,
    OutputFile,
    Paths,
    RuleFolders,
    ScorecardFile,
    Select,
    ShowPersonalData,
    SourceName,
)
from auditor.commands.output import check_output, write
from auditor.commands.problems import Gate, Problem
from auditor.commands.run import EngineName, audit_of, input_files
from auditor.commands.tables import check_folder, write_tables

if TYPE_CHECKING:
    from auditor.model import Report


class Level(StrEnum):
    """A severity that a gate can be set to."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def audit_command(
    paths: Paths,
    source: SourceName = None,
    mapping: MappingFile = None,
    account: AccountNames = None,
    as_of: AsOf = None,
    rules: RuleFolders = None,
    scorecard: ScorecardFile = None,
    select: Select = None,
    ignore: Ignore = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="terminal, json, jsonl, csv, markdown, html, sarif, junit, github, gitlab."
        ),
    ] = "terminal",
    output: OutputFile = None,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE.duckdb", help="Append scores and counts to a history (auditor history)."),
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write findings.parquet and scores.parquet here as well.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(help="Exit 1 when an account that is not provisional scores lower.")
    ] = None,
    fail_on: Annotated[Level | None, typer.Option(help="Exit 1 when a finding is this severe or worse.")] = None,
    work_dir: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Work on disk, in this folder; interrupted, the same command goes on."),
    ] = None,
    jobs: Jobs = 0,
    engine: Annotated[
        EngineName, typer.Option(help="Where posts are judged: on this machine, or on Spark (auditor[spark]).")
    ] = EngineName.LOCAL,
    show_personal_data: ShowPersonalData = False,
) -> None:
    """Score every account of an archive and explain each point.

    \b
    Examples:
      auditor audit fixtures/archive.jsonl
      auditor audit exports/ --account AcmeCare --format json --output report.json
      auditor audit tweets.csv --source twcs --select private-only --select hotline-redirect
      auditor audit reviews.json --as-of 2025-03-01T00:00:00Z --fail-under 60
      auditor audit reviews.json --save quality.duckdb
      auditor audit 'lake/posts/**/*.parquet' --parquet lake/quality
      auditor audit tweets.csv --work-dir work --format jsonl --output findings.jsonl
    """
    import os

    from auditor.reports import FORMATS, Look, Redactor, render_in_pieces

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    if fail_under is not None and not 0 <= fail_under <= 100:  # NaN neither
        raise Problem(f"--fail-under {fail_under:g}: a score is from 0 to 100")
    files = input_files(paths)
    check_output(output, files)
    check_output(save, [*files, *([output] if output else [])], "--save")
    check_folder(parquet, [*paths, *files])
    check_work_dir(work_dir, [output, save, parquet], files)
    audited = audit_of(
        paths,
        work_dir,
        source=source,
        mapping=mapping,
        accounts=account or (),
        as_of=moment(as_of),
        rules=rules or (),
        scorecard=scorecard,
        select=select or (),
        ignore=ignore or (),
        jobs=jobs,
        engine=engine,
    )
    with audited as report:
        if save is not None:
            save_run(report, save)
        try:
            redactor = Redactor(report, show_personal_data, jobs or os.cpu_count() or 1)
        except OSError as error:
            raise Problem(f"{error.filename or 'temporary folder'}: {error.strerror or error}") from error
        if parquet is not None:
            write_tables(report, redactor, parquet)
        write(render_in_pieces(report, format, redactor, look=Look.of_stdout(plain=output is not None)), output)
        gate(report, fail_under, fail_on)


def moment(text: str | None) -> datetime | None:
    """An ISO 8601 moment; without a zone it is UTC. Raises Problem."""
    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(f"--as-of {text}: not an ISO 8601 moment, such as 2025-03-01T12:00:00Z") from None
    if not 1900 <= parsed.year <= 9000:
        raise Problem(
            f"--as-of {text}: no year in which posts were written; give a moment such as 2025-03-01T12:00:00Z"
        )
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def gate(report: Report, fail_under: float | None, fail_on: Level | None) -> None:
    """Raises Gate when a score is under ``fail_under`` or a finding is as bad as ``fail_on``."""
    if fail_under is not None:
        unread = [a.account for a in report.accounts if not a.judged]
        if unread:
            from auditor.commands.progress import warn

            warn(f"{len(unread)} account(s) not judged, so not held against {fail_under:g}: {', '.join(unread[:5])}")
        low = [a for a in report.accounts if not a.provisional and a.score < fail_under]
        if low:
            names = ", ".join(f"{a.account} ({a.score:g})" for a in low[:5])
            raise Gate(f"{len(low)} account(s) under {fail_under:g}: {names}")
    if fail_on is not None:
        levels = [level.value for level in Level]
        bad = sum(f.severity.value in levels[: levels.index(fail_on.value) + 1] for f in report.findings)
        if bad:
            raise Gate(f"{bad} finding(s) of severity {fail_on} or worse")
