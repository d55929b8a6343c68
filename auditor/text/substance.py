"""What counts as a public answer, and what as a public question.

A sentence is cut into clauses at its inner punctuation. Words that an empty act (courtesy, promise, offer …) or an
act that moves the customer on covers hold no substance. A substance act whose words are its own makes a public answer.
No word of any language stands here: what is substance and what is empty is the pack's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.model import Act, Span
from auditor.text.packs import Role
from auditor.text.tokens import Tokens

_SILENT = frozenset({Role.EMPTY, Role.ELSEWHERE})
_ASKS_NOTHING = frozenset({"closing-offer", "offer", "asks-personal-data", "pleasantry", "offer-to-call"})
_NO_WORDS = frozenset({"punct", "end", "newline", "emoji", "handle", "url", "hashtag"})
_CLAUSE_ENDS = frozenset({",", ";", "–", "—", "…", "(", ")"})


def public_answers(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
) -> Iterable[Act]:
    """One ``public-answer`` per clause that holds substance not swallowed by an empty act."""
    silent = [act.span for act in acts if roles.get(act.name) in _SILENT]
    told: list[Span] = []
    for act in acts:
        if roles.get(act.name) is not Role.SUBSTANCE or any(s.overlaps(act.span) for s in silent):
            continue
        span = _clauses_around(tokens, ranges[act.sentence], act.span)
        if not any(span.overlaps(other) for other in told):
            told.append(span)
            yield Act("public-answer", span, act.sentence, f"{act.name}: {act.phrase}")


def questions(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
) -> Iterable[Act]:
    """One ``question`` per sentence with a question mark that asks for more than a private message or leave to help."""
    for index, (a, b) in enumerate(ranges):
        if "?" not in tokens.words[a:b]:
            continue
        here = [act for act in acts if act.sentence == index]
        if any(roles.get(act.name) is Role.ELSEWHERE or act.name in _ASKS_NOTHING for act in here):
            continue
        words = sum(kind not in _NO_WORDS for kind in tokens.kinds[a:b])
        if words > 1:
            yield Act("question", Span(tokens.starts[a], tokens.ends[b - 1]), index, "question mark")


def _clauses_around(tokens: Tokens, sentence: tuple[int, int], span: Span) -> Span:
    """The clauses of a sentence that a span touches, as one span."""
    touched = [(a, b) for a, b in _clauses(tokens, sentence) if tokens.starts[a] < span.end and span.start < tokens.ends[b - 1]]
    start, end = touched[0][0], touched[-1][1]
    while start < end - 1 and tokens.kinds[start] in _NO_WORDS:
        start += 1
    return Span(min(tokens.starts[start], span.start), max(tokens.ends[end - 1], span.end))


def _clauses(tokens: Tokens, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Half-open token ranges between the punctuation marks of a sentence."""
    first, last = sentence
    start = first
    for i in range(first, last):
        if tokens.words[i] in _CLAUSE_ENDS or i == last - 1:
            yield start, i + 1
            start = i + 1
