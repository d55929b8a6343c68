"""What a card may say: one rule as data, validated at the border.

A card names a check and its settings, what excuses a finding, the principle behind it, the words for the people who
read findings, and examples that are its tests: ``[[…]]`` marks exactly what must be found.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from auditor.checks.conditions import Condition, Where
from auditor.model import Evidence, Severity

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*$")
MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
DIMENSIONS = ("answering-in-public", "ownership", "language", "openness", "speed", "safety")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True)


class ConditionSpec(_Strict):
    """An act (or several) and where it is looked for."""

    act: str | list[str] | None = None
    all: list[str] | None = None
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
        return Condition(self.where, any_of=any_of, all_of=tuple(self.all or ()), also=also)


class PrincipleSpec(_Strict):
    """What good care does, and who says so."""

    statement: str = Field(min_length=20)
    source: str = Field(min_length=5)


class TurnSpec(_Strict):
    """One post of an example: exactly one of ``customer`` or ``account`` holds its words.

    ``at`` is hours after the first post (default: one hour after the one before); ``by`` names the customer,
    ``handle`` the account that speaks (both have defaults); ``stars`` makes it a review.
    """

    customer: str | None = None
    account: str | None = None
    at: float | None = None
    by: str | None = None
    handle: str | None = None
    stars: float | None = None

    @model_validator(mode="after")
    def _one_speaker(self) -> TurnSpec:
        if (self.customer is None) == (self.account is None):
            raise ValueError("a turn has exactly one of 'customer' or 'account'")
        return self


class ExampleSpec(_Strict):
    """An example: one ``thread``, or several ``threads`` of one archive. ``ends`` is as_of, in hours from the start."""

    thread: list[TurnSpec] | None = None
    threads: list[list[TurnSpec]] | None = None
    ends: float | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _some(self) -> ExampleSpec:
        if (self.thread is None) == (self.threads is None):
            raise ValueError("an example has either 'thread' or 'threads'")
        return self

    @property
    def conversations(self) -> list[list[TurnSpec]]:
        return self.threads if self.threads is not None else [self.thread or []]


class ExamplesSpec(_Strict):
    """Bad examples must be found at their marks; good ones are near-misses that must stay silent."""

    bad: list[ExampleSpec] = Field(min_length=1)
    good: list[ExampleSpec] = Field(min_length=1)

    @model_validator(mode="after")
    def _marked(self) -> ExamplesSpec:
        for example in self.bad:
            if not any(MARK.search(t.customer or t.account or "") for c in example.conversations for t in c):
                raise ValueError("a bad example marks what must be found with [[…]]")
        for example in self.good:
            if any(MARK.search(t.customer or t.account or "") for c in example.conversations for t in c):
                raise ValueError("a good example has no [[…]]: nothing may be found in it")
        return self


class CardBase(_Strict):
    """What every card says, whatever its check."""

    name: str
    title: str = Field(min_length=5)
    severity: Severity
    looks_at: Literal["reply", "thread", "account"]
    needs: list[Evidence] = []
    dimension: Literal["answering-in-public", "ownership", "language", "openness", "speed", "safety"]
    weight: float = Field(ge=0, lt=1, description="share of the score lost when every opportunity fails")
    principle: PrincipleSpec
    silent_when: list[str] = Field(default=[], description="the exemptions in words, for people")
    message: dict[str, str]
    suggestion: dict[str, str]
    examples: dict[str, ExamplesSpec]

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not SLUG.match(value):
            raise ValueError("a name is lower case words joined by hyphens (kebab-case)")
        return value

    @field_validator("message", "suggestion")
    @classmethod
    def _english(cls, value: dict[str, str]) -> dict[str, str]:
        if "en" not in value:
            raise ValueError("must have at least an 'en' text")
        return value

    @model_validator(mode="after")
    def _weightless_strength(self) -> CardBase:
        if self.severity is Severity.STRENGTH and self.weight:
            raise ValueError("a strength has weight 0: it is shown, not scored")
        return self


class ActCard(CardBase):
    """Fires on an act that is there."""

    check: Literal["act"]
    when: str | list[str]
    unless: list[ConditionSpec] = []
    only_if: list[ConditionSpec] = []
    worse_if: list[ConditionSpec] = []
    worse_severity: Severity | None = None


class MissingActCard(CardBase):
    """Fires on an act that is missing."""

    check: Literal["missing-act"]
    expects: list[str]
    unless: list[ConditionSpec] = []
    only_if: list[ConditionSpec] = []


class LanguageCard(CardBase):
    """Fires when a reply speaks another language than the customer."""

    check: Literal["language"]
    unless: list[ConditionSpec] = []


class BareLinkCard(CardBase):
    """Fires on a reply that is nothing but a link."""

    check: Literal["bare-link"]
    ignores: list[str]


class CopiesSpec(_Strict):
    """When two posts of one customer are copies of each other."""

    within_days: float = Field(gt=0)
    alike: float = Field(gt=50, le=100, description="percent")
    at_least_words: int = Field(ge=1)


class UnansweredCard(CardBase):
    """Fires on a post that needs an answer and got none."""

    check: Literal["unanswered"]
    window_hours: float = Field(gt=0)
    copies: CopiesSpec


class CopiesCard(CardBase):
    """Fires on an unanswered copy of a post that was answered elsewhere."""

    check: Literal["copies"]
    window_hours: float = Field(gt=0)
    copies: CopiesSpec


class AbandonedCard(CardBase):
    """Fires when a customer asks again after a reply, in vain."""

    check: Literal["abandoned"]
    window_hours: float = Field(gt=0)


class SlowReplyCard(CardBase):
    """Fires on a first reply later than the target."""

    check: Literal["slow-reply"]
    target_hours: float = Field(gt=0)


class PromiseCard(CardBase):
    """Fires on a promise to come back that was not kept in the thread."""

    check: Literal["broken-promise"]
    when: str
    window_hours: float = Field(gt=0)
    moves_on: list[str]
    closed_by: list[str]


class PassedAroundCard(CardBase):
    """Fires when a customer is sent through two or more doors."""

    check: Literal["passed-around"]
    when: list[str]
    unless: list[ConditionSpec] = []


class RepeatedQuestionCard(CardBase):
    """Fires when the account asks again for what the customer already gave."""

    check: Literal["repeated-question"]
    when: list[str]
    alike: float = Field(gt=50, le=100)
    no_answer: list[str]


class NoPublicFixCard(CardBase):
    """Fires on a cluster of like problems without one public answer."""

    check: Literal["no-public-fix"]
    customers: int = Field(ge=2)
    within_hours: float = Field(gt=0)
    alike: float = Field(gt=0, le=100)
    shared_words: int = Field(ge=2)


class BoilerplateCard(CardBase):
    """Fires on an answerless template used for many customers."""

    check: Literal["boilerplate"]
    alike: float = Field(gt=50, le=100)
    customers: int = Field(ge=2)
    at_least_words: int = Field(ge=1)


class ChannelConfusionCard(CardBase):
    """Fires when an account keeps sending people to a sibling account."""

    check: Literal["channel-confusion"]
    bounces: int = Field(ge=1)
    share: float = Field(ge=0, le=1)


class ResponseRateCard(CardBase):
    """Fires when too few requests are answered."""

    check: Literal["response-rate"]
    target: float = Field(gt=0, le=1)
    at_least: int = Field(ge=1)


class SlowAccountCard(CardBase):
    """Fires when the median first reply is slower than the target."""

    check: Literal["slow-account"]
    target_hours: float = Field(gt=0)
    against: str
    at_least: int = Field(ge=1)


AnyCard = (
    ActCard
    | MissingActCard
    | LanguageCard
    | BareLinkCard
    | UnansweredCard
    | CopiesCard
    | AbandonedCard
    | SlowReplyCard
    | PromiseCard
    | PassedAroundCard
    | RepeatedQuestionCard
    | NoPublicFixCard
    | BoilerplateCard
    | ChannelConfusionCard
    | ResponseRateCard
    | SlowAccountCard
)
CARD: TypeAdapter[AnyCard] = TypeAdapter(Annotated[AnyCard, Field(discriminator="check")])


def card_schema() -> dict[str, Any]:
    """JSON Schema of a card."""
    schema = CARD.json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "auditor rule card"
    return schema
