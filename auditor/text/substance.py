"""What counts as a public answer, and what as a public question.

A sentence is cut into clauses at its inner punctuation and before the words that may open a clause. A substance act
(a step, a cause, a status …) makes its clause a public answer unless an empty act (courtesy, promise, offer …) or one
that moves the customer on takes it away. Words that no act covers prove nothing: measured on real replies, six of
forty-four such sentences answered and the rest were small talk. No word of any language stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from auditor.model import Act, Span
from auditor.text.packs import Role
from auditor.text.tokens import Tokens

_SILENT = frozenset({Role.EMPTY, Role.ELSEWHERE})
_ASKS_NOTHING = frozenset({"closing-offer", "asks-personal-data", "offer-to-call", "blames"})
_ENOUGH = 5  # words of its own that make a question of a sentence which also offers help
_LAYS_BLAME = "blames"
_APART = frozenset({"greeting", "team-signature"})  # said before or after the matter, never about it
_NO_WORDS = frozenset({"punct", "end", "newline", "emoji", "handle", "url", "hashtag"})
_CLAUSE_ENDS = frozenset({",", ";", "–", "—", "…"})


def public_answers(
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
    openers: Set[str] = frozenset(),
) -> Iterable[Act]:
    """One ``public-answer`` per clause with substance of its own; ``openers`` are words that may begin a clause."""
    told: list[Span] = []
    telling = {act.sentence for act in acts if roles.get(act.name) is Role.SUBSTANCE}
    for index in sorted(telling):
        a, b = ranges[index]
        here = [act for act in acts if act.sentence == index]
        asked, called = "?" in tokens.words[a:b], "!" in tokens.words[a:b]
        shown, ruled = list(_clauses(tokens, (a, b))), list(_clauses(tokens, (a, b), openers))
        for act in sorted(here, key=lambda act: act.span.start):
            if roles.get(act.name) is not Role.SUBSTANCE or (asked and act.name != "step"):
                continue
            if called and act.name == "fact":  # small talk, more often than not
                continue
            span = _around(tokens, shown, act.span)
            if told and span.overlaps(told[-1]):
                continue
            clause = _around(tokens, ruled, act.span)
            if any(_silences(other, act, clause, roles) for other in here):
                continue
            told.append(span)
            yield Act("public-answer", span, index, f"{act.name}: {act.phrase}")


def _silences(other: Act, act: Act, clause: Span, roles: Mapping[str, Role]) -> bool:
    """Whether a neighbour takes the substance from an act: it shares words with it; it moves the customer on, or
    blames them, in the same clause; or it opens that clause, so that the act only says what the brand is sorry for,
    glad of, or will do."""
    if other.name == _LAYS_BLAME:
        return other.span.overlaps(clause)
    role = roles.get(other.name)
    if role not in _SILENT or other.name in _APART or (other.name, act.name) == ("asks-detail", "step"):
        return False
    if other.span.overlaps(act.span):
        return True
    return other.span.overlaps(clause) and (role is Role.ELSEWHERE or other.span.start < act.span.start)


def questions(
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
    tags: Set[str] = frozenset(),
) -> Iterable[Act]:
    """One ``question`` per sentence with a question mark that asks for more than a private message, leave to help, or (in
    ``tags``) assent to what was said: "we have refunded it, ok?"."""
    for index, (a, b) in enumerate(ranges):
        if "?" not in tokens.words[a:b]:
            continue
        if tags and _ends_in_tag(tokens, (a, b), tags):
            continue
        here = [act for act in acts if act.sentence == index]
        if any(roles.get(act.name) is Role.ELSEWHERE or act.name in _ASKS_NOTHING for act in here):
            continue
        said = [act.span for act in here if roles.get(act.name) is Role.EMPTY and act.name != "asks-detail"]
        words = [i for i in range(a, b) if tokens.kinds[i] not in _NO_WORDS]
        own = [i for i in words if not any(s.start <= tokens.starts[i] < s.end for s in said)]
        if len(own) >= _ENOUGH or (len(own) == len(words) > 1):
            yield Act("question", Span(tokens.starts[a], tokens.ends[b - 1]), index, "question mark")


def _ends_in_tag(tokens: Tokens, sentence: tuple[int, int], tags: Set[str]) -> bool:
    """Whether the last clause of a sentence that has others is made of ``tags`` alone."""
    *before, last = _clauses(tokens, sentence)
    words = [tokens.words[i] for i in range(*last) if tokens.kinds[i] not in _NO_WORDS]
    return bool(before and words) and all(word in tags for word in words)


def _around(tokens: Tokens, clauses: Sequence[tuple[int, int]], span: Span) -> Span:
    """The clauses that a span touches, as one span."""
    touched = [(a, b) for a, b in clauses if tokens.starts[a] < span.end and span.start < tokens.ends[b - 1]]
    start, end = touched[0][0], touched[-1][1]
    while start < end - 1 and tokens.kinds[start] in _NO_WORDS:
        start += 1
    while end - 1 > start and tokens.kinds[end - 1] == "newline":
        end -= 1
    return Span(min(tokens.starts[start], span.start), max(tokens.ends[end - 1], span.end))


def _clauses(tokens: Tokens, sentence: tuple[int, int], openers: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Half-open token ranges between the punctuation marks and the opening words of a sentence."""
    start, last = sentence
    for i in range(start, last):
        if i > start and tokens.words[i] in openers:
            yield start, i
            start = i
        if tokens.words[i] in _CLAUSE_ENDS or tokens.kinds[i] == "emoji" or i == last - 1:
            yield start, i + 1
            start = i + 1
