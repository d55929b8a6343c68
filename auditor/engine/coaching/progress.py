"""What has changed since the last sheet, and whether beyond chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from auditor.engine.coaching.rates import difference, rate, strengths
from auditor.engine.coaching.record import LastSheet, LastSheets
from auditor.model import Change, ConversationTally, Exchange, Habit, Praise, Progress, Rate
from auditor.scoring import total


def progress(
    last: LastSheets,
    sheet: LastSheet,
    digest: str,
    fresh: Sequence[Exchange],
    fresh_tallies: Sequence[ConversationTally],
    habits: Sequence[Habit],
    praises: Sequence[Praise],
) -> Progress:
    """The ``fresh`` replies against the last sheet: its habits first, then the new sheet's, then the new strengths."""
    now = {name: rate(t.count, t.opportunities) for name, t in total(fresh_tallies).items() if t.opportunities}
    then = {name: rate(c.count, c.of) for name, c in sheet.rules.items() if c.of}
    names = list(dict.fromkeys([*sheet.habits, *(habit.rule for habit in habits)]))
    changes = [
        Change(name, then[name], now[name], *difference(then[name], now[name]), coached=name in sheet.habits)
        for name in names
        if name in then and name in now
    ]
    strong, of = strengths(fresh)
    for praise in praises:
        count = sheet.strengths.get(praise.rule)
        if count and count.of and of:
            then_, now_ = rate(count.count, count.of), rate(strong.get(praise.rule, 0), of)
            changes.append(Change(praise.rule, then_, now_, *difference(then_, now_), is_strength=True))
    return Progress(last.as_of, len(fresh), tuple(changes), last.rules_digest != digest)


def written_after(exchanges: Sequence[Exchange], since: datetime | None) -> list[Exchange]:
    """The replies of conversations in which the account first spoke after ``since``: none of them was on the last sheet.
    Replies without a time cannot be told from those; without ``since`` all are taken as new."""
    if since is None:
        return list(exchanges)
    began: dict[tuple[str, str], datetime | None] = {}
    for exchange in exchanges:
        key = (exchange.account, exchange.conversation)
        earlier = began.get(key, exchange.at)
        began[key] = min(earlier, exchange.at) if earlier and exchange.at else None
    return [e for e in exchanges if (start := began[e.account, e.conversation]) is not None and start > since]


def rates_of(tallies: Sequence[ConversationTally]) -> tuple[tuple[str, Rate], ...]:
    """Every rule that could have been broken, with how often it was."""
    return tuple(
        (name, rate(t.count, t.opportunities)) for name, t in sorted(total(tallies).items()) if t.opportunities
    )


def strength_rates(exchanges: Sequence[Exchange]) -> tuple[tuple[str, Rate], ...]:
    """Every strength seen, with in how many of the replies that could be read."""
    counts, of = strengths(exchanges)
    return tuple((name, rate(count, of)) for name, count in sorted(counts.items()))


def fresh_tallies(
    tallies: Sequence[ConversationTally], began: Mapping[str, datetime | None], since: datetime | None
) -> list[ConversationTally]:
    """The counts of conversations that began after ``since``; all without it."""
    if since is None:
        return list(tallies)
    return [t for t in tallies if (start := began.get(t.conversation)) is not None and start > since]
