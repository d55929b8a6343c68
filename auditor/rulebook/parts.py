"""The parts that every card is made of: conditions, the principle, and examples with their marks."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from auditor.checks.conditions import Condition, Where
from auditor.rulebook.strict import Strict

MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
TEN_YEARS = 87_600  # hours: longer than any thread, and well inside what a date can hold


class ConditionSpec(Strict):
    """An act (or several) and where it is looked for."""

    act: str | list[str] | None = None
    all: list[str] | None = None
    without: list[str] = Field(default=[], description="acts of which none may be in the same text")
    where: Where = Field(alias="in")
    also: ConditionSpec | None = Field(default=None, description="a further condition that must hold as well")

    @model_validator(mode="after")
    def _one_of(self) -> ConditionSpec:
        if (self.act is None) == (self.all is None):
            raise ValueError("a condition names either 'act' (any of these) or 'all' (all of these)")
        return self

    def build(self) -> Condition:
        any_of = (self.act,) if isinstance(self.act, str) else tuple(self.act or ())
        also = self.also.build() if self.also else None
        return Condition(
            self.where, any_of=any_of, all_of=tuple(self.all or ()), without=tuple(self.without), also=also
        )


class PrincipleSpec(Strict):
    """What good care does, and who says so."""

    statement: str = Field(min_length=20)
    source: str = Field(min_length=5)


class TurnSpec(Strict):
    """One post of an example: exactly one of ``customer`` or ``account`` holds its words.

    ``at`` is hours after the first post (default: one hour after the one before); ``by`` names the customer,
    ``handle`` the account that speaks (both have defaults); ``stars`` makes it a review.
    """

    customer: str | None = None
    account: str | None = None
    at: float | None = Field(default=None, ge=0, le=TEN_YEARS)
    by: str | None = None
    handle: str | None = None
    stars: float | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _one_speaker(self) -> TurnSpec:
        if (self.customer is None) == (self.account is None):
            raise ValueError("a turn has exactly one of 'customer' or 'account'")
        return self


class EntrySpec(Strict):
    """A canned response of an example. Entries with one ``key`` in several languages are translations."""

    text: str
    key: str | None = None
    lang: str | None = None
    channel: str | None = None
    platform: str | None = None
    internal: bool = False


class ExampleSpec(Strict):
    """An example: one ``thread``, several ``threads`` of one archive, or the ``entries`` of a library.

    ``ends`` is as_of, in hours from the start; ``as_of`` the day on which a library is judged.
    """

    thread: list[TurnSpec] | None = Field(default=None, min_length=1)
    threads: list[Annotated[list[TurnSpec], Field(min_length=1)]] | None = Field(default=None, min_length=1)
    entries: list[EntrySpec] | None = Field(default=None, min_length=1)
    ends: float | None = Field(default=None, ge=0, le=TEN_YEARS)
    as_of: date | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _some(self) -> ExampleSpec:
        if sum(part is not None for part in (self.thread, self.threads, self.entries)) != 1:
            raise ValueError("an example has one of 'thread', 'threads' or 'entries'")
        return self

    @property
    def conversations(self) -> list[list[TurnSpec]]:
        return self.threads if self.threads is not None else [self.thread or []]

    @property
    def texts(self) -> list[str]:
        """All its texts, with their marks."""
        said = [turn.customer or turn.account or "" for thread in self.conversations for turn in thread]
        return [*said, *(entry.text for entry in self.entries or [])]


class ExamplesSpec(Strict):
    """Bad examples must be found at their marks; good ones are near-misses that must stay silent."""

    bad: list[ExampleSpec] = Field(min_length=1)
    good: list[ExampleSpec] = Field(min_length=1)

    @model_validator(mode="after")
    def _marked(self) -> ExamplesSpec:
        for example in self.bad:
            if not any(MARK.search(text) for text in example.texts):
                raise ValueError("a bad example marks what must be found with [[…]]")
        for example in self.good:
            if any(MARK.search(text) for text in example.texts):
                raise ValueError("a good example has no [[…]]: nothing may be found in it")
        return self
