"""spaCy's Matcher with English patterns of rules/acts on every text, tokenized by spaCy's blank English pipeline.

Every twentieth pattern only: with all of them the Matcher was not ready for its first text after three minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders.run import contend, rows_of

EVERY = 20


def prepare() -> Callable[[Path, int | None], int]:
    import spacy
    from spacy.matcher import Matcher

    from auditor.text.expand import flats_of
    from benchmarks.contenders.phrases import phrases_of, token_patterns

    english = spacy.blank("en")
    matcher = Matcher(english.vocab, validate=False)
    flats = [flat for phrase in phrases_of(["en"]) for flat in flats_of(phrase)]
    for number, flat in enumerate(flats[::EVERY]):
        matcher.add(str(number), [token_patterns(flat)])

    def look(path: Path, most: int | None) -> int:
        posts = 0
        for row in rows_of(path, most):
            matcher(english.make_doc(row["text"]))
            posts += 1
        return posts

    return look


if __name__ == "__main__":
    contend(prepare)
