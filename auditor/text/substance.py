"""What counts as a public answer, and what as a public question: sentence by sentence, on what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from auditor.model import Act, Span
from auditor.text.packs import Role
from auditor.text.tokens import Tokens


def public_answers(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
) -> Iterable[Act]:
    """One ``public-answer`` per sentence that holds substance not swallowed by an empty act."""
    for index, (a, b) in enumerate(ranges):
        here = [act for act in acts if act.sentence == index]
        empty = [act.span for act in here if roles.get(act.name) in {Role.EMPTY, Role.ELSEWHERE}]
        for act in here:
            if roles.get(act.name) is Role.SUBSTANCE and not any(e.overlaps(act.span) for e in empty):
                yield Act("public-answer", Span(tokens.starts[a], tokens.ends[b - 1]), index, f"{act.name}: {act.phrase}")
                break


def questions(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
) -> Iterable[Act]:
    """One ``question`` per sentence that ends in a question mark and only asks."""
    for index, (a, b) in enumerate(ranges):
        if "?" not in tokens.words[a:b]:
            continue
        here = [act for act in acts if act.sentence == index]
        if any(roles.get(act.name) in {Role.EMPTY, Role.ELSEWHERE} for act in here):
            continue
        yield Act("question", Span(tokens.starts[a], tokens.ends[b - 1]), index, "question mark")
