"""``near-duplicate``: two entries that say the same, of which one will be forgotten when the other is mended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.checks.library import Library, ReadEntry, Seen, opening
from auditor.checks.likeness import groups_of_alike
from auditor.model import Related, Sighting
from auditor.text.normal import bare_words

_MARK = re.compile(r"(?<!\w)[A-Z]{2,5}(?!\w)|[€$£¥₩]")


@dataclass(frozen=True, slots=True)
class NearDuplicateCheck:
    """Fires on every entry of a group of like ones but the first, in one language, for one channel and one readership.
    Texts under ``at_least_words`` words are too short to be called the same, and those that name different currencies or
    other abbreviations in capitals say different things in the same words."""

    by_letters: ClassVar[bool] = False

    alike: float
    at_least_words: int

    def judge_library(self, library: Library) -> Iterator[Seen]:
        shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, one in enumerate(library.entries):
            shelves[(one.lang, one.entry.channel, one.entry.public)].append(number)
        found = []
        for shelf in shelves.values():
            texts = [self._said(library.entries[number]) for number in shelf]
            for group in groups_of_alike(texts, self.alike):
                by_mark: dict[frozenset[str], list[int]] = defaultdict(list)
                for number in sorted(shelf[index] for index in group):
                    by_mark[_marks(library.entries[number].entry.text)].append(number)
                found += [(other, first) for first, *others in by_mark.values() for other in others]
        for number, first in sorted(found):
            one, twin = library.entries[number], library.entries[first]
            line = twin.entry.source.place(0).line
            facts = (("twin", twin.entry.title or twin.entry.key), ("where", f"{twin.entry.file}:{line}"))
            related = (Related("near-duplicate", twin.post.id),)
            yield Seen(number, Sighting(one.post, opening(one.entry.text), related=related, facts=facts))

    def _said(self, one: ReadEntry) -> str:
        words = bare_words(one.said)
        return words if len(words.split()) >= self.at_least_words else ""


def _marks(text: str) -> frozenset[str]:
    return frozenset(_MARK.findall(text))
