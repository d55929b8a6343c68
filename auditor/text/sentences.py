"""Sentences of a tokenized text, by spaCy's rule-based sentencizer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from auditor.text.tokens import Tokens

_REMEMBERED = 20_000
_CLOSING = frozenset({"end", "newline"})
_ENDS = {".", "…", "!", "?", "。", "！", "？", "\n"}


class SentenceSplitter:
    """Splits at closing punctuation and at line breaks. spaCy is asked about the outline of a text (its closing marks, and
    what stands between them as one word or as marks and a word), which is short and comes again and again."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], tuple[int, ...]] = {}

    def split(self, tokens: Tokens) -> tuple[tuple[int, int], ...]:
        """Half-open token ranges; together they cover the text."""
        if not len(tokens):
            return ()
        if _CLOSING.isdisjoint(tokens.kinds[:-1]):
            return ((0, len(tokens)),)
        outline, places, inside = [], [], False
        for index, kind in enumerate(tokens.kinds):
            if kind in _CLOSING:
                outline.append(tokens.words[index])
                inside = False
            elif inside:
                continue
            else:
                inside = kind != "punct"
                outline.append("w" if inside else ",")
            places.append(index)
        starts = [places[start] for start in self._starts(tuple(outline))]
        return tuple(pairwise((*starts, len(tokens))))

    def get_ready(self) -> None:
        """Load spaCy now, by asking it about a text without a word."""
        self._starts((".",))

    def _starts(self, outline: tuple[str, ...]) -> tuple[int, ...]:
        """Where sentences begin in an outline."""
        known = self._seen.get(outline)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = self._seen[outline] = self._ask(outline)
        return known

    @cached_property
    def _ask(self) -> Callable[[Sequence[str]], tuple[int, ...]]:
        """spaCy, loaded when the first text of several sentences comes."""
        from spacy.pipeline import Sentencizer
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        vocab, sentencizer = Vocab(), Sentencizer(punct_chars=sorted(_ENDS))
        return lambda words: tuple(sentence.start for sentence in sentencizer(Doc(vocab, words=list(words))).sents)
