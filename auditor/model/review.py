"""What people are asked to review: findings, and replies drawn at random whatever was found in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.findings import Finding
from auditor.model.posts import Post


class Asked(StrEnum):
    """What a row of a review sheet asks: whether one finding is right, or which faults a reply of the control slice has."""

    FINDING = "finding"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Reply:
    """One public reply (the halves of a split one are one), the conversation it stands in, and the rules that look at
    single replies and found a fault in it."""

    account: str
    parts: tuple[Post, ...]
    conversation: tuple[Post, ...]
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be drawn: a finding, or a reply for the control slice. ``found`` is what the engine says of it: the
    finding's rule, or every rule that found a fault in the reply. ``conversation`` may be seen by the reviewer."""

    id: str
    asked: Asked
    account: str
    parts: tuple[Post, ...]
    conversation: tuple[Post, ...]
    found: tuple[str, ...]
    finding: Finding | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A candidate in the sample. Its stratum has ``size`` candidates of which ``drawn`` were taken, each with the same
    chance; so it stands for ``size / drawn`` of them."""

    candidate: Candidate
    stratum: str
    size: int
    drawn: int

    @property
    def weight(self) -> float:
        """For how many candidates it stands."""
        return self.size / self.drawn
