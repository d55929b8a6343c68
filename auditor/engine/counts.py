"""Counts by conversation, in little memory: most conversations of an account have the same counts, which are held once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import eq
from typing import overload

from auditor.model import ConversationTally, Tally

_Row = tuple[tuple[str, Tally], ...]


class Counts:
    """Counts per conversation and rule, to be added to. One conversation may stand in two files: its counts add up."""

    def __init__(self) -> None:
        self._rows: list[_Row] = [()]
        self._numbers: dict[tuple[object, ...], int] = {(): 0}  # a row told in flat → where it is
        self._next: dict[tuple[int, str, int, int], int] = {}  # a row and what is added to it → the row that it becomes
        self._of: dict[str, int] = {}  # conversation → where its row is

    def take(self, tallies: Iterable[ConversationTally]) -> None:
        """Add what was counted of some conversations."""
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

    def tallies(self) -> Sequence[ConversationTally]:
        """Every conversation once, by name; nothing may be added afterwards."""
        return _Tallies(self._of, self._rows)

    def _number(self, row: _Row) -> int:
        flat = tuple(part for rule, tally in row for part in (rule, tally.opportunities, tally.count))
        number = self._numbers.setdefault(flat, len(self._rows))
        if number == len(self._rows):
            self._rows.append(row)
        return number


class _Tallies(Sequence[ConversationTally]):
    """Conversations by name, put together when they are asked for: an account may have hundreds of thousands."""

    def __init__(self, numbers: Mapping[str, int], rows: Sequence[_Row]) -> None:
        self._names, self._numbers, self._rows = sorted(numbers), numbers, rows

    def __iter__(self) -> Iterator[ConversationTally]:
        return (self._one(name) for name in self._names)

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> ConversationTally: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ConversationTally]: ...
    def __getitem__(self, index: int | slice) -> ConversationTally | Sequence[ConversationTally]:
        if isinstance(index, slice):
            return [self._one(name) for name in self._names[index]]
        return self._one(self._names[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def _one(self, name: str) -> ConversationTally:
        return ConversationTally(name, self._rows[self._numbers[name]])
