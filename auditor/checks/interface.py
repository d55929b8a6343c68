"""What a check is: one kind of looking, without a word of any language in it. Cards say what to look for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from auditor.checks.digest import AccountView
from auditor.checks.moment import Moment
from auditor.model import Clear, History, NotCheckable, ReadThread, Recurrence, Spotted, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and the conversation it belongs to (scores are taken over conversations)."""

    conversation: str
    verdict: Verdict


AccountVerdict = Spotted | Recurrence | Clear | NotCheckable


@dataclass(frozen=True, slots=True)
class JudgedWhole:
    """A verdict on an account as a whole, and the conversation (of one source) that it is counted with."""

    conversation: str
    source: str
    verdict: AccountVerdict


class ReplyCheck(Protocol):
    """Judges one reply in its thread. None: nothing here that this check could judge (no opportunity)."""

    def judge(self, thread: ReadThread, index: int) -> Verdict | None: ...


class HistoryCheck(Protocol):
    """Judges all threads of one customer with one account, over time."""

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]: ...


class AccountCheck(Protocol):
    """Judges an account as a whole, from the digests of all its threads."""

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]: ...
