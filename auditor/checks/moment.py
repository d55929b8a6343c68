"""Time, made explicit: no check reads a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """``as_of`` is the moment up to which the archive is held to be complete; None where no post has a time."""

    as_of: datetime | None = None
