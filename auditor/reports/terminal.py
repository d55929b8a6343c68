"""The report for a person at a terminal: what was read, who stands where, what costs most and what would mend it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from auditor.model import NOT_JUDGED, AccountScore, Report
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.terminal_account import GRADE, account_part
from auditor.reports.view import View, plural, says_something
from auditor.reports.wrap import in_ascii

_ACCOUNTS, _DETAILED, _REASONS = 25, 3, 8
_EIGHTHS = " ▏▎▍▌▋▊▉"


def render(report: Report, redactor: Redactor, look: Look) -> str:
    """The whole page as text; without colour it says the same."""
    return printed(_page(View(report, redactor), look), look)


def printed(parts: Iterable[RenderableType], look: Look) -> str:
    """What ``rich`` makes of ``parts``, for a screen that can do no more than ``look`` says."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        legacy_windows=False,
        safe_box=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    text = re.sub(r"[ \t]+$", "", out.getvalue().replace("\u00a0", " "), flags=re.MULTILINE)
    return text if look.unicode else in_ascii(text)


def _page(view: View, look: Look) -> Iterable[RenderableType]:
    yield from _summary(view)
    yield from _ranking(view, look)
    for score in view.detailed(_DETAILED):
        yield from account_part(view, score, look)
    yield from unjudged_part(view)
    yield from _hints(view)


def _summary(view: View) -> Iterable[RenderableType]:
    report = view.report
    as_of = report.as_of.strftime("%Y-%m-%d %H:%M %Z") if report.as_of else "no moment known"
    yield Text.assemble(("auditor ", "bold"), f"{report.version} · as of {as_of}")
    yield Text(f"Read {one_line(view.read)}.")
    if view.skipped:
        total = sum(count for _, count in view.skipped)
        reasons = ", ".join(f"{reason} ({count:,})" for reason, count in view.skipped[:4])
        more = f", {len(view.skipped) - 4} more reasons" if len(view.skipped) > 4 else ""
        yield Text(f"Skipped {plural(total, 'record')}: {reasons}{more}.", "yellow")
    yield Text(f"Found {view.counted}.")


def _ranking(view: View, look: Look) -> Iterable[RenderableType]:
    accounts = view.report.accounts
    if not accounts:
        yield Text("\nNo account could be judged.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Account", no_wrap=True, overflow="ellipsis", max_width=32, ratio=None)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Grade", justify="center", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("95 % interval", justify="center", no_wrap=True)
    table.add_column("Replies", justify="right", no_wrap=True)
    bar = 12 if look.width < 110 else 40
    ranked = sum(not score.provisional for score in accounts)
    for number, score in enumerate(accounts[:_ACCOUNTS], 1):
        if score.provisional and number == ranked + 1 and ranked:
            table.add_row()
        table.add_row(*_standing(score, number, bar))
    yield Text()
    yield Text("Accounts, worst first" if len(accounts) > 1 else "Account", "bold underline")
    yield table
    if len(accounts) > _ACCOUNTS:
        yield Text(f"… and {len(accounts) - _ACCOUNTS:,} more (--account NAME shows one, --format json has all)", "dim")
    if ranked < len(accounts):
        yield Text("~ provisional: too few conversations to be ranked; the interval says how little is known", "dim")


def _standing(score: AccountScore, number: int, bar: int) -> Sequence[Text]:
    style = "dim" if score.provisional else ""
    colour = GRADE[score.grade]
    low, high = score.interval
    known = says_something(score)
    return (
        Text("~" if score.provisional else str(number), "dim"),
        Text(one_line(score.account), style),
        Text(f"{score.score:.1f}" if known else NOT_JUDGED, style or f"bold {colour}"),
        Text(score.grade, style or colour),
        _bar(score.score, bar, style or colour) if known else Text("not judged", style),
        Text(f"{low:5.1f} – {high:5.1f}" if known else NOT_JUDGED, style),
        Text(f"{score.replies:,}", style),
    )


def _bar(score: float, cells: int, style: str) -> Text:
    eighths = round(score / 100 * cells * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return Text.assemble((filled, style), ("·" * (cells - len(filled)), "dim"))


def unjudged_part(view: View) -> Iterable[RenderableType]:
    """What could not be judged and why, the most frequent reasons first."""
    if not view.unjudged:
        return
    total = sum(count for _, count, _ in view.unjudged)
    yield Text()
    yield Text.assemble(("Not checkable", "bold underline"), f"  {plural(total, 'judgement')} could not be made")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for reason, count, rules in view.unjudged[:_REASONS]:
        named = ", ".join(rules[:3]) + (f" and {len(rules) - 3} more" if len(rules) > 3 else "")
        grid.add_row(Text(f"{count:,}"), Text.assemble(reason, (f" ({named})", "dim")))
    yield grid
    if len(view.unjudged) > _REASONS:
        rest = sum(count for _, count, _ in view.unjudged[_REASONS:])
        yield Text(f"… and {rest:,} for {plural(len(view.unjudged) - _REASONS, 'other reason')}", "dim")


def _hints(view: View) -> Iterable[RenderableType]:
    yield Text()
    definitions = sorted(
        {s.metrics.first_reply.definition for s in view.report.accounts if s.metrics.first_reply.count}
    )
    for definition in definitions:
        yield Text(f"First reply is counted {definition}.", "dim")
    if not view.redactor.show and view.report.findings:
        yield Text("Personal data is hidden; --show-personal-data shows it.", "dim")
    yield Text("How a score adds up, and how a finding came about (its id is under the quote):", "dim")
    yield Text("  auditor audit … --format json --output report.json", "dim")
    yield Text("  auditor explain report.json --account NAME", "dim")
    yield Text("  auditor explain report.json FINDING", "dim")
