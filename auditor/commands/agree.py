"""``auditor agree``: what filled-in review sheets say of the reviewers and of the engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.commands.options import OutputFile
from auditor.commands.output import check_output, write
from auditor.commands.problems import Problem


def agree_command(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET…", help="Filled-in sheets (CSV or XLSX), one for each reviewer.")
    ],
    format: Annotated[str, typer.Option("--format", "-f", help="terminal, markdown or json.")] = "terminal",
    output: OutputFile = None,
) -> None:
    """Measure how reviewers agree with each other and with the engine, and how good it is here.

    \b
    Examples:
      auditor agree anna.xlsx bruno.xlsx
      auditor agree anna.csv --format json --output agreement.json
    """
    from auditor.reports import Look
    from auditor.reports.agreement import FORMATS, render_agreement

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    check_output(output, sheets)
    write(render_agreement(run_agree(sheets), format, Look.of_stdout(plain=output is not None)), output)


def run_agree(sheets: list[Path]) -> dict[str, Any]:
    """The result as data of the schema ``auditor/agreement/1``. Raises Problem."""
    from auditor._version import __version__
    from auditor.review.files import read_sheet
    from auditor.review.result import agreement
    from auditor.review.sheet import SheetError
    from auditor.review.verdicts import reviewed

    try:
        found = reviewed({name: read_sheet(path) for name, path in _reviewers(sheets).items()})
    except SheetError as error:
        raise Problem(str(error)) from error
    if not sum(found.judged.values()):
        raise Problem(f"{', '.join(map(str, sheets))}: nothing is filled in; write yes, no or unsure under 'verdict'")
    return agreement(found, __version__)


def _reviewers(sheets: list[Path]) -> dict[str, Path]:
    """A reviewer is called by the file's name; by its whole path where two files have one name."""
    counts = Counter(path.stem for path in sheets)
    named = {(path.stem if counts[path.stem] == 1 else str(path)): path for path in sheets}
    if len(named) < len(sheets):
        raise Problem("the same sheet is given twice; name each reviewer's sheet once")
    return named
