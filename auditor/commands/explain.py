"""``auditor explain``: how a finding came about, how a score adds up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from auditor.commands.options import OutputFile
from auditor.commands.output import check_output, write
from auditor.commands.problems import Problem


def explain_command(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A JSON report (audit --format json).")],
    finding: Annotated[str | None, typer.Argument(metavar="FINDING", help="Id of a finding, or its beginning.")] = None,
    account: Annotated[str | None, typer.Option(help="An account, whose score is explained.")] = None,
    output: OutputFile = None,
) -> None:
    """Explain one finding, or how an account's score adds up and what mending each rule would give.

    \b
    Examples:
      auditor explain report.json 3f2a9c0d
      auditor explain report.json --account AcmeCare
    """
    if (finding is None) == (account is None):
        raise Problem("explain takes either a FINDING or --account NAME, one of the two")
    check_output(output, [report])
    write(run_explain(report, finding, account, plain=output is not None), output)


def run_explain(path: Path, finding: str | None, account: str | None, *, plain: bool = True) -> str:
    """The explanation as text. Raises Problem."""
    from auditor.reports import Look
    from auditor.reports.explain import NotInReportError, explain_account, explain_finding, find_finding

    report = read_report(path)
    look = Look.of_stdout(plain=plain)
    try:
        if account is not None:
            return explain_account(report, account, look)
        _sound(path, find_finding(report, finding or ""), "finding")
        return explain_finding(report, finding or "", look)
    except NotInReportError as error:
        raise Problem(f"{path}: {error}") from error


def read_report(path: Path) -> dict[str, Any]:
    """A JSON report, valid but for its findings, of which only id and account are looked at: there may be very many.

    Raises Problem.
    """
    try:
        report: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise Problem(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise Problem(
            f"{path}: not JSON ({error}); write it with: auditor audit … --format json --output {path.name}"
        ) from error
    schema = report.get("schema") if isinstance(report, dict) else None
    if schema != "auditor/report/1":
        is_a = f"its schema is {schema!r}" if isinstance(schema, str) else "it has no 'schema'"
        raise Problem(f"{path}: not a report of the auditor ({is_a}, expected 'auditor/report/1')")
    findings = report.get("findings")
    if not isinstance(findings, list) or not all(
        isinstance(f, dict) and isinstance(f.get("id"), str) for f in findings
    ):
        raise Problem(f"{path}: a broken report: 'findings' is not a list of findings with ids; write it again")
    _sound(path, {**report, "findings": []}, "")
    return report


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _sound(path: Path, value: object, part: str) -> None:
    from auditor.schemas import first_error

    error = first_error(value, "report", part)
    if error is not None:
        raise Problem(f"{path}: a broken report: {error}; write it again")
