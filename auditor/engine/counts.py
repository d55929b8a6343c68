"""Counts by conversation, in little memory: most conversations of an account have the same counts, which are held once."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import ConversationTally, Tally

_Row = tuple[tuple[str, Tally], ...]


class Counts:
    """Counts per conversation and rule, to be added to. One conversation may stand in two files: its counts add up."""

    def __init__(self, tallies: Iterable[ConversationTally]) -> None:
        self._rows: list[_Row] = [()]
        self._numbers: dict[tuple[object, ...], int] = {(): 0}  # a row told in flat → where it is
        self._next: dict[tuple[int, str, int, int], int] = {}  # a row and what is added to it → the row that it becomes
        self._of: dict[str, int] = {}  # conversation → where its row is
        for one in tallies:
            if one.conversation not in self._of:
                self._of[one.conversation] = self._number(one.tallies)
                continue
            for rule, tally in one.tallies:
                self.add(one.conversation, rule, tally)

    def add(self, conversation: str, rule: str, tally: Tally) -> None:
        """Count ``tally`` for one rule in one conversation."""
        row = self._of.get(conversation, 0)
        step = (row, rule, tally.opportunities, tally.count)
        if step not in self._next:
            known = dict(self._rows[row])
            known[rule] = known.get(rule, Tally()) + tally
            self._next[step] = self._number(tuple(sorted(known.items())))
        self._of[conversation] = self._next[step]

    def tallies(self) -> tuple[ConversationTally, ...]:
        """Every conversation once, by name."""
        return tuple(ConversationTally(name, self._rows[self._of[name]]) for name in sorted(self._of))

    def _number(self, row: _Row) -> int:
        flat = tuple(part for rule, tally in row for part in (rule, tally.opportunities, tally.count))
        number = self._numbers.setdefault(flat, len(self._rows))
        if number == len(self._rows):
            self._rows.append(row)
        return number
