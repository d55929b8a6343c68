"""An archive of any size made from a real one, with no two texts equal: ``python -m benchmarks.archive --help``.

The real archive is copied as often as needed. In each copy ids and customers get numbers of their own, times move on by
whole weeks, and threads, accounts and agents' signatures stay. Texts are written anew: some sentences give way to others
of the same account, side, language and position; some words to others of the same kind (language, case, ending,
frequency), the rarer the more often; numbers, customers' handles and rare links are drawn again for each copy. A text
whose words (beside the handles it begins with, and whatever the case) came before is given another sentence.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.once import Once
from benchmarks.pieces import COLUMNS, Pieces, Tweet, is_plain, kind_of, ranks, take_apart

Numbers = np.ndarray[Any, np.dtype[np.int64]]
_BLOCK = 8_192
_OTHER_SENTENCE = 0.35
_OTHER_WORD = ((7, 0.03), (10, 0.10), (99, 0.45))  # up to so many bits of its rank, a word is replaced so often
_SMALL_POOL = 40  # sentences; below it an account's sentences give way to those of any account
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGH23456789"
_OWN_LINK = 5  # a link met so often is the account's help page and stays


class Archive:
    """Endless rows made from ``pieces``; the same ``seed`` gives the same rows. ``posts`` is about how many are taken."""

    def __init__(self, pieces: Pieces, seed: int, posts: int) -> None:
        self._pieces, self._seed, self._once = pieces, seed, Once(posts)
        self._starts: Numbers = np.cumsum([0, *map(len, pieces.sentences)])
        self._flat: Numbers = np.array([number for sentence in pieces.sentences for number in sentence], dtype=np.int64)
        self._written = ["".join(token) for token in pieces.tokens]
        self._redrawn = _redrawn(pieces, self._flat)
        self._pools, self._pool_of = _pools(pieces)
        self._kinds, self._kind_of, self._chance = _kinds(pieces)
        known = [int(tweet.author) for tweet in pieces.tweets if tweet.author.isdigit()]
        self._customers = 10 ** len(str(max(known, default=1)))
        self._ids = 10 ** len(str(max(tweet.id for tweet in pieces.tweets)))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Rows in the order of ``COLUMNS``, copy after copy, each in the real archive's order."""
        for copy in count():
            self._draw_again(copy)
            row = _Renamed(copy * self._ids, copy * self._customers, copy).row
            for begin in range(0, len(self._pieces.tweets), _BLOCK):
                tweets = self._pieces.tweets[begin : begin + _BLOCK]
                texts = self._texts(tweets, np.random.default_rng((self._seed, copy, begin)))
                yield from map(row, tweets, texts)

    def _draw_again(self, copy: int) -> None:
        """Customers' handles, numbers and rare links as they are in this copy."""
        chance = np.random.default_rng((self._seed, copy))
        digits = chance.integers(100, size=len(self._redrawn)).tolist()
        letters = chance.integers(len(_LETTERS), size=(len(self._redrawn), 5)).tolist()
        for number, two, five in zip(self._redrawn, digits, letters, strict=True):
            word, after = self._pieces.tokens[number]
            if word[0] == "@":
                word = f"@{int(word[1:]) + copy * self._customers}"
            elif "://" in word:
                word = word[:-5] + "".join([_LETTERS[letter] for letter in five])
            else:
                word = f"{word[:-2]}{two:02d}"
            self._written[number] = word + after

    def _texts(self, tweets: Sequence[Tweet], chance: np.random.Generator) -> list[str]:
        texts = [""] * len(tweets)
        waiting = list(range(len(tweets)))
        more = 0
        while waiting:
            again = []
            drawn = self._draw([tweets[at] for at in waiting], more, chance)
            for at, text in zip(waiting, drawn, strict=True):
                if text and self._once.first(text.lower()):
                    texts[at] = text
                else:
                    again.append(at)
            waiting, more = again, more + 1
        return texts

    def _draw(self, tweets: Sequence[Tweet], more: int, chance: np.random.Generator) -> list[str]:
        """A text for each tweet, with ``more`` sentences than its own."""
        slots = [tweet.sentences + (tweet.sentences[-1:] or (0,)) * more for tweet in tweets]
        sizes = np.array([len(one) for one in slots])
        own: Numbers = np.array([number for one in slots for number in one], dtype=np.int64)
        added = np.zeros(len(own), dtype=bool)
        for sentence in range(more):
            added[np.cumsum(sizes) - 1 - sentence] = True
        chosen = self._pools.draw(self._pool_of[own], chance)
        sentences = np.where(added | (chance.random(len(own)) < _OTHER_SENTENCE), chosen, own)
        begins, lengths = self._starts[sentences], self._starts[sentences + 1] - self._starts[sentences]
        ends = np.cumsum(lengths)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begins - (ends - lengths), lengths)
        written = list(map(self._written.__getitem__, self._flat[places].tolist()))
        replaced = np.flatnonzero(chance.random(len(places)) < self._chance[places])
        others = self._kinds.draw(self._kind_of[places[replaced]], chance)
        tokens = self._pieces.tokens
        for at, number, other in zip(
            replaced.tolist(), self._flat[places[replaced]].tolist(), others.tolist(), strict=True
        ):
            written[at] = tokens[other][0] + tokens[number][1]
        bounds = [0, *ends.tolist()]
        firsts = [0, *np.cumsum(sizes).tolist()]
        return ["".join(written[bounds[a] : bounds[b]]).strip() for a, b in pairwise(firsts)]


