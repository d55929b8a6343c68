"""What a team writes, read strictly: the base of every mapping of a card or a configuration, and a hint for a name that is
not known."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Strict(BaseModel):
    """A mapping without a key that is not known, with hyphens in names."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab)


def near(name: str, known: Iterable[str]) -> str:
    """``did you mean '…'?`` where a known name is much like this one, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1)
    return f"did you mean '{close[0]}'?" if close else ""
