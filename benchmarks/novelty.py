"""How often an archive says the same thing again: ``python -m benchmarks.novelty FILE… --posts 10000,30000``.

Whoever remembers what was read (texts, sentences, runs of words) gains by repetition. A made archive must not repeat more
than the real one of the same size, else it would flatter whoever remembers.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_LEFT_OUT = re.compile(r"https?://\S+|@\w+")
_END = re.compile(r"[.!?…]+(?:\s+|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Novelty:
    """Of the first ``posts`` posts: how many different texts there are for 100 posts, and how many different sentences
    and runs of three words for one. Handles, links and case are left out of account."""

    posts: int
    texts: float
    sentences: float
    runs: float


def novelty(texts: Iterator[str], sizes: Sequence[int]) -> list[Novelty]:
    """One entry for each of ``sizes`` (ascending) that ``texts`` reach."""
    seen_texts: set[int] = set()
    seen_sentences: set[int] = set()
    seen_runs: set[int] = set()
    reached, found = 0, []
    for size in sizes:
        for text in islice(texts, size - reached):
            plain = " ".join(_LEFT_OUT.sub(" ", text.lower()).split())
            seen_texts.add(hash(plain))
            for sentence in filter(None, _END.split(plain)):
                words = _WORD.findall(sentence)
                seen_sentences.add(hash(" ".join(words)))
                seen_runs.update(map(hash, zip(words, words[1:], words[2:], strict=False)))
            reached += 1
        if reached < size:
            break
        counts = (100 * len(seen_texts), len(seen_sentences), len(seen_runs))
        found.append(Novelty(size, *(count / size for count in counts)))
    return found


def texts_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["text"]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.novelty", description=__doc__)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--posts", default="10000,30000,59000")
    chosen = options.parse_args()
    sizes = sorted(map(int, chosen.posts.split(",")))
    print("| archive | posts | texts in 100 posts | sentences a post | runs of three words a post |")
    print("|---|---|---|---|---|")
    for path in chosen.files:
        for one in novelty(texts_of(path), sizes):
            print(f"| {path.stem} | {one.posts:,} | {one.texts:.1f} | {one.sentences:.2f} | {one.runs:.2f} |")


if __name__ == "__main__":
    main()
