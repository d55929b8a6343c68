"""The phrase language: what it means, and what it refuses."""

from __future__ import annotations

import pytest

from auditor.text.lexicon import ActPhrases, Lexicon
from auditor.text.phrases import PhraseError, parse
from auditor.text.tokens import tokenize


def found(
    phrase: str, text: str, words: dict[str, list[str]] | None = None, exceptions: tuple[str, ...] = ()
) -> list[str]:
    """The words of ``text`` that ``phrase`` covers."""
    lexicon = Lexicon(
        [ActPhrases("act", (parse(phrase, words),), tuple(parse(e, words) for e in exceptions))], ["please", "and"]
    )
    tokens = tokenize(text)
    return [text[tokens.starts[m.start] : tokens.ends[m.end - 1]] for m in lexicon.find(tokens)]


@pytest.mark.parametrize(
    ("phrase", "text", "covered"),
    [
        ("dm us", "Please DM us.", ["DM us"]),
        ("please? dm us", "Please DM us. Or dm us.", ["Please DM us", "dm us"]),
        ("(dm|direct message) us", "direct message us, dm us", ["direct message us", "dm us"]),
        ("(send us a)? dm", "send us a dm", ["send us a dm"]),
        ("contatt* assistenza", "Contattate l'assistenza", []),
        ("contatt* ..1 assistenza", "Contattate l'assistenza", ["Contattate l'assistenza"]),
        ("call ... #phone", "call our team now on 0800 123 4567", ["call our team now on 0800 123 4567"]),
        ("call ... #phone", "call our very kind team now on 0800 123 4567", []),
        ("call ... us", "We call. Tell us", []),
        ("^ call us", "You can call us", []),
        ("^ call us", "Hi Anna, please call us", ["call us"]),
        ("perché", "PERCHE no", ["PERCHE"]),
        ("write to <us>", "write to our team", ["write to our team"]),
        ("was it ?", "was it? yes", ["was it?"]),
        ("go to settings > general", "Go to Settings > General now", ["Go to Settings > General"]),
    ],
)
def test_what_a_phrase_covers(phrase: str, text: str, covered: list[str]) -> None:
    assert found(phrase, text, {"us": ["us", "our team"]}) == covered


def test_an_exception_takes_a_match_away_only_where_it_overlaps() -> None:
    text = "No need to call us. Please call us."
    assert found("call us", text, exceptions=("no need to call us",)) == ["call us"]


def test_of_overlapping_matches_of_a_phrase_the_longest_stays() -> None:
    assert found("(a|a b|a b c)", "a b c") == ["a b c"]


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("dm | us", "outside parentheses"),
        ("(dm us", "never closed"),
        ("dm us)", "unbalanced"),
        ("(|)", "empty choice"),
        ("please?", "match nothing"),
        ("us ^ call", "only at the beginning"),
        ("call ..12 us", "9 words at most, not 12"),
        ("<nobody>", "unknown word list"),
        ("<loop>", "circle"),
        ("(a b|c d|e f|g h|i j)? " * 6 + "x", "expands to"),
        ("", "match nothing"),
    ],
)
def test_what_is_refused_and_in_which_words(phrase: str, says: str) -> None:
    with pytest.raises(PhraseError, match=says):
        parse(phrase, {"loop": ["<loop> x"]})
