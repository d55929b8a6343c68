"""``leftover``: what a writer meant to fill in and did not, and what nobody should shout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from auditor.checks.library import Facts, Library, ReadEntry, Seen, each, words_at
from auditor.checks.placeholders import placeholders_in
from auditor.model import Span

_CROSSES = re.compile(r"(?<![\w$€£*#+.-])(?:[X]{3,12}|[x]{4,12}|_{4,40}|\.{6,40})(?![\w*-])|\?{3,}(?=\s*(?:[€$£%]))")
_GAP = re.compile(r"[<\[(]{1,2}([^<>\[\]()\n]{2,60})[>\])]{1,2}(?!\()")


@dataclass(frozen=True, slots=True)
class LeftoverCheck:
    """Fires on ``XXX`` and the like, on ``marks`` (``TODO``, ``lorem ipsum``; as they are written), and on brackets
    whose words begin with one of ``verbs`` (``[insert …]``) or are one of ``gaps`` (``<date>``)."""

    by_letters: ClassVar[bool] = True

    marks: tuple[str, ...]
    verbs: tuple[str, ...]
    gaps: tuple[str, ...]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, self._left)

    def _left(self, one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
        text = one.entry.text
        spans = [Span(m.start(), m.end()) for m in _CROSSES.finditer(text)]
        spans += [
            Span(m.start(), m.end())
            for mark in self.marks
            for m in re.finditer(rf"(?<!\w){re.escape(mark)}(?!\w)", text)
        ]
        spans += [Span(m.start(), m.end()) for m in _GAP.finditer(text) if self._to_fill(m)]
        filled_in = [p.span for p in placeholders_in(text) if p.opens[0] in "{%"]
        taken: list[Span] = []
        for span in sorted(spans, key=lambda s: (s.start, -s.end)):
            if not any(span.overlaps(other) for other in (*taken, *filled_in)):
                taken.append(span)
                yield span, (("words", words_at(text, span)),)

    def _to_fill(self, match: re.Match[str]) -> bool:
        words = match[1].strip().casefold()
        if match[0][0] != "(" and _starts(words, self.verbs):
            return True
        return match[0][0] == "<" and words in self.gaps


def _starts(words: str, verbs: Sequence[str]) -> bool:
    return any(words == verb or words.startswith((f"{verb} ", f"{verb}_", f"{verb}:")) for verb in verbs)


_RUN = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?(?:[ ,&-]+[^\W\d_]+(?:['’][^\W\d_]+)?)*")
_MARKS = re.compile(r"!{3,}|(?:\?!|!\?){2,}")


@dataclass(frozen=True, slots=True)
class ShoutingCheck:
    """Fires on ``words`` capital words in a row (two of them of five letters or more), and on ``!!!``. A line that is
    nothing but capitals and ends without a full stop is a heading."""

    by_letters: ClassVar[bool] = True

    words: int

    def judge_library(self, library: Library) -> Iterator[Seen]:
        return each(library, self._loud)

    def _loud(self, one: ReadEntry) -> Iterator[tuple[Span, Facts]]:
        text = one.entry.text
        slots = [p.span for p in placeholders_in(text)]
        spans = [Span(m.start(), m.end()) for m in _MARKS.finditer(text)]
        for match in _RUN.finditer(text):
            spans += self._runs(text, match)
        for span in sorted(spans, key=lambda s: s.start):
            if not any(span.overlaps(slot) for slot in slots):
                yield span, (("words", words_at(text, span)),)

    def _runs(self, text: str, match: re.Match[str]) -> Iterator[Span]:
        run: list[re.Match[str]] = []
        for word in [*re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", match[0]), None]:
            if word is not None and word[0].isupper():
                run.append(word)
                continue
            long = sum(len(w[0]) >= 5 for w in run)
            if len(run) >= self.words and long >= 2:
                span = Span(match.start() + run[0].start(), match.start() + run[-1].end())
                if not _is_heading(text, span):
                    yield span
            run = []


def _is_heading(text: str, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)].strip(" *#:_-–")
    return line == span.of(text) and "\n" in text
