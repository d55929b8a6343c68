"""Sentences of a tokenized text, by spaCy's rule-based sentencizer."""

from __future__ import annotations

from spacy.pipeline import Sentencizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.tokens import Tokens

_CLOSING = frozenset({"end", "newline"})
_ENDS = {".", "…", "!", "?", "。", "！", "？", "\n"}


class SentenceSplitter:
    """Splits at closing punctuation and at line breaks. Words are placeholders, so spaCy's store stays small."""

    def __init__(self) -> None:
        self._vocab = Vocab()
        self._sentencizer = Sentencizer(punct_chars=sorted(_ENDS))

    def split(self, tokens: Tokens) -> tuple[tuple[int, int], ...]:
        """Half-open token ranges; together they cover the text."""
        if not len(tokens):
            return ()
        if _CLOSING.isdisjoint(tokens.kinds[:-1]):
            return ((0, len(tokens)),)
        words = [
            word if kind in _CLOSING else ("," if kind == "punct" else "w")
            for word, kind in zip(tokens.words, tokens.kinds, strict=True)
        ]
        doc = self._sentencizer(Doc(self._vocab, words=words))
        return tuple((sent.start, sent.end) for sent in doc.sents)
