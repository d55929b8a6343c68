"""An audit from paths and options to a report: in memory, or out of core where it is asked for or the files are large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from auditor._version import __version__
from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.engine.audit import Source
    from auditor.engine.options import AuditOptions
    from auditor.engine.team import Team
    from auditor.model import Report
    from auditor.rulebook import Rulebook


class EngineName(StrEnum):
    """What judges an archive's posts. The report is the same."""

    LOCAL = "local"
    SPARK = "spark"


class Asked(TypedDict, total=False):
    """What may be asked of an audit; see ``auditor audit --help``. ``jobs``: 0 for one per core."""

    source: str | None
    mapping: Path | None
    accounts: Sequence[str]
    as_of: datetime | None
    rules: Sequence[Path]
    scorecard: Path | None
    select: Sequence[str]
    ignore: Sequence[str]
    jobs: int
    engine: EngineName


def input_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file that will be read: what no result may replace. Raises Problem."""
    from auditor.importers import find_files

    with told_plainly():
        return find_files(paths)


@contextmanager
def audit_of(paths: Sequence[Path], work_dir: Path | None, **asked: Unpack[Asked]) -> Iterator[Report]:
    """The report of an audit, which can be read until the end of the block: out of core with a ``work_dir`` or where the
    files are large, else in memory; it is the same report. Raises Problem with one clear sentence."""
    from auditor.commands.large import Job, audited, is_large

    files = input_files(paths)
    on_spark = asked.get("engine") is EngineName.SPARK
    if work_dir is not None and on_spark:
        raise Problem("--work-dir: on Spark the work is not done in a folder; leave it out, or take --engine local")
    if work_dir is None and (on_spark or not is_large(files)):
        yield run_audit(paths, **asked)
        return
    team, options = _team(asked)
    job = Job(files, asked.get("source"), asked.get("mapping"), asked.get("scorecard"), team, options)
    with audited(job, work_dir) as report:
        _check_accounts(report, options.accounts, paths)
        yield report


def run_audit(paths: Sequence[Path], **asked: Unpack[Asked]) -> Report:
    """What ``auditor audit`` does in memory, short of printing. Raises Problem with one clear sentence."""
    from auditor.commands.progress import tell
    from auditor.commands.read import read_sources

    if asked.get("engine") is EngineName.SPARK:
        _check_spark()
    team, options = _team(asked)
    with told_plainly():
        sources = read_sources(paths, asked.get("source"), asked.get("mapping"), tell)
        judge = _on_spark if asked.get("engine") is EngineName.SPARK else _here
        report = judge(sources, team.rulebook, options)
    _check_accounts(report, options.accounts, paths)
    return report


def _here(sources: Sequence[Source], rulebook: Rulebook, options: AuditOptions) -> Report:
    from auditor.commands.progress import progress_bar
    from auditor.engine.audit import audit
    from auditor.processes import WorkerError

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


def _team(asked: Asked) -> tuple[Team, AuditOptions]:
    import os

    from auditor.engine.options import AuditOptions
    from auditor.engine.team import load_team
    from auditor.rulebook import load_rulebook, select_rules

    with told_plainly():
        book = select_rules(load_rulebook(asked.get("rules", ())), asked.get("select", ()), asked.get("ignore", ()))
        team = load_team(asked.get("scorecard"), book)
    workers = asked.get("jobs", 0) or os.cpu_count() or 1
    accounts = tuple(asked.get("accounts", ()))
    return team, AuditOptions(
        team.scorecard, asked.get("as_of"), accounts, workers, team.brands, team.calendar, team.benchmarks
    )


def _check_accounts(report: Report, accounts: Sequence[str], paths: Sequence[Path]) -> None:
    if accounts and not report.accounts:
        raise Problem(f"no account called {', '.join(accounts)} in {', '.join(str(p) for p in paths)}")
