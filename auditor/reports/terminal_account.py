"""One account at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from auditor.model import NOT_JUDGED, AccountScore, Contribution
from auditor.model import Table as Evidence
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.view import Quote, View, answered, gains, percent, plural, standing, waiting
from auditor.reports.wrap import folded

GRADE = {"A": "green", "B": "green", "C": "yellow", "D": "yellow", "E": "red", "F": "red", NOT_JUDGED: "dim"}
_RULES, _ROWS = 5, 8


def account_part(view: View, score: AccountScore, look: Look) -> Iterable[RenderableType]:
    """One account: what costs most, what would mend it, what it does well, how long its customers wait."""
    name = one_line(score.account)
    low, high = score.interval
    grade = standing(score)
    sure = "provisional" if score.provisional else f"95 % between {low:.1f} and {high:.1f}"
    yield Text()
    title = Text.assemble(
        (name, "bold"), " · ", (grade, f"bold {GRADE[score.grade]}"), f" · {sure}" if score.judged else ""
    )
    yield Rule(title, align="left", characters="─" if look.unicode else "-", style="dim")
    if score.capped_by:
        yield Text(f"Capped at {score.score:.2f} by the critical rule {score.capped_by}.", "bold red")
    yield from _costs(view, score, look)
    yield from _mending(score)
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True, style="bold")
    facts.add_column()
    for label, words in _facts(score):
        facts.add_row(label, Text("\n".join(folded(words, look.width - 13))))
    yield facts
    for table in score.tables:
        yield from _evidence(view, table, score.account)


def _facts(score: AccountScore) -> Iterable[tuple[str, str]]:
    if score.strengths:
        yield "Strengths", " · ".join(f"{s.name}\u00a0{s.count:,}" for s in score.strengths[:6])
    yield "First reply", waiting(score.metrics)
    yield "Answered", answered(score.metrics)
    if len(score.dimensions) > 1:
        yield "Sub-scores", " · ".join(f"{name}\u00a0{value:.1f}" for name, value in score.dimensions)


def _costs(view: View, score: AccountScore, look: Look) -> Iterable[RenderableType]:
    if not score.contributions:
        if score.judged:
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
        yield Text(
            f"{'−' + format(points, '.2f'):>8}  {plural(len(rest), 'more rule')}: {', '.join(part.rule for part in rest)}",
            "dim",
        )


def _cost(view: View, part: Contribution) -> Text:
    share = percent(part.count / part.opportunities) if part.opportunities else "none"
    title = view.titles.get(part.rule)
    line = Text.assemble((f"{'−' + format(part.points, '.2f'):>8}", "bold red"), "  ", (part.rule, "bold cyan"))
    line.append(f"  {part.count:,} of {part.opportunities:,} ({share})", "dim")
    return line.append(f"\n          {one_line(title)}") if title else line


def _quoted(quote: Quote, look: Look) -> Text:
    return words_of(quote, look, 2).append(f"\n{quote.place} · {quote.finding_id}", "dim italic")


def words_of(quote: Quote, look: Look, lines: int) -> Text:
    """A quote of at most so many lines, around the words found."""
    room = lines * (look.width - 10) - 8
    words = _cut(quote.words, room)
    spare = max(room - cell_len(words), 0)
    before_room = max(spare // 2, spare - cell_len(quote.after))
    before = _cut_front(quote.before, before_room)
    after = _cut(quote.after, max(spare - cell_len(before), 0))
    opened, closed = ("", "") if look.colour else ("⟪", "⟫")
    found = (words, "bold yellow underline")
    return Text.assemble(("“" + before, "dim"), opened, found, closed, (after + "”", "dim"))


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return _whole_words(set_cell_size(text, max(room - 1, 0))) + "…"


def _cut_front(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return "…" + _whole_words(set_cell_size(text[::-1], max(room - 1, 0)))[::-1]


def _whole_words(cut: str) -> str:
    """Without the torn word at the end of a cut, where that is short."""
    kept, _, torn = cut.rpartition(" ")
    return (kept if kept and len(torn) < 15 else cut).rstrip()


def _mending(score: AccountScore) -> Iterable[RenderableType]:
    best = gains(score.contributions, score.score)[:3]
    if not best:
        return
    yield Text("What would raise the score most", "bold underline")
    for part in best:
        line = Text.assemble("  mending ", (part.rule, "bold cyan"), f": {score.score:.1f} → ")
        yield line.append(f"{part.without:.1f}", "bold green").append(f"  (+{part.without - score.score:.1f})", "dim")


def _evidence(view: View, evidence: Evidence, account: str) -> Iterable[RenderableType]:
    yield Text(one_line(evidence.title), "bold underline")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for head in evidence.header:
        table.add_column(Text(one_line(head)), overflow="fold")
    for row in evidence.rows[:_ROWS]:
        table.add_row(*(Text(one_line(view.redactor.words(cell, account))) for cell in row))
    yield table
    if len(evidence.rows) > _ROWS:
        yield Text(f"… and {plural(len(evidence.rows) - _ROWS, 'more row')}", "dim")
