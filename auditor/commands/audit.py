"""``auditor audit``: read archives, score every account, explain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor._version import __version__
from auditor.commands.history import save_run
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
from auditor.commands.problems import Gate, Problem, told_plainly
from auditor.commands.tables import check_folder, write_tables

if TYPE_CHECKING:
    from auditor.engine.audit import Source
    from auditor.engine.options import AuditOptions
    from auditor.model import Report
    from auditor.rulebook import Rulebook


class EngineName(StrEnum):
    """What judges an archive's posts. The report is the same."""

    LOCAL = "local"
    SPARK = "spark"


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
    """
    from auditor.reports import FORMATS, Look, Redactor, render_in_pieces

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    if fail_under is not None and not 0 <= fail_under <= 100:  # NaN neither
        raise Problem(f"--fail-under {fail_under:g}: a score is from 0 to 100")
    files = input_files(paths)
    check_output(output, files)
    check_output(save, [*files, *([output] if output else [])], "--save")
    check_folder(parquet, [*paths, *files])
    report = run_audit(
        paths,
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
    if save is not None:
        save_run(report, save)
    redactor = Redactor(report, show_personal_data)
    if parquet is not None:
        write_tables(report, redactor, parquet)
    write(render_in_pieces(report, format, redactor, look=Look.of_stdout(plain=output is not None)), output)
    gate(report, fail_under, fail_on)


def input_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file that will be read: what no result may replace. Raises Problem."""
    from auditor.importers import find_files

    with told_plainly():
        return find_files(paths)


def run_audit(
    paths: Sequence[Path],
    *,
    source: str | None = None,
    mapping: Path | None = None,
    accounts: Sequence[str] = (),
    as_of: datetime | None = None,
    rules: Sequence[Path] = (),
    scorecard: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int = 0,
    engine: EngineName = EngineName.LOCAL,
) -> Report:
    """What ``auditor audit`` does, short of printing. Raises Problem with one clear sentence."""
    import os

    from auditor.commands.progress import tell
    from auditor.commands.read import read_sources
    from auditor.engine.options import AuditOptions
    from auditor.engine.team import load_team
    from auditor.rulebook import load_rulebook, select_rules

    if engine is EngineName.SPARK:
        _check_spark()
    with told_plainly():
        team = load_team(scorecard, select_rules(load_rulebook(rules), select, ignore))
        sources = read_sources(paths, source, mapping, tell)
        workers = jobs or os.cpu_count() or 1
        options = AuditOptions(
            team.scorecard, as_of, tuple(accounts), workers, team.brands, team.calendar, team.benchmarks
        )
        judge = _on_spark if engine is EngineName.SPARK else _here
        report = judge(sources, team.rulebook, options)
    if accounts and not report.accounts:
        raise Problem(f"no account called {', '.join(accounts)} in {', '.join(str(p) for p in paths)}")
    return report


def _here(sources: Sequence[Source], rulebook: Rulebook, options: AuditOptions) -> Report:
    from auditor.commands.progress import progress_bar
    from auditor.engine.audit import audit
    from auditor.engine.workers import WorkerError

    try:
        with progress_bar("Judging posts") as progress:
            return audit(sources, rulebook, options, __version__, progress)
    except WorkerError as error:
        raise Problem(str(error)) from error


def _check_spark() -> None:
    from auditor.spark.problems import SparkError
    from auditor.spark.session import require_session

    try:
        require_session()
    except SparkError as error:
        raise Problem(str(error)) from error


def _on_spark(sources: Sequence[Source], rulebook: Rulebook, options: AuditOptions) -> Report:
    from auditor.spark.archive import audit_on_spark
    from auditor.spark.problems import SparkError, told_by_workers

    try:
        with told_by_workers():
            return audit_on_spark(sources, rulebook, options, __version__)
    except SparkError as error:
        raise Problem(str(error)) from error


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
        bad = [f for f in report.findings if f.severity.value in levels[: levels.index(fail_on.value) + 1]]
        if bad:
            raise Gate(f"{len(bad)} finding(s) of severity {fail_on} or worse")
