"""Sentences: what spaCy says of the marks between words is what it says of the whole text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.sentences import SentenceSplitter
from auditor.text.tokens import Tokens, tokenize

_PIECES = (
    "we",
    " are",
    " sorry",
    ".",
    "!",
    "?!",
    "...",
    "…",
    "。",
    ",",
    ")",
    '"',
    " - ",
    "\n",
    " ",
    "😀",
    " @anna",
    " 3.5",
)
_CLOSING = [".", "…", "!", "?", "。", "！", "？", "\n"]


def _of_the_whole_text(tokens: Tokens) -> tuple[tuple[int, int], ...]:
    """The sentencizer asked about every word at once. Whatever is no closing mark is a word to it."""
    words = [word if kind in {"end", "newline"} else "w" for word, kind in zip(tokens.words, tokens.kinds, strict=True)]
    doc = Sentencizer(punct_chars=_CLOSING)(Doc(Vocab(), words=words))
    return tuple((sentence.start, sentence.end) for sentence in doc.sents)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_the_marks_between_words_tell_what_the_whole_text_would(text: str) -> None:
    tokens = tokenize(text)
    assert SentenceSplitter().split(tokens) == _of_the_whole_text(tokens)


def test_a_dash_after_a_full_stop_begins_the_signature() -> None:
    text = "We are on it. -KC"
    tokens = tokenize(text)
    assert [text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in SentenceSplitter().split(tokens)] == [
        "We are on it.",
        "-KC",
    ]
