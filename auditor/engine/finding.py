"""From what a rule saw to a finding: in the words of its card, with the names by which it is known again."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from auditor.model import Finding, Post, Principle, ReadThread, Sighting, Turn
from auditor.rulebook import AnyCard

_BLANK = re.compile(r"\{([a-z_]+)\}")


def finding_of(card: AnyCard, sighting: Sighting, account: str, thread: ReadThread | None) -> Finding:
    """A sighting in the words of its card, in the language of the text that it points at."""
    ident = sighting.post.id
    turn = next((t for t in thread.turns if any(part.id == ident for part in t.parts)), None) if thread else None
    language = turn.reading.language.code if turn else None
    spoken = turn.reading.pack if turn and turn.reading.pack else "en"
    severity = sighting.severity or card.severity
    return Finding(
        id=_identity(card.name, account, sighting.post.id, str(sighting.span.start), sighting.post.origin.file),
        rule=card.name,
        severity=severity,
        account=account,
        agent=_agent(sighting.post, turn),
        post=sighting.post,
        lang=language,
        span=sighting.span,
        message=_filled(card.message["en"], sighting.facts),
        suggestion=card.suggestion.get(spoken, card.suggestion["en"]),
        excuses=sighting.excuses,
        related=sighting.related,
        principle=_principle(card.principle.statement, card.principle.source),
        fingerprint=_identity(card.name, account, " ".join(sighting.post.text.split()).casefold()),
        facts=sighting.facts,
        customers=tuple(dict.fromkeys(t.post.author for t in thread.turns if t.post.author and not t.is_brand))
        if thread
        else (),
    )


@lru_cache(1024)
def _principle(statement: str, source: str) -> Principle:
    """The same for all findings of a card: an archive has tens of thousands."""
    return Principle(statement, source)


def _agent(post: Post, turn: Turn | None) -> str | None:
    if post.agent:
        return post.agent
    signed = turn.reading.first("signed") if turn and turn.is_brand else None
    return signed.span.of(turn.reading.text).strip("^-–—~*/ .") if turn and signed else None


def _filled(message: str, facts: tuple[tuple[str, str], ...]) -> str:
    """Facts are put into a card's blanks by plain replacement: a stranger's words are never a format string."""
    if not facts:
        return message
    known = dict(facts)
    return _BLANK.sub(lambda match: known.get(match[1], match[0]), message)


def _identity(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
