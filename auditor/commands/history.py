"""``auditor history``: how scores went over the runs that ``auditor audit --save`` kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.options import OutputFile
from auditor.commands.output import check_output, write
from auditor.commands.problems import Problem

if TYPE_CHECKING:
    from auditor.model import Report


def history_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.duckdb", help="A history (audit --save FILE.duckdb).")],
    account: Annotated[list[str] | None, typer.Option(help="Only this account, in detail; may be repeated.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="terminal, markdown or json.")] = "terminal",
    output: OutputFile = None,
) -> None:
    """Show how scores and rules went over saved runs.

    \b
    Examples:
      auditor history quality.duckdb
      auditor history quality.duckdb --account AcmeCare
    """
    from auditor.reports import Look
    from auditor.reports.history import FORMATS, render_history

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    check_output(output, [file])
    data = run_history(file, account or ())
    write(render_history(data, format, bool(account), Look.of_stdout(plain=output is not None)), output)


def run_history(file: Path, accounts: Sequence[str] = ()) -> dict[str, Any]:
    """The trends as data of the schema ``auditor/history/1``. Raises Problem."""
    from auditor.history import HistoryError, load, trends

    try:
        data = trends(load(file), str(file), accounts)
    except HistoryError as error:
        raise Problem(str(error)) from error
    if accounts and not data["accounts"]:
        raise Problem(f"{file}: no run has an account called {', '.join(accounts)}")
    return data


def save_run(report: Report, file: Path) -> None:
    """Append a report to a history. Raises Problem."""
    from datetime import UTC, datetime

    from auditor.commands.progress import tell
    from auditor.history import HistoryError, save

    try:
        number = save(report, file, datetime.now(UTC))
    except HistoryError as error:
        raise Problem(str(error)) from error
    tell(f"{file}: saved as run {number}; auditor history {file} shows the trend")
