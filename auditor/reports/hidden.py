"""Ranges of a text that are about a person, and the text without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.model import Span

Word = tuple[str, int]  # in lower case, and where it begins


class Place(NamedTuple):
    """A range of a text that is about a person: what it is, and the value by which it is known again."""

    start: int
    end: int
    kind: str
    value: str


class Words(NamedTuple):
    """Words to be looked through: of a post by ``brand`` or customer, to or from ``customers``, signed by ``agent``. With
    ``brand`` None they are no post's (a message, a cell), and only numbers and addresses are looked for."""

    account: str
    text: str
    brand: bool | None = None
    customers: tuple[str, ...] = ()
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with its personal data hidden, and where the hidden ranges were."""

    text: str
    places: tuple[tuple[int, int, int, int], ...] = ()  # start and end before, start and end after

    def locate(self, span: Span) -> Span:
        """Where a span of the original text is now; one that cuts into something hidden takes all of it."""
        return Span(self._moved(max(span.start, 0), False), self._moved(max(span.end, 0), True))

    def _moved(self, at: int, is_end: bool) -> int:
        shift = 0
        for start, end, new_start, new_end in self.places:
            if at <= start:
                break
            if at < end:
                return new_end if is_end else new_start
            shift = new_end - end
        return at + shift


def merged(found: Iterable[Place]) -> Iterator[Place]:
    """Places in order; those that overlap become one, under the kind of the longer."""
    current: Place | None = None
    for place in sorted(found, key=lambda p: (p.start, -p.end, _RANK[p.kind])):
        if place.start >= place.end:
            continue
        if current is None or place.start >= current.end:
            if current:
                yield current
            current = place
        elif place.end > current.end:
            longer = max(current, place, key=lambda p: p.end - p.start)
            current = Place(current.start, place.end, longer.kind, longer.value)
    if current:
        yield current


_RANK = {
    kind: rank
    for rank, kind in enumerate(("email", "iban", "card", "agent", "customer", "name", "handle", "number", "phone"))
}
