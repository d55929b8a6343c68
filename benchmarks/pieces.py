"""A real archive taken to pieces: who writes, who answers whom, and the sentences and words that texts are made of."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auditor.model import Certainty
from auditor.text.language import LanguageReader, available_voices

COLUMNS = ("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")
WHEN = "%a %b %d %H:%M:%S %z %Y"
_HEAD = re.compile(r"(?:@\w+\s+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_WORD = re.compile(r"(https?://\S+|[@#]\w+|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*)")
_ENDINGS = ("ing", "ed", "ly", "s")


@dataclass(frozen=True, slots=True)
class Tweet:
    """A row of the archive as far as a copy of it needs it: ``head`` are the handles that the text begins with, a list
    of responses is cut at its commas, and ``sentences`` are numbers of the archive's."""

    id: int
    author: str
    inbound: str
    day: int
    clock: str
    responses: tuple[str, ...]
    parent: str
    head: tuple[str, ...]
    sentences: tuple[int, ...]


@dataclass(slots=True)
class Pieces:
    """The tweets, and their sentences as numbers of ``tokens``: a word and what stands between it and the next."""

    tweets: list[Tweet] = field(default_factory=list)
    tokens: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[list[int]] = field(default_factory=list)
    pools: list[str] = field(default_factory=list)
    """For each sentence which others may take its place: same speaker, same language, same position in a text."""
    languages: list[str] = field(default_factory=list)
    """For each sentence the language of its text; the archive's usual one where that cannot be told."""
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number_of(self, token: tuple[str, str]) -> int:
        number = self.numbers.setdefault(token, len(self.tokens))
        if number == len(self.tokens):
            self.tokens.append(token)
        return number


def take_apart(path: Path) -> Pieces:
    """Read ``path`` (columns of Customer Support on Twitter). Raises ValueError where a row cannot be read."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        if missing := set(COLUMNS) - set(table.fieldnames or ()):
            raise ValueError(f"{path} has no column {min(missing)}")
        rows = [row for row in table if row["text"].strip() and row["tweet_id"].strip().isdigit()]
    if not rows:
        raise ValueError(f"{path} holds no posts")
    speakers, told = _speakers(rows), LanguageReader(available_voices()).label
    labels = [told(row["text"]) for row in rows]
    codes = [str(label.code) if label.certainty is not Certainty.NONE else "" for label in labels]
    usual = Counter(filter(None, codes)).most_common(1)[0][0] if any(codes) else ""
    pieces = Pieces()
    for row, code in zip(rows, codes, strict=True):
        pieces.tweets.append(_tweet(row, speakers[row["tweet_id"]], code or usual, pieces))
    return pieces


def _speakers(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    """For each tweet the account that writes or is written to; of a customer's whose account is not known, the same."""
    brands = {row["tweet_id"]: row["author_id"] for row in rows if row["inbound"] == "False"}
    answered = {row["in_response_to_tweet_id"]: row["author_id"] for row in rows if row["tweet_id"] in brands}
    speakers = {}
    for row in rows:
        post, parent = row["tweet_id"], row["in_response_to_tweet_id"]
        speakers[post] = brands.get(post) or f"to {answered.get(post) or brands.get(parent) or 'nobody'}"
    return speakers


def _tweet(row: dict[str, str], speaker: str, language: str, pieces: Pieces) -> Tweet:
    text = row["text"].strip()
    head = _HEAD.match(text + " ")
    begin = head.end() if head else 0
    sentences = _SENTENCE.split(text[begin:]) if text[begin:] else []
    numbers = []
    for place, sentence in enumerate(sentences):
        numbers.append(len(pieces.sentences))
        pieces.sentences.append([pieces.number_of(token) for token in _cut(sentence)])
        pieces.pools.append(f"{speaker} {language} {_position(place, len(sentences))}")
        pieces.languages.append(language)
    when = datetime.strptime(row["created_at"].strip(), WHEN)
    return Tweet(
        id=int(row["tweet_id"]),
        author=row["author_id"],
        inbound=row["inbound"],
        day=when.toordinal(),
        clock=f"{when:%H:%M:%S %z}",
        responses=tuple(filter(None, row["response_tweet_id"].split(","))),
        parent=row["in_response_to_tweet_id"],
        head=tuple(text[:begin].split()),
        sentences=tuple(numbers),
    )


def _position(place: int, sentences: int) -> str:
    if sentences == 1:
        return "only"
    return "first" if place == 0 else "last" if place + 1 == sentences else "middle"


def _cut(sentence: str) -> list[tuple[str, str]]:
    """Words with what follows each; the last is followed by the space before the next sentence. What stands before the
    first word follows an empty one."""
    pieces = _WORD.split(sentence + " ")
    return [pair for pair in zip(["", *pieces[1::2]], pieces[::2], strict=True) if pair != ("", "")]


def is_plain(word: str) -> bool:
    """Whether a piece is a word as such: no handle, hashtag, link or number."""
    return word[:1].isalpha() and "://" not in word


def kind_of(word: str, language: str, often: int) -> str:
    """Words of one kind may stand for each other: same language, case and ending, and met as often (a class)."""
    case = "A" if word.isupper() and len(word) > 1 else "a" if word[0].islower() else "Aa"
    ending = next((one for one in _ENDINGS if len(word) > len(one) + 2 and word.endswith(one)), "")
    return f"{language} {case} {ending} {often}"


def ranks(words: Iterable[str]) -> dict[str, int]:
    """The words, case aside, by how often they are met; 0 is the most frequent."""
    counts = Counter(word.lower() for word in words)
    return {word: rank for rank, (word, _) in enumerate(sorted(counts.items(), key=lambda one: (-one[1], one[0])))}
