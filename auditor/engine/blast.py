"""How far a canned response reached: the past replies that were made of it, and what its faults cost an account there.

A reply belongs to an entry by its template id where the archive has one, else by its words: most of the entry's shingles
stand in it, and most of its words in their order (rapidfuzz), so that a name filled in or a sentence added does not part
them. What the entry's faults cost is the score's own formula with those findings left out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from auditor.checks.placeholders import placeholders_in
from auditor.model import AccountScore, By, Entry, Finding, Post, Reach, Report
from auditor.text.normal import bare_words

SHINGLE = 3  # words
HELD = 0.6  # of an entry's shingles that a reply made of it holds at least
IN_ORDER = 0.75  # of an entry's words that stand in such a reply in their order
SHORTEST = 6  # words: a shorter entry is found only where it is all that was said
_TEMPLATE, _LIKENESS = "template id", "likeness"


@dataclass(frozen=True, slots=True)
class _Form:
    """An entry as replies are compared with it: its words without what is filled in, piece by piece."""

    number: int
    words: tuple[str, ...]
    shingles: frozenset[tuple[str, ...]]


class Forms:
    """Entries, ready to be recognised in replies."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by_id: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            self._by_id[entry.key.strip().casefold()].append(number)
        self._forms = [_form(number, entry.text) for number, entry in enumerate(entries)]
        self._whole = {form.words: form.number for form in reversed(self._forms) if form.words}
        self._holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for form in self._forms:
            for shingle in form.shingles if len(form.words) >= SHORTEST else ():
                self._holding[shingle].append(form.number)
        self._known: dict[str, int | None] = {}

    def of(self, post: Post) -> tuple[int, str] | None:
        """The entry that a reply was made of, by its number, and by what it was told."""
        named = self._by_id.get((post.template_id or "").strip().casefold(), []) if post.template_id else []
        if len(named) == 1:
            return named[0], _TEMPLATE
        words = bare_words(post.text)
        if words not in self._known:
            self._known[words] = self._alike(tuple(words.split()))
        alike = self._known[words]
        if named and alike not in named:  # one id, several languages: the words say which
            return named[0], _TEMPLATE
        return None if alike is None else (alike, _TEMPLATE if named else _LIKENESS)

    def _alike(self, words: tuple[str, ...]) -> int | None:
        if words in self._whole:
            return self._whole[words]
        met = Counter(number for shingle in _shingles(words) for number in self._holding.get(shingle, ()))
        near = (self._forms[n] for n, count in met.items() if count >= HELD * len(self._forms[n].shingles))
        told = ((LCSseq.similarity(form.words, words), form) for form in near)
        good = [(same, -form.number) for same, form in told if same >= IN_ORDER * len(form.words)]
        return -max(good)[1] if good else None


def _form(number: int, text: str) -> _Form:
    pieces, position = [], 0
    for slot in placeholders_in(text):
        pieces.append(text[position : slot.span.start])
        position = slot.span.end
    parts = [tuple(bare_words(piece).split()) for piece in (*pieces, text[position:])]
    shingles = frozenset(shingle for part in parts for shingle in _shingles(part))
    return _Form(number, tuple(word for part in parts for word in part), shingles)


@lru_cache(8192)
def _shingles(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1))


def reach(library: Report, entries: Sequence[Entry], archive: Report) -> Report:
    """The report on a library, each finding with its entry's reach in an archive that was audited."""
    forms = Forms(entries)
    told: dict[int, Counter[str]] = defaultdict(Counter)
    sent: dict[tuple[str, str], int] = {}
    for post in _replies(archive):
        found = forms.of(post)
        if found is not None:
            number, by = found
            told[number][by] += 1
            sent[post.account, post.id] = number
    faults: Counter[tuple[int, str, str]] = Counter()
    for finding in archive.findings:
        number_of = sent.get((finding.account, finding.post.id))
        if number_of is not None:
            faults[number_of, finding.rule, finding.account] += 1
    looked_for = frozenset(rule.name for rule in archive.rules)
    accounts = {score.account: score for score in archive.accounts}

    def reached(finding: Finding) -> Finding:
        number = int(finding.post.id.partition(":")[0]) - 1  # the post of an entry begins with its number
        counts = {account: n for (entry, rule, account), n in faults.items() if (entry, rule) == (number, finding.rule)}
        points = sorted(
            ((account, gain(accounts[account], finding.rule, n)) for account, n in counts.items()),
            key=lambda pair: (-pair[1], pair[0]),
        )
        by = tuple(sorted(told[number])) if number in told else ()
        found = Reach(
            replies=told[number].total() if number in told else 0,
            told_by=by,
            findings=sum(counts.values()) if finding.rule in looked_for else None,
            points=tuple(points),
        )
        return replace(finding, reach=found, message=f"{finding.message} {sentence(found)}".strip())

    return replace(library, findings=tuple(map(reached, library.findings)))


def _replies(archive: Report) -> Iterator[Post]:
    seen: set[tuple[str, str]] = set()
    for thread in archive.archive.threads:
        for post in thread.posts:
            if post.by is By.BRAND and (post.account, post.id) not in seen:
                seen.add((post.account, post.id))
                yield post


def gain(score: AccountScore, rule: str, count: int) -> float:
    """What an account's score would be higher without ``count`` of a rule's findings, in points."""
    return round(score_without(score, {rule: count}) - score.score, 2)


def score_without(score: AccountScore, mended: Mapping[str, int]) -> float:
    """The score with fewer findings on the same opportunities: ``100 · Π (1 − weight · count / base)``.

    A critical rule caps it as long as one of its findings is left.
    """
    left = {part.rule: max(part.count - mended.get(part.rule, 0), 0) for part in score.contributions}
    product = 100 * math.prod(
        1 - part.weight * left[part.rule] / part.base for part in score.contributions if part.base
    )
    return min(product, score.score) if score.capped_by and left.get(score.capped_by) else product


def sentence(reach: Reach) -> str:
    """What a person is told of a reach."""
    if not reach.replies:
        return "Not sent in the archive."
    times = "once" if reach.replies == 1 else f"{reach.replies:,} times"
    if reach.findings is None:
        return f"Sent {times} in the archive."
    if not reach.findings:
        return f"Sent {times} in the archive, where something excused it."
    cost = _joined(f"−{points:.2f} points for {account}" for account, points in reach.points)
    return f"Sent {times} in the archive: {reach.findings:,} such finding{'' if reach.findings == 1 else 's'}, {cost}."


def _joined(parts: Iterable[str]) -> str:
    listed = list(parts)
    return ", ".join(listed[:3]) + (f" and {len(listed) - 3} more accounts" if len(listed) > 3 else "")
