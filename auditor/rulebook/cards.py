"""What a card may say: one rule as data, validated at the border.

A card names a check and its settings, what excuses a finding, the principle behind it, the words for the people who
read findings, and examples that are its tests: ``[[…]]`` marks exactly what must be found.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from auditor.model import Severity
from auditor.rulebook.card_base import SLUG, AccountCard, Acts, CardBase, Hours, ReplyCard, ThreadCard
from auditor.rulebook.cards_entry import AnyEntryCard
from auditor.rulebook.parts import MARK, TEN_YEARS, ConditionSpec, ExampleSpec, TurnSpec
from auditor.rulebook.strict import Strict

__all__ = ["CARD", "MARK", "SLUG", "AnyCard", "CardBase", "ConditionSpec", "ExampleSpec", "TurnSpec", "card_schema"]


class ActCard(ReplyCard):
    """Fires on an act that is there."""

    check: Literal["act"]
    when: str | Acts
    unless: list[ConditionSpec] = Field(default=[])
    only_if: list[ConditionSpec] = Field(default=[])
    worse_if: list[ConditionSpec] = Field(default=[])
    worse_severity: Severity | None = None


class MissingActCard(ReplyCard):
    """Fires on an act that is missing."""

    check: Literal["missing-act"]
    expects: Acts
    unless: list[ConditionSpec] = Field(default=[])
    only_if: list[ConditionSpec] = Field(default=[])


class LanguageCard(ReplyCard):
    """Fires when a reply speaks another language than the customer."""

    check: Literal["language"]
    unless: list[ConditionSpec] = Field(default=[])


class BareLinkCard(ReplyCard):
    """Fires on a reply that is nothing but a link."""

    check: Literal["bare-link"]
    ignores: list[str]


class CopiesSpec(Strict):
    """When two posts of one customer are copies of each other."""

    within_days: float = Field(gt=0, le=TEN_YEARS / 24)
    alike: float = Field(gt=50, le=100, description="percent")
    at_least_words: int = Field(ge=1)


class UnansweredCard(ThreadCard):
    """Fires on a post that needs an answer and got none."""

    check: Literal["unanswered"]
    window_hours: Hours
    copies: CopiesSpec


class CopiesCard(ThreadCard):
    """Fires on an unanswered copy of a post that was answered elsewhere."""

    check: Literal["copies"]
    window_hours: Hours
    copies: CopiesSpec


class AbandonedCard(ThreadCard):
    """Fires when a customer asks again after a reply, in vain."""

    check: Literal["abandoned"]
    window_hours: Hours


class SlowReplyCard(ThreadCard):
    """Fires on a first reply later than the target."""

    check: Literal["slow-reply"]
    target_hours: Hours


class PromiseCard(ThreadCard):
    """Fires on a promise to come back that was not kept in the thread."""

    check: Literal["broken-promise"]
    when: str
    window_hours: Hours
    moves_on: list[str]
    closed_by: list[str]


class PassedAroundCard(ThreadCard):
    """Fires when a customer is sent through two or more doors."""

    check: Literal["passed-around"]
    when: Acts
    unless: list[ConditionSpec] = Field(default=[])


class RepeatedQuestionCard(ThreadCard):
    """Fires when the account asks again for what the customer already gave."""

    check: Literal["repeated-question"]
    when: Acts
    alike: float = Field(gt=50, le=100)
    no_answer: list[str]


class NoPublicFixCard(AccountCard):
    """Fires on a cluster of like problems without one public answer."""

    check: Literal["no-public-fix"]
    customers: int = Field(ge=2)
    within_hours: Hours
    alike: float = Field(gt=0, le=100)
    shared_words: int = Field(ge=2)


class BoilerplateCard(AccountCard):
    """Fires on an answerless template used for many customers."""

    check: Literal["boilerplate"]
    alike: float = Field(gt=50, le=100)
    customers: int = Field(ge=2)
    at_least_words: int = Field(ge=1)


class ChannelConfusionCard(AccountCard):
    """Fires when an account keeps sending people to a sibling account."""

    check: Literal["channel-confusion"]
    bounces: int = Field(ge=1)
    share: float = Field(ge=0, le=1)


class ResponseRateCard(AccountCard):
    """Fires when too few requests are answered."""

    check: Literal["response-rate"]
    target: float = Field(gt=0, le=1)
    at_least: int = Field(ge=1)


class SlowAccountCard(AccountCard):
    """Fires when the median first reply is slower than the target."""

    check: Literal["slow-account"]
    target_hours: Hours
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
    | AnyEntryCard
)
CARD: TypeAdapter[AnyCard] = TypeAdapter(Annotated[AnyCard, Field(discriminator="check")])


def card_schema() -> dict[str, Any]:
    """JSON Schema of a card."""
    schema = CARD.json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "auditor rule card"
    return schema
