"""``auditor sample``: a sheet for people to judge what the engine found, and what it did not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.audit import moment
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
from auditor.commands.output import check_output, write, write_bytes
from auditor.commands.problems import Problem, told_plainly
from auditor.commands.run import run_audit

if TYPE_CHECKING:
    from auditor.review.sheet import Row, Sample

FORMATS = ("csv", "xlsx")
HELP = (
    "How to fill in this sheet",
    "Every row asks one question about one text. Answer in the column 'verdict': yes, no or unsure. Change no other column "
    "but 'faults' and 'note'.",
    "A row with words in the column 'words' is a finding: yes when these words are that fault, no when they are not.",
    "A row without is a reply drawn at random: yes when it has a fault of the list below, and name all of them in 'faults', "
    "separated by commas; no when it has none.",
    "Judge by the text and what stands before it in 'conversation', alone and before talking to other reviewers; each fills "
    "in a copy of the file under a name of their own. Then: auditor agree COPY…",
    "The faults that a reply drawn at random is asked for:",
)


def sample_command(
    paths: Paths,
    size: Annotated[int, typer.Option(min=2, help="Rows of the sheet.")] = 200,
    control: Annotated[
        float, typer.Option(min=0.05, max=0.95, help="Share of them that are replies drawn at random.")
    ] = 0.4,
    seed: Annotated[int, typer.Option(help="The same seed draws the same rows.")] = 1,
    source: SourceName = None,
    mapping: MappingFile = None,
    account: AccountNames = None,
    as_of: AsOf = None,
    rules: RuleFolders = None,
    scorecard: ScorecardFile = None,
    select: Select = None,
    ignore: Ignore = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="csv or xlsx; else by the ending of --output, else csv.")
    ] = None,
    output: OutputFile = None,
    jobs: Jobs = 0,
    show_personal_data: ShowPersonalData = False,
) -> None:
    """Draw a review sheet: findings, more of the severe and doubtful, and replies at random.

    \b
    Examples:
      auditor sample archive.jsonl --output review.xlsx
      auditor sample archive.jsonl --size 400 --seed 7 --account AcmeCare --output review.csv
    """
    wanted = format or (output.suffix.lstrip(".").casefold() if output else "csv")
    if wanted not in FORMATS:
        told = f"--format {format}" if format else f"--output {output}"
        raise Problem(f"{told}: no such format; known: {', '.join(FORMATS)}")
    if wanted == "xlsx" and output is None:
        raise Problem("--format xlsx: a workbook is written to a file; name it with --output review.xlsx")
    check_output(output, paths)
    rows, sample = run_sample(
        paths,
        size=size,
        control=control,
        seed=seed,
        source=source,
        mapping=mapping,
        accounts=account or (),
        as_of=moment(as_of),
        rules=rules or (),
        scorecard=scorecard,
        select=select or (),
        ignore=ignore or (),
        jobs=jobs,
        show_personal_data=show_personal_data,
    )
    from auditor.review.files import as_csv, as_xlsx

    if wanted == "xlsx" and output is not None:
        write_bytes(as_xlsx(rows, sample, HELP), output)
    else:
        write(as_csv(rows), output)


def run_sample(
    paths: list[Path],
    *,
    size: int,
    control: float,
    seed: int,
    show_personal_data: bool = False,
    **asked: object,
) -> tuple[list[Row], Sample]:
    """The rows of a sheet. ``asked`` is what ``run_audit`` takes. Raises Problem."""
    from auditor.engine.frame import frame
    from auditor.reports.review_texts import review_texts
    from auditor.review.design import TooSmallError, draw
    from auditor.review.sheet import row_of, sample_of
    from auditor.rulebook import load_rulebook

    report = run_audit(paths, **asked)  # type: ignore[arg-type]
    with told_plainly():
        cards = load_rulebook(asked["rules"]).rules  # type: ignore[arg-type]
    titles = {rule.name: rule.title for rule in report.rules}
    of_replies = {
        name: title
        for name, title in titles.items()
        if cards[name].card.looks_at == "reply" and cards[name].card.severity != "strength"
    }
    candidates = frame(report, of_replies)
    if not candidates:
        raise Problem(f"{', '.join(str(path) for path in paths)}: there is no reply and no finding to review")
    try:
        drawn = draw(candidates, seed, size, control)
    except TooSmallError as error:
        raise Problem(f"--size {size}: {error}; give --size {error.least} or more") from error
    sample = sample_of(drawn, seed, report.rules_digest, of_replies)
    texts = review_texts(report, (one.candidate for one in drawn), show_personal_data=show_personal_data)
    return [row_of(one, sample, text) for one, text in zip(drawn, texts, strict=True)], sample
