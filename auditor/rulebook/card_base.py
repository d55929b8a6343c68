"""What every card says, whatever its check and whatever it looks at."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from auditor.model import Evidence, Severity
from auditor.rulebook.parts import TEN_YEARS, ExamplesSpec, PrincipleSpec
from auditor.rulebook.strict import Strict

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
Hours = Annotated[float, Field(gt=0, le=TEN_YEARS)]
Readers = Literal["all", "customers", "not-private", "public", "never"]
"""Whose: internal notes too; those customers read; not on a channel known as private; only on one known as public."""
Acts = Annotated[list[str], Field(min_length=1)]


class CardBase(Strict):
    """What every card says, whatever its check."""

    name: str
    title: str = Field(min_length=5)
    severity: Severity
    needs: list[Evidence] = Field(default=[])
    dimension: Literal["answering-in-public", "ownership", "language", "openness", "speed", "safety"]
    weight: float = Field(ge=0, lt=1, description="share of the score lost when every opportunity fails")
    principle: PrincipleSpec
    silent_when: Acts = Field(default=[], description="the exemptions in words, for people")
    message: dict[str, str]
    suggestion: dict[str, str]
    examples: dict[str, ExamplesSpec] = Field(min_length=1)

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
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


class ReplyCard(CardBase):
    """Looks at one reply at a time. ``in_libraries``: which canned responses it is asked of as well."""

    looks_at: Literal["reply"]
    in_libraries: Readers = Field(default="customers", description="which canned responses it is asked of")


class ThreadCard(CardBase):
    """Looks at all that one customer and the account said to each other."""

    looks_at: Literal["thread"]


class AccountCard(CardBase):
    """Looks at everything of one account."""

    looks_at: Literal["account"]


class EntryCard(CardBase):
    """Looks at canned responses, each alone or a library as a whole."""

    looks_at: Literal["entry"]
    in_libraries: Readers = Field(default="customers", description="which canned responses it is asked of")
