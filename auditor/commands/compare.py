"""``auditor compare``: what rose, fell, is new and is mended between two reports, and whether beyond noise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.commands.options import OutputFile
from auditor.commands.output import check_output, write
from auditor.commands.problems import Gate, Problem

_NEEDED = ("account", "rule", "severity", "fingerprint")


def compare_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier JSON report (audit --format json).")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later JSON report.")],
    format: Annotated[str, typer.Option("--format", "-f", help="terminal, markdown or json.")] = "terminal",
    output: OutputFile = None,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit 1 when a score, rule or agent is worse beyond noise.")
    ] = False,
    show_personal_data: Annotated[bool, typer.Option(help="Name the agents, where both reports name them.")] = False,
) -> None:
    """Compare two reports: scores, rules and agents beyond noise; new and mended findings.

    \b
    Examples:
      auditor compare last-quarter.json report.json
      auditor compare main.json branch.json --fail-on-regression --format markdown --output changes.md
    """
    from auditor.reports import Look
    from auditor.reports.comparison import FORMATS, render_comparison

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    check_output(output, [old, new])
    data = run_compare(old, new, show_personal_data=show_personal_data)
    if fail_on_regression and not data["accounts"]:
        raise Problem(
            f"{new}: no account is scored in both reports, so there is no regression to fail on; "
            "for canned responses use auditor lint --baseline"
        )
    write(render_comparison(data, format, Look.of_stdout(plain=output is not None)), output)
    if fail_on_regression and data["worse"]:
        raise Gate(regression(data))


def run_compare(old: Path, new: Path, *, show_personal_data: bool = False) -> dict[str, Any]:
    """The comparison as data of the schema ``auditor/compare/1``. Raises Problem."""
    from auditor._version import __version__
    from auditor.commands.explain import read_report
    from auditor.compare import compare

    reports = []
    for path in (old, new):
        report = read_report(path)
        for number, finding in enumerate(report["findings"]):
            if not _is_whole(finding):
                raise Problem(f"{path}: a broken report: at findings/{number}: not a finding; write it again")
        reports.append(report)
    return compare(reports[0], reports[1], (str(old), str(new)), __version__, show_agents=show_personal_data)


def _is_whole(finding: dict[str, Any]) -> bool:
    """Whether a finding has what a comparison looks at (the whole schema on 60,000 findings would take minutes)."""
    post = finding.get("post")
    if not all(isinstance(finding.get(name), str) for name in _NEEDED) or not isinstance(post, dict):
        return False
    origin = post.get("origin")
    return (
        isinstance(finding.get("agent", 0), str | None)
        and isinstance(post.get("id"), str)
        and isinstance(origin, dict)
        and isinstance(origin.get("file"), str)
        and isinstance(origin.get("line", ""), int | None)
    )


def regression(data: dict[str, Any]) -> str:
    """What is worse, in one sentence."""
    names = [
        " ".join(filter(None, (change["account"], change.get("rule") or change.get("agent"))))
        for kind in ("accounts", "rules", "agents")
        for change in data[kind]
        if change["verdict"] == "worse"
    ]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{len(names)} regression(s) beyond noise: {', '.join(names[:5])}{more}"
