"""Markdown (GitHub's): the report for a ticket, a wiki or a pull request. A stranger's words stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.model import NOT_JUDGED, AccountScore, Report
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.redact import Redactor
from auditor.reports.view import Quote, View, answered, gains, percent, plural, says_something, standing, waiting

_DETAILED, _QUOTES, _LONGEST = 25, 3, 400
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$]|(?<=:)/(?=/)|(?<=www)\.)", re.IGNORECASE)


def render(report: Report, redactor: Redactor, _look: Look) -> str:
    """All accounts in a table, the worst of them in detail."""
    return "\n".join(_lines(View(report, redactor))) + "\n"


def escaped(text: str) -> str:
    """Words that stay words: no mark-up, no HTML, no link, nobody mentioned."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", plain).replace("@", "@<!-- -->")


def _lines(view: View) -> Iterator[str]:
    report = view.report
    as_of = report.as_of.strftime("%Y-%m-%d %H:%M %Z") if report.as_of else "no moment known"
    yield from ("# Reply quality", "")
    yield f"Read {escaped(view.read)}. As of {as_of}. auditor {escaped(report.version)}."
    yield from ("", f"Found {view.counted}.", "")
    if view.skipped:
        yield from ("Skipped:", "", *(f"- {count:,} × {escaped(reason)}" for reason, count in view.skipped), "")
    yield from _ranking(report.accounts)
    shown = view.detailed(_DETAILED)
    for score in shown:
        yield from _account(view, score)
    if len(shown) < len(report.accounts):
        yield from (f"{plural(len(report.accounts) - len(shown), 'account')} more: in the JSON report.", "")
    if view.unjudged:
        yield from ("## Not checkable", "")
        yield from table_lines(
            ("Count", "Why", "Rules"), ((f"{n:,}", r, ", ".join(rules)) for r, n, rules in view.unjudged)
        )


def _ranking(accounts: Sequence[AccountScore]) -> Iterator[str]:
    yield from ("## Accounts, worst first", "")
    rows = (
        (
            score.account,
            f"{score.score:.2f}" if says_something(score) else NOT_JUDGED,
            (score.grade + (" (provisional)" if score.provisional else "")) if score.judged else "not judged",
            f"{score.interval[0]:.1f} – {score.interval[1]:.1f}" if says_something(score) else NOT_JUDGED,
            f"{score.replies:,}",
            ", ".join(part.rule for part in score.contributions[:2]),
        )
        for score in accounts
    )
    yield from table_lines(("Account", "Score", "Grade", "95 % interval", "Replies", "Costs most"), rows)


def _account(view: View, score: AccountScore) -> Iterator[str]:
    yield from (f"## {escaped(score.account)}: {standing(score)}", "")
    if score.capped_by:
        yield from (f"Capped by the critical rule {escaped(score.capped_by)}.", "")
    if score.contributions:
        mended = {part.rule for part in gains(score.contributions, score.score)}
        rows = (
            (
                part.rule + (f": {view.titles[part.rule]}" if part.rule in view.titles else ""),
                f"−{part.points:.2f}",
                f"{part.count:,} of {part.opportunities:,} ({percent(part.count / max(part.opportunities, 1))})",
                f"{part.without:.2f}" if part.rule in mended else "no more",
            )
            for part in score.contributions
        )
        yield from table_lines(("What costs points", "Points", "How often", "Score once mended"), rows)
        for part in score.contributions:
            yield from (f"- **{escaped(part.rule)}**", *(f"  - {_quoted(q)}" for q in view.quotes(part, _QUOTES)))
    elif score.judged:
        yield "Nothing costs points: no fault was found where one could be."
    yield ""
    if score.strengths:
        yield f"- Strengths: {escaped(', '.join(f'{s.name} {s.count:,}' for s in score.strengths))}"
    yield f"- First reply: {escaped(waiting(score.metrics))}. Counted {escaped(score.metrics.first_reply.definition)}."
    yield from (f"- Answered: {escaped(answered(score.metrics))}", "")
    for table in score.tables:
        yield from (f"### {escaped(table.title)}", "")
        rows_of_it = ([view.redactor.words(cell, score.account) for cell in row] for row in table.rows)
        yield from table_lines(table.header, rows_of_it)


def _quoted(quote: Quote) -> str:
    words = quote.words if len(quote.words) <= _LONGEST else quote.words[:_LONGEST] + "…"
    spare = max(_LONGEST - len(words), 0)
    before = (
        quote.before if len(quote.before) <= spare // 2 else "…" + quote.before[-(spare // 2) :] if spare > 1 else "…"
    )
    after = quote.after if len(quote.after) <= spare // 2 else quote.after[: spare // 2] + "…"
    marked = f"“{escaped(before)}<strong>{escaped(words)}</strong>{escaped(after)}”"
    return f"{marked} ({escaped(quote.place)}, {quote.finding_id})"


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are escaped here, and a blank line."""
    yield f"| {' | '.join(escaped(cell) for cell in header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows)
    yield ""
