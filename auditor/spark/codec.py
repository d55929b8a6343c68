"""Values of the model as bytes and back: JSON, in which times keep their zone (a timestamp of Arrow would lose it)."""

from __future__ import annotations

import msgspec

from auditor.engine.parts import AccountPart
from auditor.model import AccountScore, Finding, Post, Thread

Unjudged = tuple[tuple[tuple[str, str, str], int], ...]
"""(rule, source, reason) and how often, as in an AccountPart."""

_POST = msgspec.json.Decoder(Post)
_THREAD = msgspec.json.Decoder(Thread)
_PART = msgspec.json.Decoder(AccountPart)
_FINDINGS = msgspec.json.Decoder(tuple[Finding, ...])
_SCORE = msgspec.json.Decoder(AccountScore)
_UNJUDGED = msgspec.json.Decoder(Unjudged)


def packed(value: object) -> bytes:
    """Any value of the model; what is below makes it again."""
    return msgspec.json.encode(value)


def post_of(body: bytes) -> Post:
    value: Post = _POST.decode(body)
    return value


def thread_of(body: bytes) -> Thread:
    value: Thread = _THREAD.decode(body)
    return value


def part_of(body: bytes) -> AccountPart:
    value: AccountPart = _PART.decode(body)
    return value


def findings_of(body: bytes) -> tuple[Finding, ...]:
    value: tuple[Finding, ...] = _FINDINGS.decode(body)
    return value


def score_of(body: bytes) -> AccountScore:
    value: AccountScore = _SCORE.decode(body)
    return value


def unjudged_of(body: bytes) -> Unjudged:
    value: Unjudged = _UNJUDGED.decode(body)
    return value
