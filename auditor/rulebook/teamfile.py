"""What a team may write in its scorecard file, validated at the border with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.checks.calendar import Calendar
from auditor.rulebook.built_in import default_rules
from auditor.rulebook.load import Rulebook
from auditor.rulebook.mistakes import line_of
from auditor.rulebook.parts import TEN_YEARS
from auditor.rulebook.strict_yaml import LineDict, RuleError, load

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"([01]?\d|2[0-3]):([0-5]\d)"
_HOURS = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )


class Targets(_Strict):
    """What the team aims at, in place of the cards' defaults."""

    reply_hours: float | None = Field(default=None, gt=0, le=TEN_YEARS)
    response_rate: float | None = Field(default=None, gt=0, le=1)
    unanswered_window_hours: float | None = Field(default=None, gt=0, le=TEN_YEARS)


class Opening(_Strict):
    """Opening hours per day (``mon: "09:00-18:00"``) in an IANA zone, and dates on which the team is closed."""

    zone: str
    hours: dict[str, str]
    holidays: list[str] = []


class TeamFile(_Strict):
    """A scorecard: weights by rule, rules off, critical rules with the score they cap at, targets, sector, brands
    (groups of accounts that belong together), business hours, a file of own figures, the minimum of evidence."""

    weights: dict[str, float] = {}
    off: list[str] = []
    critical: dict[str, float] = {}
    targets: Targets = Targets()
    sector: str | None = None
    brands: list[list[str]] = []
    minimum_conversations: int | None = Field(default=None, ge=1)
    calendar: Opening | None = None
    figures: str | None = None


def load_team_file(path: Path, book: Rulebook) -> TeamFile:
    """Read and validate a scorecard. Raises RuleError naming file and line."""
    data = load(path)
    try:
        team = TeamFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        what = first["msg"].removeprefix("Value error, ")
        raise RuleError(path, line_of(data, first["loc"]), f"{'.'.join(map(str, first['loc']))}: {what}") from error
    _known(path, data, "weights", team.weights, book)
    _known(path, data, "off", team.off, book)
    _known(path, data, "critical", team.critical, book)
    _between(path, data, "weights", team.weights, 0, 1)
    _between(path, data, "critical", team.critical, 0, 100)
    calendar_of(path, team.calendar, data)
    sector_reply_hours(path, team, data)
    return team


def calendar_of(path: Path, opening: Opening | None, data: LineDict | None = None) -> Calendar:
    """The business calendar a scorecard asks for; around the clock without one. Raises RuleError, with the line where
    ``data`` is what was read."""
    if opening is None:
        return Calendar()
    try:
        zone = ZoneInfo(opening.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _calendar_error(path, data, ["zone"], f"no time zone is called '{opening.zone}'") from error
    if not opening.hours:
        raise _calendar_error(
            path, data, ["hours"], "with no hours at all the team is never open; leave 'calendar' out"
        )
    spans = []
    for day, text in opening.hours.items():
        match = _HOURS.fullmatch(text.strip())
        if day not in _DAYS or match is None:
            what = f"write a day as mon … sun and hours as 09:00-18:00, not '{day}: {text}'"
            raise _calendar_error(path, data, ["hours", day], what)
        opens, closes = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        if closes <= opens:
            raise _calendar_error(path, data, ["hours", day], f"{day} closes before it opens")
        spans.append((_DAYS.index(day), opens, closes))
    try:
        holidays = frozenset(date.fromisoformat(day) for day in opening.holidays)
    except ValueError as error:
        raise _calendar_error(path, data, ["holidays"], "write dates as 2025-12-25") from error
    return Calendar(zone, tuple(sorted(spans)), holidays)


def _calendar_error(path: Path, data: LineDict | None, where: list[str], what: str) -> RuleError:
    line = line_of(data, ["calendar", *where]) if data is not None else None
    return RuleError(path, line, f"calendar.{'.'.join(where)}: {what}")


def sector_reply_hours(path: Path | None, team: TeamFile, asked: LineDict | None = None) -> tuple[float, str]:
    """The sector's mean reply time in hours, and where the figure is from.

    Raises RuleError for an unknown sector and for figures that cannot be read, with the line of the scorecard where
    ``asked`` is what was read.
    """
    own = path.parent / team.figures if path and team.figures else None
    try:
        data: Any = load(own or default_rules() / "figures" / "sectors.yaml").get("reply-hours", {})
    except RuleError as error:
        if path is None or asked is None:
            raise
        raise RuleError(path, line_of(asked, ["figures"]), f"figures: {error}") from error
    by_sector: Any = data.get("by-sector", {}) if isinstance(data, LineDict) else {}
    sector = team.sector or "all"
    hours = by_sector.get(sector) if isinstance(by_sector, LineDict) else None
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours < float("inf"):
        line = line_of(asked, ["sector" if team.sector else "figures"]) if asked is not None else None
        known = ", ".join(by_sector) if isinstance(by_sector, LineDict) else ""
        where = f" in {team.figures}" if own else ""
        raise RuleError(
            path or default_rules(), line, f"no figure for the sector '{sector}'{where}; there are: {known or 'none'}"
        )
    return float(hours), f"{sector}: {data.get('source', 'no source given')}"


def _known(path: Path, data: LineDict, key: str, names: Iterable[str], book: Rulebook) -> None:
    for name in names:
        if name not in book.rules:
            close = get_close_matches(name, book.rules, 1, 0.75)
            hint = f"did you mean '{close[0]}'?" if close else "see 'auditor rules list'"
            raise RuleError(path, line_of(data, [key, name]), f"{key}: no rule is called '{name}'; {hint}")


def _between(path: Path, data: LineDict, key: str, values: dict[str, float], low: float, high: float) -> None:
    for name, value in values.items():
        if not (low <= value < high or value == high == 100):
            raise RuleError(path, line_of(data, [key, name]), f"{key}.{name}: {value:g} is not from {low} up to {high}")
