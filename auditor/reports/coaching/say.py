"""The words of one language put together: sentences with their blanks filled, numbers as that language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from auditor.model import Points, Rate, RuleWords, Sheet, SheetWords

_DECIMAL = re.compile(r"\d+\.\d+")
_BLANK = re.compile(r"\{([a-z_]+)\}")


class Say:
    """``say("score", score="…")`` is that sentence; a stranger's words are put in, never taken for a format."""

    def __init__(self, words: SheetWords) -> None:
        self.language = words.language
        self._words, self._rules = words.words, words.rules

    def __call__(self, key: str, **blanks: object) -> str:
        return _BLANK.sub(lambda match: str(blanks[match[1]]), self._words[key])

    def rule(self, name: str) -> RuleWords:
        """The words of a rule."""
        return self._rules[name]

    def finding(self, rule: str, facts: Iterable[tuple[str, str]]) -> str:
        """What a finding says, with its facts; a number among them as this language writes it."""
        known = {name: self._fact(value) for name, value in facts}
        return _BLANK.sub(lambda match: known.get(match[1], match[0]), self._rules[rule].message)

    def _fact(self, value: str) -> str:
        return value.replace(".", self._words["decimal"]) if _DECIMAL.fullmatch(value) else value

    def title(self, sheet: Sheet) -> str:
        """The title of a sheet."""
        return self(f"title-{sheet.by}", name=self.name(sheet), accounts=", ".join(sheet.accounts))

    def name(self, sheet: Sheet) -> str:
        """Whom a sheet is about: a name, or where names are hidden a number."""
        return self("agent-number", number=sheet.number) if sheet.name is None else sheet.name

    def many(self, what: str, count: int) -> str:
        """``1 reply``, ``2,000 replies``."""
        return self(f"{what}-one") if count == 1 else self(f"{what}-many", count=self.number(count))

    def number(self, value: float, digits: int = 0, sign: bool = False) -> str:
        """A number with the language's own marks."""
        text = f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
        text = text.replace("-", "\u2212")
        return text.translate({ord(","): self._words["thousands"], ord("."): self._words["decimal"]})

    def percent(self, share: float) -> str:
        """A share of one as a whole percentage; never rounded to all or nothing. Its blank does not break."""
        rounded = round(share * 100)
        if rounded == 100 and share < 1:
            return ">99\u00a0%"
        return "<1\u00a0%" if rounded == 0 and share > 0 else f"{rounded}\u00a0%"

    def rate(self, rate: Rate) -> str:
        """``14 of 80, 18 % (11 % to 27 %)``."""
        return self(
            "rate",
            count=self.number(rate.count),
            of=self.number(rate.of),
            share=self.percent(rate.share),
            low=self.percent(rate.low),
            high=self.percent(rate.high),
        )

    def score(self, score: Points) -> str:
        """A score with its interval."""
        value, low, high = (self.number(one, 1) for one in (score.value, score.low, score.high))
        return self("points-of", value=value, low=low, high=high)

    def moment(self, at: datetime | None) -> str:
        """A moment in UTC, to the minute."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else self("as-of-unknown")
