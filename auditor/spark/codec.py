"""Values of the model as bytes and back: JSON, in which times keep their zone (a timestamp of Arrow would lose it)."""

from __future__ import annotations

import msgspec

from auditor.engine.parts import AccountPart
from auditor.model import AccountScore, Finding, Post, Thread

Unjudged = tuple[tuple[tuple[str, str, str], int], ...]
"""(rule, source, reason) and how often, as in an AccountPart."""

# The functions below travel to workers, by name; a decoder itself does not.
_POST = msgspec.json.Decoder(Post)
_THREAD = msgspec.json.Decoder(Thread)
_PART = msgspec.json.Decoder(AccountPart)
_FINDINGS = msgspec.json.Decoder(tuple[Finding, ...])
_SCORE = msgspec.json.Decoder(AccountScore)
_UNJUDGED = msgspec.json.Decoder(Unjudged)


def packed(value: object) -> bytes:
    """Any value of the model; what is below makes it again. A sequence of another kind is told as a tuple."""
    return msgspec.json.encode(value, enc_hook=tuple)


def post_of(body: bytes) -> Post:
    return _POST.decode(body)


def thread_of(body: bytes) -> Thread:
    return _THREAD.decode(body)


def part_of(body: bytes) -> AccountPart:
    return _PART.decode(body)


def findings_of(body: bytes) -> tuple[Finding, ...]:
    return _FINDINGS.decode(body)


def score_of(body: bytes) -> AccountScore:
    return _SCORE.decode(body)


def unjudged_of(body: bytes) -> Unjudged:
    return _UNJUDGED.decode(body)
