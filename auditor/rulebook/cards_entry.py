"""Cards that look at canned responses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from auditor.rulebook.card_base import Acts, EntryCard
from auditor.rulebook.strict import Strict

Words = Annotated[list[str], Field(min_length=1)]
ByLanguage = Annotated[dict[str, Words], Field(min_length=1)]


class MalformedPlaceholderCard(EntryCard):
    """Fires on a placeholder that is opened and not closed alike."""

    check: Literal["malformed-placeholder"]


class PlatformSpec(Strict):
    """What one helpdesk fills in, and where that is documented."""

    source: str
    opens: Words
    names: Words


class UnknownPlaceholderCard(EntryCard):
    """Fires on a placeholder that the platform does not know."""

    check: Literal["unknown-placeholder"]
    platforms: dict[str, PlatformSpec]


class FallbackSpec(Strict):
    """How one helpdesk writes a fallback, which placeholders need one, and where that is documented."""

    source: str
    marks: Words
    names: Words


class MissingFallbackCard(EntryCard):
    """Fires on a placeholder that may be empty and has no fallback."""

    check: Literal["missing-fallback"]
    platforms: dict[str, FallbackSpec]


class LeftoverCard(EntryCard):
    """Fires on what a writer meant to fill in and did not."""

    check: Literal["leftover"]
    marks: Words
    verbs: ByLanguage = Field(description="with what words in brackets begin that ask to be filled in")
    gaps: ByLanguage = Field(description="what stands in <…> where it is to be filled in")


class ShoutingCard(EntryCard):
    """Fires on words in capitals."""

    check: Literal["shouting"]
    words: int = Field(ge=2)


class LimitSpec(Strict):
    """How much some channels take; ``weighted``: counted as X counts."""

    channels: Words
    characters: int = Field(ge=1)
    weighted: bool = False
    source: str


class LengthCard(EntryCard):
    """Fires on an entry that its channel will not take."""

    check: Literal["length"]
    limits: Annotated[list[LimitSpec], Field(min_length=1)]


class AddressCard(EntryCard):
    """Fires on links by scheme, by host (``.example.com`` for any below it) or by the name of a parameter."""

    check: Literal["address"]
    schemes: list[str] = Field(default=[])
    hosts: list[str] = Field(default=[])
    except_hosts: list[str] = Field(default=[])
    parameters: list[str] = Field(default=[])


class StaleDateCard(EntryCard):
    """Fires on a date that lies behind ``as_of``."""

    check: Literal["stale-date"]
    months: dict[str, Annotated[list[str], Field(min_length=12, max_length=12)]]
    occasions: ByLanguage
    since: ByLanguage = Field(description="after these words a date tells history")


class MissingTranslationCard(EntryCard):
    """Fires on an entry that lacks a language of its library."""

    check: Literal["missing-translation"]
    share: float = Field(gt=0, le=1)


class TranslationDriftCard(EntryCard):
    """Fires on a translation that redirects where the original answers."""

    check: Literal["translation-drift"]
    answers: Acts
    redirects: Acts


class NearDuplicateCard(EntryCard):
    """Fires on an entry that says the same as another."""

    check: Literal["near-duplicate"]
    alike: float = Field(gt=50, le=100, description="percent")
    at_least_words: int = Field(ge=1)


class AnswerlessCard(EntryCard):
    """Fires on an entry with neither an answer nor a slot for one."""

    check: Literal["answerless"]
    when: Acts
    answers: Acts
    persons: Words = Field(description="words of names of placeholders that hold a person's name")


AnyEntryCard = (
    MalformedPlaceholderCard
    | UnknownPlaceholderCard
    | MissingFallbackCard
    | LeftoverCard
    | ShoutingCard
    | LengthCard
    | AddressCard
    | StaleDateCard
    | MissingTranslationCard
    | TranslationDriftCard
    | NearDuplicateCard
    | AnswerlessCard
)
