"""``stale-date``: a day, a month or a season of a year that lies behind us."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from auditor.checks.library import Library, ReadEntry, Seen, words_at
from auditor.model import NotCheckable, Sighting, Span

_YEAR = r"(?P<year>20\d\d)"
_NUMERIC = re.compile(
    rf"(?<![\w./-])(?:{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)|(?P<one>\d{{1,2}})[./](?P<two>\d{{1,2}})[./](?P<last>20\d\d))(?![\w/-])"
)


@dataclass(frozen=True)
class StaleDateCheck:
    """Fires on dates before ``as_of``: numeric ones, a month of ``months`` with its year (and day), an occasion of
    ``occasions`` with its year. A date after a word of ``since`` (``^``: one that begins a sentence) tells history.
    Without ``as_of``: not checkable."""

    by_letters: ClassVar[bool] = True

    months: Mapping[str, int]
    occasions: Sequence[str]
    since: Sequence[str]
    _worded: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _after: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        months, occasions, since = (
            "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))
            for words in (self.months, self.occasions, self.since)
        )
        worded = (
            rf"(?<!\w)(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?(?: [^\W\d_]{{2}})? )?(?P<name>{months})\.?"
            rf"(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?=[, ]))?,?(?: [^\W\d_]{{2}}| del)? {_YEAR}(?!\w)"
            rf"|(?<!\w)(?:{occasions}) (?P<then>20\d\d)(?!\w)"
        )
        object.__setattr__(self, "_worded", re.compile(worded, re.IGNORECASE))
        after = rf"(?<!\w)(?:{since})(?: [^\W\d_]{{1,4}}\.?)? ?$"
        object.__setattr__(self, "_after", re.compile(after, re.IGNORECASE))

    def judge_library(self, library: Library) -> Iterator[Seen]:
        for number, one in enumerate(library.entries):
            for span, last in self._dates(one):
                if library.as_of is None:
                    yield Seen(number, NotCheckable("dates are judged against a day that is given (--as-of)"))
                    break
                if last < library.as_of:
                    facts = (("words", words_at(one.entry.text, span)), ("as_of", library.as_of.isoformat()))
                    yield Seen(number, Sighting(one.post, span, facts=facts))

    def _dates(self, one: ReadEntry) -> Iterator[tuple[Span, date]]:
        text = one.entry.text
        found = [*_NUMERIC.finditer(text), *self._worded.finditer(text)]
        links = one.links if found else []
        for match in sorted(found, key=lambda m: m.start()):
            span = Span(match.start(), match.end())
            last = self._last_day(match.groupdict())
            told = self._after.search(text, max(span.start - 40, 0), span.start)
            if last and not told and not any(span.overlaps(link) for link in links):
                yield span, last

    def _last_day(self, parts: Mapping[str, str | None]) -> date | None:
        """The last day that the words can mean; None where they mean none."""
        if parts.get("then"):
            return date(int(parts["then"] or 0), 12, 31)
        if name := parts.get("name"):
            month, year = self.months[name.casefold()], int(parts["year"] or 0)
            day = parts.get("before") or parts.get("after")
            return _day(year, month, int(day) if day else monthrange(year, month)[1])
        if parts.get("last"):
            year, one, two = int(parts["last"] or 0), int(parts["one"] or 0), int(parts["two"] or 0)
            days = [day for day in (_day(year, one, two), _day(year, two, one)) if day]
            return max(days) if days else None
        return _day(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))


def _pattern(word: str) -> str:
    return rf"(?:\A|(?<=[.!?\n])|(?<=[.!?] )){re.escape(word[1:])}" if word.startswith("^") else re.escape(word)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
