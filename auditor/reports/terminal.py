"""The report for a person at a terminal: what was read, who stands where, what costs most and what would mend it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from auditor.model import AccountScore, Contribution, Report
from auditor.model import Table as Evidence
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.view import Quote, View, answered, gains, percent, plural, waiting

_ACCOUNTS, _DETAILED, _RULES, _REASONS, _ROWS = 25, 3, 5, 8, 8
_GRADE = {"A": "green", "B": "green", "C": "yellow", "D": "yellow", "E": "red", "F": "red"}
_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN = str.maketrans("…–—−·→“”‘’⟪⟫█▏▎▍▌▋▊▉", "~---.>\"\"''<>#       ")


def render(report: Report, redactor: Redactor, look: Look) -> str:
    """The whole page as text; without colour it says the same."""
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
    view = View(report, redactor)
    for part in _page(view, look):
        console.print(part)
    text = re.sub(r"[ \t]+$", "", out.getvalue(), flags=re.MULTILINE)
    return text if look.unicode else text.translate(_PLAIN).encode("ascii", "replace").decode()


def _page(view: View, look: Look) -> Iterable[RenderableType]:
    yield from _summary(view)
    yield from _ranking(view, look)
    for score in view.detailed(_DETAILED):
        yield from _account(view, score, look)
    yield from _unjudged(view)
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
    colour = _GRADE[score.grade]
    low, high = score.interval
    return (
        Text("~" if score.provisional else str(number), "dim"),
        Text(one_line(score.account), style),
        Text(f"{score.score:.1f}", style or f"bold {colour}"),
        Text(score.grade, style or colour),
        _bar(score.score, bar, style or colour),
        Text(f"{low:5.1f} – {high:5.1f}", style),
        Text(f"{score.replies:,}", style),
    )


def _bar(score: float, cells: int, style: str) -> Text:
    eighths = round(score / 100 * cells * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return Text.assemble((filled, style), ("·" * (cells - len(filled)), "dim"))


def _account(view: View, score: AccountScore, look: Look) -> Iterable[RenderableType]:
    name = one_line(score.account)
    low, high = score.interval
    grade = f"{score.score:.2f} of 100, grade {score.grade}"
    sure = "provisional" if score.provisional else f"95 % between {low:.1f} and {high:.1f}"
    yield Text()
    title = Text.assemble((name, "bold"), " · ", (grade, f"bold {_GRADE[score.grade]}"), f" · {sure}")
    yield Rule(title, align="left", characters="─" if look.unicode else "-", style="dim")
    if score.capped_by:
        yield Text(f"Capped at {score.score:.2f} by the critical rule {score.capped_by}.", "bold red")
    yield from _costs(view, score, look)
    yield from _mending(score)
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True, style="bold")
    facts.add_column(overflow="fold")
    if score.strengths:
        facts.add_row("Strengths", Text(" · ".join(f"{s.name} {s.count:,}" for s in score.strengths[:6])))
    facts.add_row("First reply", Text(waiting(score.metrics)))
    facts.add_row("Answered", Text(answered(score.metrics)))
    if len(score.dimensions) > 1:
        facts.add_row("Sub-scores", Text(" · ".join(f"{name} {value:.1f}" for name, value in score.dimensions)))
    yield facts
    for table in score.tables:
        yield from _evidence(view, table, score.account)


def _costs(view: View, score: AccountScore, look: Look) -> Iterable[RenderableType]:
    if not score.contributions:
        yield Text("Nothing costs points: no fault was found where one could be.", "green")
        return
    yield Text("What costs most", "bold underline")
    for number, part in enumerate(score.contributions[:_RULES]):
        yield _cost(view, part)
        for quote in view.quotes(part, 2 if number == 0 else 1):
            yield Padding(_quoted(quote, look), (0, 0, 0, 10))
    rest = score.contributions[_RULES:]
    if rest:
        points = sum(part.points for part in rest)
        yield Text(f"{-points:8.2f}  {plural(len(rest), 'more rule')}: {', '.join(part.rule for part in rest)}", "dim")


def _cost(view: View, part: Contribution) -> Text:
    share = percent(part.count / part.opportunities) if part.opportunities else "none"
    title = view.titles.get(part.rule)
    line = Text.assemble((f"{'−' + format(part.points, '.2f'):>8}", "bold red"), "  ", (part.rule, "bold cyan"))
    line.append(f"  {part.count:,} of {part.opportunities:,} ({share})", "dim")
    return line.append(f"\n          {one_line(title)}") if title else line


def _quoted(quote: Quote, look: Look) -> Text:
    """A quote of at most two lines around the words found, and where it stands."""
    room = 2 * (look.width - 10) - 8
    words = _cut(quote.words, room)
    spare = max(room - cell_len(words), 0)
    before_room = max(spare // 2, spare - cell_len(quote.after))
    before = _cut_front(quote.before, before_room)
    after = _cut(quote.after, max(spare - cell_len(before), 0))
    opened, closed = ("", "") if look.colour else ("⟪", "⟫")
    text = Text.assemble(("“" + before, "dim"), opened, (words, "bold yellow underline"), closed, (after + "”", "dim"))
    return text.append(f"\n{quote.place} · {quote.finding_id}", "dim italic")


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, max(room - 1, 0)).rstrip() + "…"


def _cut_front(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return "…" + set_cell_size(text[::-1], max(room - 1, 0)).rstrip()[::-1].lstrip()


def _mending(score: AccountScore) -> Iterable[RenderableType]:
    best = gains(score.contributions, score.score)[:3]
    if not best:
        return
    yield Text("What would raise the score most", "bold underline")
    for part in best:
        line = Text.assemble("  mending ", (part.rule, "bold cyan"), f": {score.score:.1f} → ")
        yield line.append(f"{part.without:.1f}", "bold green").append(f"  (+{part.without - score.score:.1f})", "dim")


def _evidence(view: View, evidence: Evidence, account: str) -> Iterable[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=Text(one_line(evidence.title)), title_justify="left")
    for head in evidence.header:
        table.add_column(Text(one_line(head)), overflow="fold")
    for row in evidence.rows[:_ROWS]:
        table.add_row(*(Text(one_line(view.redactor.words(cell, account))) for cell in row))
    yield table
    if len(evidence.rows) > _ROWS:
        yield Text(f"… and {plural(len(evidence.rows) - _ROWS, 'more row')}", "dim")


def _unjudged(view: View) -> Iterable[RenderableType]:
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
        yield Text(f"First reply: {definition}.", "dim")
    if not view.redactor.show and view.report.findings:
        yield Text("Personal data is hidden; --show-personal-data shows it.", "dim")
    yield Text("How a score adds up, or how a finding came about (its id stands under the quote):", "dim")
    yield Text("  auditor audit … --format json --output report.json", "dim")
    yield Text("  auditor explain report.json --account NAME    auditor explain report.json FINDING", "dim")