class _Renamed:
    """Rows of one copy: ids, customers and days moved on by so many."""

    def __init__(self, ids: int, customers: int, weeks: int) -> None:
        self._ids, self._customers, self._weeks = ids, customers, weeks
        self._days: dict[int, tuple[str, int]] = {}

    def row(self, tweet: Tweet, text: str) -> tuple[str, ...]:
        day, year = self._days.get(tweet.day) or self._day(tweet.day)
        return (
            str(tweet.id + self._ids),
            self._author(tweet.author),
            tweet.inbound,
            f"{day} {tweet.clock} {year}",
            " ".join([*[f"@{self._author(handle[1:])}" for handle in tweet.head], text]),
            ",".join([self._id(piece) for piece in tweet.responses]) if tweet.responses else "",
            self._id(tweet.parent),
        )

    def _day(self, ordinal: int) -> tuple[str, int]:
        day = date.fromordinal(ordinal + 7 * self._weeks)
        return self._days.setdefault(ordinal, (f"{day:%a %b %d}", day.year))

    def _id(self, cell: str) -> str:
        return str(int(cell) + self._ids) if cell.isdigit() else cell

    def _author(self, name: str) -> str:
        return str(int(name) + self._customers) if name.isdigit() else name


class _Urns:
    """Members by urn, to draw from many urns at once."""

    def __init__(self, urns: Sequence[Sequence[int]]) -> None:
        self._sizes = np.array([len(urn) for urn in urns])
        self._starts = np.cumsum([0, *self._sizes.tolist()])[:-1]
        self._members: Numbers = np.array([member for urn in urns for member in urn], dtype=np.int64)

    def draw(self, urns: Numbers, chance: np.random.Generator) -> Numbers:
        at: Numbers = self._starts[urns] + (chance.random(len(urns)) * self._sizes[urns]).astype(np.int64)
        return np.take(self._members, at)


def _pools(pieces: Pieces) -> tuple[_Urns, Numbers]:
    """The sentences that may take each other's place, and for each sentence the number of its pool."""
    counts = Counter(pieces.pools)
    names = [name if counts[name] >= _SMALL_POOL else _of_any(name) for name in pieces.pools]
    return _urns(names, range(len(names)))


def _of_any(pool: str) -> str:
    speaker, language, position = pool.rsplit(" ", 2)
    return f"{'to' if speaker.startswith('to ') else 'of'} any {language} {position}"


def _kinds(pieces: Pieces) -> tuple[_Urns, Numbers, Any]:
    """Words by kind; for each word of each sentence the number of its kind, and how likely it is replaced."""
    plain = [is_plain(word) for word, _ in pieces.tokens]
    rank = ranks(pieces.tokens[number][0] for sentence in pieces.sentences for number in sentence if plain[number])

    @cache
    def kind(number: int, language: str) -> tuple[str, float]:
        if not plain[number]:
            return "", 0.0
        word = pieces.tokens[number][0]
        bits = rank[word.lower()].bit_length()
        return kind_of(word, language, bits), next(chance for most, chance in _OTHER_WORD if bits <= most)

    members = [number for sentence in pieces.sentences for number in sentence]
    spoken = [language for sentence, language in zip(pieces.sentences, pieces.languages, strict=True) for _ in sentence]
    kinds = list(map(kind, members, spoken))
    urns, of = _urns([name for name, _ in kinds], members)
    return urns, of, np.array([chance for _, chance in kinds])


def _urns(names: Sequence[str], members: Sequence[int]) -> tuple[_Urns, Numbers]:
    urns: dict[str, list[int]] = defaultdict(list)
    for name, member in zip(names, members, strict=True):
        urns[name].append(member)
    order = {name: number for number, name in enumerate(urns)}
    return _Urns(list(urns.values())), np.array([order[name] for name in names], dtype=np.int64)


def _redrawn(pieces: Pieces, flat: Numbers) -> list[int]:
    """Tokens that every copy has its own of: handles of customers, links of few, numbers of three digits and more."""
    links = Counter(word for number in flat.tolist() if "://" in (word := pieces.tokens[number][0]))
    return [
        number
        for number, (word, _) in enumerate(pieces.tokens)
        if (word[:1] == "@" and word[1:].isdigit())
        or (word[:1].isdigit() and len(word) > 2)
        or ("://" in word and len(word) > 15 and links[word] < _OWN_LINK)
    ]


def write(source: Path, output: Path, posts: int, seed: int) -> None:
    """Write ``posts`` rows made from ``source`` to ``output``."""
    archive = Archive(take_apart(source), seed, posts)
    with output.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        table.writerows(islice(archive.rows(), posts))


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    options.add_argument("--from", dest="source", type=Path, required=True, help="twcs.csv, or a file with its columns")
    options.add_argument("--posts", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--output", type=Path, required=True)
    chosen = options.parse_args()
    try:
        write(chosen.source, chosen.output, chosen.posts, chosen.seed)
    except (OSError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
