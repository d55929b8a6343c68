"""What is personal in some words: what their record and what they themselves tell of names, numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.reports.hidden import Place, Words, merged
from auditor.reports.known_names import MARKS, KnownNames, agent_value
from auditor.reports.names import names, words_of
from auditor.reports.numbers import numbers
from auditor.reports.own_names import own_names, repeated


def places(of: Words, known: KnownNames) -> Iterator[Place]:
    """What has to be hidden, in order."""
    words = words_of(of.text)
    found = list(numbers(of.text, words))
    if of.brand is not None:
        named = [*own_names(of.text, of.customers), *_signed(of.text, of.agent)]
        named += known.places(of.text, of.account)
        named += names(of.text, words, brand=of.brand)
        found = [
            *named,
            *found,
            *repeated(of.text, (place for place in named if place.kind in ("customer", "name"))),
        ]
    for place in merged(found):
        if not known.is_account(of.text[place.start : place.end], place.kind, of.account):
            yield place


def _signed(text: str, agent: str | None) -> Iterator[Place]:
    """The post's own agent."""
    name = (agent or "").strip(MARKS)
    if name and name in text:
        matches = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        for match in matches if len(name) > 3 else matches[-1:]:
            yield Place(*match.span(), "agent", agent_value(name))
