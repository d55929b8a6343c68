"""Business hours: how much working time lies between two moments. Around the clock unless a team says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours per weekday (0 Monday … 6 Sunday) in one zone, without ``holidays``. None: always open."""

    zone: ZoneInfo | None = None
    hours: tuple[tuple[int, time, time], ...] | None = None
    holidays: frozenset[date] = frozenset()

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from ``start`` to ``end`` (both with a zone); zero where ``end`` is not later."""
        if end <= start:
            return timedelta()
        if self.hours is None or self.zone is None:
            return end - start
        first, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        total, day = timedelta(), first
        while day <= last:
            if day not in self.holidays:
                for weekday, opens, closes in self.hours:
                    if weekday == day.weekday():
                        # through UTC, so that a day on which clocks change has its real length
                        opened = datetime.combine(day, opens, self.zone).timestamp()
                        closed = datetime.combine(day, closes, self.zone).timestamp()
                        overlap = min(closed, end.timestamp()) - max(opened, start.timestamp())
                        total += timedelta(seconds=max(overlap, 0))
            day += timedelta(days=1)
        return total

    def describe(self) -> str:
        """The calendar in words, for the report."""
        if self.hours is None or self.zone is None:
            return "around the clock"
        days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        parts = (f"{days[d]} {opens:%H:%M}–{closes:%H:%M}" for d, opens, closes in self.hours)
        return f"business hours ({', '.join(parts)}; {self.zone.key}; {len(self.holidays)} holidays)"


ALWAYS = Calendar()
