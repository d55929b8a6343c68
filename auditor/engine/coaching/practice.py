"""Five own situations to answer anew: real posts, first those in which a habit of the sheet showed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from auditor.engine.coaching.examples import key_of, talk_of, tells
from auditor.engine.coaching.problems import LIKE, Problems, own_words
from auditor.model import Exchange, Habit, Praise

SITUATIONS = 5
_TELLS_ALL = 7  # words of content of a post that needs no beginning
_FAULTLESS = 1  # of five: a post that was answered well, so that not every key is a fault


def situations(
    exchanges: Sequence[Exchange], shown: Collection[Exchange], habits: Sequence[str], problems: Problems
) -> tuple[Exchange, ...]:
    """Posts that tell what the matter is, none of them of a conversation that the sheet shows: those that begin one before
    others, the latest first, no two about a like problem.

    They come in the order of their conversations, so that nothing tells which was answered well.
    """
    seen = {talk_of(exchange) for exchange in shown}
    latest = sorted(exchanges, key=lambda e: (str(e.at or ""), key_of(e)), reverse=True)
    fit = [e for e in latest if e.reply is not None and e.readable and _stands_alone(e) and talk_of(e) not in seen]
    fit.sort(key=lambda e: (not e.whole, not e.opens))
    by_habit = _dealt(fit, habits)
    other_faults = [e for e in fit if any(fault.rule in e.judged for fault in e.faults)]
    faultless = [e for e in fit if not e.faults and e.strengths]
    chosen = _unlike([*by_habit, *other_faults], [], SITUATIONS - _FAULTLESS, problems)
    chosen = _unlike([*faultless, *by_habit, *other_faults, *fit], chosen, SITUATIONS, problems)
    return tuple(sorted(chosen, key=lambda e: (e.account, str(e.at or ""), e.conversation, e.ids)))


def _stands_alone(exchange: Exchange) -> bool:
    """Whether a post can be answered with what the sheet shows of its conversation."""
    return tells(exchange) and (exchange.whole or len(own_words(exchange)) >= _TELLS_ALL)


def shown_on(praises: Sequence[Praise], habits: Sequence[Habit]) -> list[Exchange]:
    """The replies that a sheet already shows."""
    pairs = [e for habit in habits for e in (habit.worst, habit.best) if e is not None]
    return [*(praise.example for praise in praises), *pairs]


def _dealt(exchanges: Sequence[Exchange], habits: Sequence[str]) -> list[Exchange]:
    """One of each habit in turn."""
    piles = [[e for e in exchanges if e.of(rule) is not None] for rule in habits]
    longest = max((len(pile) for pile in piles), default=0)
    return [pile[i] for i in range(longest) for pile in piles if i < len(pile)]


def _unlike(
    candidates: Sequence[Exchange], chosen: Sequence[Exchange], most: int, problems: Problems
) -> list[Exchange]:
    kept = list(chosen)
    for one in candidates:
        if len(kept) >= most:
            break
        if all(talk_of(one) != talk_of(other) and problems.likeness(one, other) < LIKE for other in kept):
            kept.append(one)
    return kept
