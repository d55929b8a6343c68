"""What counts as a public answer, and what as a public question.

A sentence is cut into clauses at its inner punctuation. Words that an empty act (courtesy, promise, offer …) or an
act that moves the customer on covers hold no substance. A substance act whose words are its own makes a public answer.
No word of any language stands here: what is substance and what is empty is the pack's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from auditor.model import Act, Span
from auditor.text.packs import Role
from auditor.text.tokens import Tokens

_SILENT = frozenset({Role.EMPTY, Role.ELSEWHERE})
_ASKS_NOTHING = frozenset({"closing-offer", "asks-personal-data", "offer-to-call"})
_ENOUGH = 5  # words of its own that make a question of a sentence which also offers help
_APART = frozenset({"greeting", "team-signature"})  # said before or after the matter, never about it
_NO_WORDS = frozenset({"punct", "end", "newline", "emoji", "handle", "url", "hashtag"})
_CLAUSE_ENDS = frozenset({",", ";", "–", "—", "…"})


def public_answers(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    roles: Mapping[str, Role],
    openers: Set[str] = frozenset(),
) -> Iterable[Act]:
    """One ``public-answer`` per clause that holds substance of its own. ``openers`` are words that may begin a clause."""
    told: list[Span] = []
    for index, (a, b) in enumerate(ranges):
        here = [act for act in acts if act.sentence == index]
        asked, called = "?" in tokens.words[a:b], "!" in tokens.words[a:b]
        for act in here:
            if roles.get(act.name) is not Role.SUBSTANCE or (asked and act.name != "step"):
                continue
            if called and act.name == "fact":  # small talk, more often than not
                continue
            clause = _clauses_around(tokens, (a, b), act.span, openers)
            span = _clauses_around(tokens, (a, b), act.span, frozenset())
            if any(_silences(other, act, clause, roles) for other in here) or any(span.overlaps(t) for t in told):
                continue
            told.append(span)
            yield Act("public-answer", span, index, f"{act.name}: {act.phrase}")


def _silences(other: Act, act: Act, clause: Span, roles: Mapping[str, Role]) -> bool:
    """Whether a neighbour takes the substance from an act: it shares words with it; it moves the customer on in the same
    clause; or it opens that clause, so that the act only says what the brand is sorry for, glad of, or will do."""
    role = roles.get(other.name)
    if role not in _SILENT or other.name in _APART or (other.name, act.name) == ("asks-detail", "step"):
        return False
    if other.span.overlaps(act.span):
        return True
    return other.span.overlaps(clause) and (role is Role.ELSEWHERE or other.span.start < act.span.start)


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
        said = [act.span for act in here if roles.get(act.name) is Role.EMPTY and act.name != "asks-detail"]
        words = [i for i in range(a, b) if tokens.kinds[i] not in _NO_WORDS]
        own = [i for i in words if not any(s.start <= tokens.starts[i] < s.end for s in said)]
        if len(own) >= _ENOUGH or (len(own) == len(words) > 1):
            yield Act("question", Span(tokens.starts[a], tokens.ends[b - 1]), index, "question mark")


def _clauses_around(tokens: Tokens, sentence: tuple[int, int], span: Span, openers: Set[str]) -> Span:
    """The clauses of a sentence that a span touches, as one span."""
    clauses = _clauses(tokens, sentence, openers)
    touched = [(a, b) for a, b in clauses if tokens.starts[a] < span.end and span.start < tokens.ends[b - 1]]
    start, end = touched[0][0], touched[-1][1]
    while start < end - 1 and tokens.kinds[start] in _NO_WORDS:
        start += 1
    while end - 1 > start and tokens.kinds[end - 1] == "newline":
        end -= 1
    return Span(min(tokens.starts[start], span.start), max(tokens.ends[end - 1], span.end))


def _clauses(tokens: Tokens, sentence: tuple[int, int], openers: Set[str]) -> Iterator[tuple[int, int]]:
    """Half-open token ranges between the punctuation marks and the opening words of a sentence."""
    start, last = sentence
    for i in range(start, last):
        if i > start and tokens.words[i] in openers:
            yield start, i
            start = i
        if tokens.words[i] in _CLAUSE_ENDS or tokens.kinds[i] == "emoji" or i == last - 1:
            yield start, i + 1
            start = i + 1
