"""Tokens keep their exact places, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.tokens import normal_form, scan, tokenize


@given(st.text())
def test_places_are_exact_ordered_and_do_not_overlap(text: str) -> None:
    tokens = tokenize(text)
    position = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert position <= start < end <= len(text)
        position = end


_SPACED = (
    "e",
    "mail",
    "-",
    " ",
    "  ",
    "\n",
    "\t",
    "\u2003",
    "a b",
    "{{",
    "}}",
    "{",
    "<<",
    ">>",
    "1",
    "23",
    "0800",
    "+",
    "(",
    ")",
)
_CLOSE = (".", "/", "don't", "@who", "#tag", "https://x.io/a", "é", "__email__", "1/2", "😀", ":)", "%", "C'est")
_PARTS = st.sampled_from((*_SPACED, *_CLOSE))


@settings(max_examples=500)
@given(st.lists(_PARTS, max_size=14).map("".join))
def test_a_text_read_by_pieces_gives_the_tokens_of_the_whole(text: str) -> None:
    assert tokenize(text) == scan(text)


@given(st.text(alphabet="abcdefghij'é -.", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    tokens = tokenize(text)
    covered = {i for start, end in zip(tokens.starts, tokens.ends, strict=True) for i in range(start, end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We’ll don't DON’T", ["we", "'ll", "dont", "dont"]),
        ("l’app dell'ordine c'est", ["l'", "app", "dell'", "ordine", "c'", "est"]),
        ("Contactez-nous, contate-nos", ["contactez", "nous", ",", "contate", "nos"]),
        ("E-Mail e mail email", ["email", "email", "email"]),
        ("perché PERCHÉ perche", ["perche"] * 3),
        ("cœur COEUR Cœur", ["coeur"] * 3),
        ("call 1-800-123-4567 or +39 02 1234567", ["call", "#phone", "or", "#phone"]),
        ("call 1-800-FLOWERS now", ["call", "#phone", "now"]),
        ("on 12/10/2017 and 2019-2020 for £12.50", ["on", "#number", "and", "#number", "for", "#number"]),
        ("order 112-1234567-1234567", ["order", "#number"]),
        ("@anna see https://t.co/abc. mail a.b@c.co", ["#handle", "see", "#url", ".", "mail", "#email"]),
        ("Hi {{customer.name}}!", ["hi", "#slot", "!"]),
        ("__email__ 😂😂 ok :)", ["#email", "#emoji", "ok", "#emoji"]),
        ("why?! …", ["why", "?", "…"]),
    ],
)
def test_words_in_their_normal_form(text: str, words: list[str]) -> None:
    assert list(tokenize(text).words) == words


def test_normal_form_is_its_own_normal_form() -> None:
    for word in ("Straße", "GARÇON", "n'T", "İstanbul", "don´t"):
        assert normal_form(normal_form(word)) == normal_form(word)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 50_000,
        "-1" * 25_000,
        "a@" * 25_000,
        "{{" * 25_000,
        "'a" * 25_000,
        "1.1." * 12_000,
        "a." * 25_000,
        "+" * 50_000,
        "(1)" * 15_000,
    ],
)
def test_hostile_texts_take_no_more_than_linear_time(hostile: str) -> None:
    started = time.process_time()
    tokenize(hostile)
    assert time.process_time() - started < 5  # quadratic behaviour takes minutes at this length
