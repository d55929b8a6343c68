"""``address``: links that lead over a door that should not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from auditor.checks.library import Facts, Library, ReadEntry, Seen, each, words_at
from auditor.model import Span

_CODE = re.compile(r"`[^`]{1,2000}`")
_ENDS = ".,;:!?)]}'\"»”"


@dataclass(frozen=True, slots=True)
class AddressCheck:
    """Fires on links whose scheme is one of ``schemes``, whose host is one of ``hosts`` (``.example.com``: any below it) or that
    carry one of ``parameters``; never on ``except_hosts``, and never within code (between backticks)."""

    by_letters: ClassVar[bool] = True

    schemes: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    except_hosts: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, self._doors)

    def _doors(self, one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
        text = one.entry.text
        code = [Span(m.start(), m.end()) for m in _CODE.finditer(text)]
        for whole in one.links:
            link = whole.of(text).rstrip(_ENDS)
            if self._is_door(link) and not any(whole.overlaps(span) for span in code):
                span = Span(whole.start, whole.start + len(link))
                yield span, (("words", words_at(text, span)),)

    def _is_door(self, link: str) -> bool:
        scheme, has_scheme, _ = link.partition("://")
        try:
            parts = urlsplit(link if has_scheme else f"//{link}")
            host = (parts.hostname or "").removeprefix("www.")
            marks = (
                {name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
                if self.parameters
                else set()
            )
        except ValueError:
            return False
        if not host or host in self.except_hosts:
            return False
        below = {f".{host[at + 1 :]}" for at, character in enumerate(host) if character == "."}
        is_host = host in self.hosts or not below.isdisjoint(self.hosts)
        return (has_scheme != "" and scheme.lower() in self.schemes) or is_host or not marks.isdisjoint(self.parameters)
