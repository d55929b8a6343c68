"""What a check is: one kind of looking, without a word of any language in it. Cards say what to look for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from auditor.model import History, ReadThread, Verdict


@dataclass(frozen=True, slots=True)
class Moment:
    """Time, made explicit. ``as_of`` is the moment up to which the archive is held to be complete."""

    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and the conversation it belongs to (scores are taken over conversations)."""

    conversation: str
    verdict: Verdict


class ReplyCheck(Protocol):
    """Judges one reply in its thread. None: nothing here that this check could judge (no opportunity)."""

    def judge(self, thread: ReadThread, index: int) -> Verdict | None: ...


class HistoryCheck(Protocol):
    """Judges all threads of one customer with one account, over time."""

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]: ...
