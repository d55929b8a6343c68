"""``bare-link``: a reply that is nothing but a link, saying nothing of what is found there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from auditor.checks.acts import related_to
from auditor.model import Act, Clear, ReadThread, Sighting, Span, Verdict


@dataclass(frozen=True, slots=True)
class BareLinkCheck:
    """Fires where, once handles, ``ignores`` (greeting, signature, "see here") and links are taken away, fewer than
    ``at_least`` letters are left. A reply without a link is no opportunity."""

    ignores: tuple[str, ...]
    at_least: int = 4

    def judge(self, thread: ReadThread, index: int) -> Verdict | None:
        turn = thread.turns[index]
        reading = turn.reading
        links = list(reading.of("link"))
        if not links:
            return None
        taken = [_whole(a, reading.text) for a in reading.acts if a.name in {*self.ignores, "link", "handle", "signed"}]
        left = (c for i, c in enumerate(reading.text) if c.isalpha() and not any(s.start <= i < s.end for s in taken))
        if sum(1 for _ in islice(left, self.at_least)) == self.at_least:
            return Clear()
        pointers = [a.span for a in reading.acts if a.name == "points-to-link"]
        start = min([links[0].span.start, *(p.start for p in pointers)])
        post, span = turn.locate(Span(start, links[-1].span.end))
        return Sighting(post, span, related=related_to(thread, index))


_ADDRESSED = re.compile(r"(?: [^\W\d_][\w.'’-]*){1,2}(?=[ \t]*(?:[,!.:\n]|$|https?://|[^\w\s]))")
_LINE = re.compile(r"[^\n]*")


def _whole(act: Act, text: str) -> Span:
    """A greeting with the name that it greets, a team's signature with the rest of its line."""
    rest = {"greeting": _ADDRESSED, "team-signature": _LINE}.get(act.name)
    match = rest.match(text, act.span.end) if rest else None
    return Span(act.span.start, match.end()) if match else act.span
