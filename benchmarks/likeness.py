"""How near-duplicate search grows: seconds for 10,000 and 40,000 reply-like texts. Run: python benchmarks/likeness.py"""

from __future__ import annotations

import random
import time

from auditor.checks.likeness import groups_of_alike

WORDS = [f"word{number}" for number in range(3_000)]


def archive(size: int) -> list[str]:
    """One text in three a changed template, of which there are as many more as the archive is larger."""
    rng = random.Random(size)
    templates = [rng.choices(WORDS, k=rng.randint(8, 25)) for _ in range(size // 50)]
    texts = []
    for _ in range(size):
        words = list(rng.choice(templates)) if rng.random() < 0.33 else rng.choices(WORDS, k=rng.randint(8, 25))
        words[rng.randrange(len(words))] = rng.choice(WORDS)
        texts.append(" ".join(words))
    return texts


def main() -> None:
    """Prints one line per size."""
    for size in (10_000, 40_000):
        texts = archive(size)
        began = time.process_time()
        groups = groups_of_alike(texts, 90)
        print(f"{size:>7,} texts: {time.process_time() - began:6.2f} s CPU, {len(groups):,} groups")


if __name__ == "__main__":
    main()
