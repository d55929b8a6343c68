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
    """Splits at closing punctuation and at line breaks. spaCy is asked, of the marks that stand between two words, where
    sentences begin among them; no word before bears on it, and the same marks come again and again."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], tuple[int, ...]] = {}

    def split(self, tokens: Tokens) -> tuple[tuple[int, int], ...]:
        """Half-open token ranges; together they cover the text."""
        size = len(tokens)
        if not size:
            return ()
        if _CLOSING.isdisjoint(tokens.kinds[:-1]):
            return ((0, size),)
        starts: list[int] = [0]
        marks: list[str] = []
        closed = False
        for index, kind in enumerate((*tokens.kinds, "text end")):
            if kind in _CLOSING:
                marks.append(tokens.words[index])
                closed = True
            elif kind == "punct":
                marks.append(",")
            elif marks:
                if closed:
                    first = index - len(marks)
                    starts += [first + at for at in self._starts(tuple(marks)) if first + at < size]
                marks, closed = [], False
        return tuple(pairwise((*starts, size)))

    def get_ready(self) -> None:
        """Load spaCy now, by asking it about a full stop."""
        self._starts((".",))

    def _starts(self, marks: tuple[str, ...]) -> tuple[int, ...]:
        """Where sentences begin in a row of marks and the word after it."""
        known = self._seen.get(marks)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = self._seen[marks] = self._ask(marks)
        return known

    @cached_property
    def _ask(self) -> Callable[[Sequence[str]], tuple[int, ...]]:
        """spaCy, loaded when the first text of several sentences comes."""
        from spacy.pipeline import Sentencizer
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        vocab, sentencizer = Vocab(), Sentencizer(punct_chars=sorted(_ENDS))

        def ask(marks: Sequence[str]) -> tuple[int, ...]:
            doc = sentencizer(Doc(vocab, words=["w", *marks, "w"]))
            return tuple([sentence.start - 1 for sentence in doc.sents if sentence.start])

        return ask
