"""``auditor coach``: sheets to talk over with an agent, a team, or whoever looks after an account."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor._version import __version__
from auditor.commands.audit import moment
from auditor.commands.options import (
    AccountNames,
    AsOf,
    Ignore,
    Jobs,
    MappingFile,
    Paths,
    RuleFolders,
    ScorecardFile,
    Select,
    ShowPersonalData,
    SourceName,
)
from auditor.commands.output import write
from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.engine.coaching.sheets import Request
    from auditor.model import Coaching, SheetWords


class By(StrEnum):
    """Whose replies stand on one sheet."""

    AGENT = "agent"
    TEAM = "team"
    ACCOUNT = "account"


def coach_command(
    paths: Paths,
    by: Annotated[By, typer.Option(help="A sheet for every agent, team or account.")] = By.AGENT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder for the sheets.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="markdown or html.")] = "markdown",
    language: Annotated[str, typer.Option(help="Language of the sheets: en or it.")] = "en",
    teams: Annotated[Path | None, typer.Option(help="YAML for --by team: Team: [agent, account/agent, …].")] = None,
    agent: Annotated[list[str] | None, typer.Option(help="Only this agent's sheet; may be repeated.")] = None,
    least: Annotated[int, typer.Option(min=1, help="Replies that an agent must have for a sheet.")] = 5,
    since: Annotated[Path | None, typer.Option(help="Folder of earlier sheets, or their sheets.json.")] = None,
    hide_agents: Annotated[bool, typer.Option(help="Call agents by numbers, in sheets and file names too.")] = False,
    source: SourceName = None,
    mapping: MappingFile = None,
    account: AccountNames = None,
    as_of: AsOf = None,
    rules: RuleFolders = None,
    scorecard: ScorecardFile = None,
    select: Select = None,
    ignore: Ignore = None,
    jobs: Jobs = 0,
    show_personal_data: ShowPersonalData = False,
) -> None:
    """Write coaching sheets: strengths first, what costs most beside the own best reply, practice with a key.

    \b
    Examples:
      auditor coach fixtures/archive.jsonl --output sheets
      auditor coach exports/ --agent JK --format html --language it --output sheets
      auditor coach exports/ --by team --teams teams.yaml --output sheets
      auditor coach october.csv --since sheets --output sheets-october
    """
    _check_options(by, format, language, teams, agent or ())
    folder = _folder(output, paths)
    coaching, words = run_coach(
        paths,
        by=by,
        language=language,
        teams=teams,
        agents=agent or (),
        least=least,
        since=since,
        named=not hide_agents,
        source=source,
        mapping=mapping,
        accounts=account or (),
        as_of=as_of,
        rules=rules or (),
        scorecard=scorecard,
        select=select or (),
        ignore=ignore or (),
        jobs=jobs,
    )
    _write(folder, coaching, words, format, show_personal_data)
    sheets = "1 sheet" if len(coaching.sheets) == 1 else f"{len(coaching.sheets):,} sheets"
    write(f"{sheets} in {folder}, listed in {_index(format)}\n", None)


def run_coach(
    paths: Sequence[Path],
    *,
    by: str = "agent",
    language: str = "en",
    teams: Path | None = None,
    agents: Sequence[str] = (),
    least: int = 5,
    since: Path | None = None,
    named: bool = True,
    source: str | None = None,
    mapping: Path | None = None,
    accounts: Sequence[str] = (),
    as_of: str | None = None,
    rules: Sequence[Path] = (),
    scorecard: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int = 0,
) -> tuple[Coaching, SheetWords]:
    """What ``auditor coach`` does, short of writing: the sheets, and the words they are told in. Raises Problem."""
    from auditor.commands.progress import progress_bar, tell
    from auditor.commands.read import read_sources
    from auditor.engine.coaching.sheets import coach
    from auditor.engine.options import AuditOptions
    from auditor.engine.team import load_team
    from auditor.processes import WorkerError
    from auditor.rulebook import load_rulebook, select_rules
    from auditor.rulebook.sheetwords import load_sheet_words

    with told_plainly():
        request = _request(by, teams, agents, least, since, named)
        team = load_team(scorecard, select_rules(load_rulebook(rules), select, ignore))
        words = load_sheet_words(language, team.rulebook)
        sources = read_sources(paths, source, mapping, tell)
        workers = jobs or os.cpu_count() or 1
        options = AuditOptions(team.scorecard, moment(as_of), tuple(accounts), workers, team.brands, team.calendar)
        try:
            with progress_bar("Judging posts") as progress:
                coaching = coach(sources, team.rulebook, options, __version__, request, progress)
        except WorkerError as error:
            raise Problem(str(error)) from error
    if not coaching.sheets:
        raise Problem(_none(request, accounts, coaching))
    return coaching, words


def _request(
    by: str, teams: Path | None, agents: Sequence[str], least: int, since: Path | None, named: bool
) -> Request:
    from auditor.engine.coaching.record import read_record
    from auditor.engine.coaching.sheets import Request
    from auditor.rulebook.sheetwords import load_patterns
    from auditor.rulebook.teams import load_teams

    last = read_record(since) if since else None
    if last is not None and last.by != by:
        raise Problem(f"--since {since}: those are sheets by {last.by}, these are by {by}; give sheets by {by}")
    return Request(
        by=by,
        teams=load_teams(teams) if teams else {},
        least=least,
        agents=tuple(agents),
        named=named,
        last=last,
        patterns=load_patterns(),
    )


def _check_options(by: By, format: str, language: str, teams: Path | None, agents: Sequence[str]) -> None:
    """Refuses, before the work, what could only fail after it. Raises Problem."""
    from auditor.reports.coaching import FORMATS
    from auditor.rulebook.sheetwords import sheet_languages

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    if language not in sheet_languages():
        raise Problem(f"--language {language}: there are no sheets in it; known: {', '.join(sheet_languages())}")
    if (by is By.TEAM) != (teams is not None):
        raise Problem("--by team and --teams FILE go together: the file says who is in which team")
    if agents and by is not By.AGENT:
        raise Problem(f"--agent goes with --by agent; these are sheets by {by.value}")


def _folder(output: Path | None, paths: Sequence[Path]) -> Path:
    """The folder for the sheets, made where it is not there yet. Raises Problem."""
    if output is None:
        raise Problem("coach writes several files: say where with --output FOLDER")
    if any(path.exists() and output.exists() and path.samefile(output) for path in paths):
        raise Problem(f"{output}: is what is read; choose another --output")
    try:
        output.mkdir(exist_ok=True)
    except OSError as error:
        raise Problem(f"{output}: no folder can be made here ({error.strerror}); choose another --output") from error
    if not os.access(output, os.W_OK):
        raise Problem(f"{output}: cannot be written in; choose another --output")
    return output


def _write(folder: Path, coaching: Coaching, words: SheetWords, format: str, show: bool) -> None:
    """All sheets, their list, and the record for the next run: the record last, when all that it tells of is there."""
    from auditor.engine.coaching.record import FILE, record
    from auditor.reports.coaching import file_of, render_index, render_sheet

    for sheet in coaching.sheets:
        text = render_sheet(coaching, sheet, words, format, show_personal_data=show)
        write(text, folder / file_of(sheet.file, format))
    write(render_index(coaching, words, format), folder / _index(format))
    write(record(coaching, words.language) + "\n", folder / FILE)


def _index(format: str) -> str:
    from auditor.reports.coaching import file_of

    return file_of("index", format)


def _none(request: Request, accounts: Sequence[str], coaching: Coaching) -> str:
    """Why there is no sheet, and what to do."""
    if request.agents:
        return f"no sheet for {', '.join(request.agents)}: nobody of that name has {request.least} replies or more"
    if request.by == "agent" and coaching.left:
        return f"no agent has {request.least} replies or more; try --by account, or a lower --least"
    if request.by == "team" and coaching.left:
        return "no reply is by an agent of these teams; agents are named as they sign, such as JK"
    return f"no reply of {', '.join(accounts)} in these files" if accounts else "no reply in these files"
