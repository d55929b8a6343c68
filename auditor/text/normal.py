"""The words of a text alone, for comparing texts: normal form, without handles, links, numbers' spelling, punctuation."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Span
from auditor.text.tokens import tokenize

_LEFT_OUT = frozenset({"handle", "url", "punct", "end", "newline", "emoji"})


def bare_words(text: str, without: Sequence[Span] = ()) -> str:
    """Normal forms joined by single spaces; numbers become ``#number``. Words that begin within ``without`` are left out."""
    tokens = tokenize(text)
    if without:
        return " ".join(
            word
            for word, kind, start in zip(tokens.words, tokens.kinds, tokens.starts, strict=True)
            if kind not in _LEFT_OUT and not any(span.start <= start < span.end for span in without)
        )
    return " ".join([w for w, kind in zip(tokens.words, tokens.kinds, strict=True) if kind not in _LEFT_OUT])
