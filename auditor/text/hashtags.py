"""Hashtags as the words they are made of: ``#EpicFail`` says "epic fail"."""

from __future__ import annotations

import re

from auditor.text.tokens import Tokens, normal_form

_PART = re.compile(r"[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[^\W\d_A-ZÀ-ÖØ-Þ]+|[^\W\d_]+")


def open_hashtags(text: str, tokens: Tokens) -> Tokens:
    """The same tokens, each hashtag of letters alone replaced by its words, with their places. A hashtag that holds a
    digit stays: it names a thing, not a feeling."""
    if "hashtag" not in tokens.kinds:
        return tokens
    words: list[str] = []
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for word, kind, start, end in zip(tokens.words, tokens.kinds, tokens.starts, tokens.ends, strict=True):
        parts = list(_PART.finditer(text, start + 1, end)) if kind == "hashtag" else []
        if not parts or any(c.isdigit() for c in text[start:end]):
            words.append(word)
            kinds.append(kind)
            starts.append(start)
            ends.append(end)
            continue
        for part in parts:
            words.append(normal_form(part.group()))
            kinds.append("word")
            starts.append(part.start())
            ends.append(part.end())
    return Tokens(tuple(words), tuple(kinds), tuple(starts), tuple(ends))
