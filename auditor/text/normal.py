"""The words of a text alone, for comparing texts: normal form, without handles, links, numbers' spelling, punctuation."""

from __future__ import annotations

from auditor.text.tokens import tokenize

_LEFT_OUT = frozenset({"handle", "url", "punct", "end", "newline", "emoji"})


def bare_words(text: str) -> str:
    """Normal forms joined by single spaces; numbers become ``#number``."""
    tokens = tokenize(text)
    return " ".join(w for w, kind in zip(tokens.words, tokens.kinds, strict=True) if kind not in _LEFT_OUT)
