"""The sieve loses nothing: what passes it agrees with an obvious slow twin that asks spaCy's Matcher about every pattern."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.text.expand import flats_of
from auditor.text.lexicon import ActPhrases, Lexicon
from auditor.text.phrases import Gap, Phrase, parse
from auditor.text.shapes import store
from auditor.text.tokens import tokenize
from auditor.text.vocabulary import SENTENCE_ENDS

WORDS = ["call", "us", "please", "team", "calling", "a", "dm", ".", "other", "other other other other other"]
pieces = st.sampled_from(
    [
        "call",
        "us",
        "please?",
        "call*",
        "(call|dm)",
        "(call us|dm)",
        "(a team)?",
        "...",
        "..1",
        "team",
        "(us|a dm)?",
        "a",
    ]
)
phrases = st.lists(pieces, min_size=1, max_size=5).map(lambda listed: " ".join([*listed, "us"]))
open_ended = st.lists(pieces, min_size=1, max_size=3).map(lambda listed: " ".join(["call", *listed, "(us|a dm)?"]))
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def slow_twin(phrase: Phrase, text: str) -> set[tuple[int, int]]:
    """From each word on the longest match of any flat pattern, by a Matcher on the words themselves; of overlapping ones the
    longest."""
    tokens = tokenize(text)
    vocab = Vocab()
    doc = Doc(vocab, words=list(tokens.words))
    found: set[tuple[int, int]] = set()
    for flat in flats_of(phrase):
        pattern = []
        for item in flat:
            if isinstance(item, Gap):
                pattern.append({"ORTH": {"NOT_IN": list(SENTENCE_ENDS)}, "OP": f"{{0,{item.most}}}"})
                continue
            options = [*item.words, *(w for w in set(tokens.words) if any(w.startswith(p) for p in item.prefixes))]
            pattern.append({"ORTH": {"IN": options or ["\0"]}, **({"OP": "?"} if item.optional else {})})
        matcher = Matcher(vocab)
        matcher.add("p", [pattern])
        found |= {(start, end) for _, start, end in matcher(doc)}
    furthest = {(start, max(e for s, e in found if s == start)) for start, _ in found}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(furthest, key=lambda m: (m[0] - m[1], m[0])):
        if not any(a < end and start < b for a, b in kept):
            kept.append((start, end))
    return set(kept)


@settings(max_examples=150, deadline=None)
@given(st.lists(phrases | open_ended, min_size=1, max_size=4, unique=True), texts)
def test_the_lexicon_finds_what_the_slow_twin_finds(sources: list[str], text: str) -> None:
    parsed = [parse(source) for source in sources]
    lexicon = Lexicon([ActPhrases("act", tuple(parsed))])
    got = {(m.phrase, m.start, m.end) for m in lexicon.find(tokenize(text))}
    assert got == {(p.source, a, b) for p in parsed for a, b in slow_twin(p, text)}


def test_windows_that_overlap_tell_of_one_match_from_a_word_on() -> None:
    lexicon = Lexicon([ActPhrases("act", (parse("(us|a dm)? ..1 us"),))])
    assert [(m.start, m.end) for m in lexicon.find(tokenize("us us call us"))] == [(1, 4)]


def test_the_store_does_not_grow_with_the_texts() -> None:
    lexicon = Lexicon([ActPhrases("act", (parse("call us"),))])
    lexicon.find(tokenize("call us about this and that"))
    before = len(store().strings)
    for number in range(500):
        lexicon.find(tokenize(f"call us about word{number} and other{number}"))
    assert len(store().strings) == before


def test_a_gap_before_optional_words_at_the_end_is_filled_with_unknown_words() -> None:
    phrase, text = parse("call ..2 dm?"), "please call other other other other us"
    lexicon = Lexicon([ActPhrases("act", (phrase,))])
    assert {(m.start, m.end) for m in lexicon.find(tokenize(text))} == slow_twin(phrase, text) == {(1, 4)}
