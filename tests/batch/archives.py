"""Archives invented from a seed, as files: few ids, so that links, circles, repeats and missing parents are many."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

TWCS = (
    "tweet_id",
    "author_id",
    "inbound",
    "created_at",
    "text",
    "response_tweet_id",
    "in_response_to_tweet_id",
)
TEXTS = (
    "my phone is dead",
    "it says\nnothing\tat all\r\n",
    "\x1a odd \x1am \x1an \\n bytes \u2028 \x85 \x00",
    "“quoted”, 'so' \"so\"",
    "please DM us",
    "&amp; so on",
    " ",
    "🤥 💯",
)
BRANDS = ("Acme", "ACME", "Älva", "Other")


def tweets(rng: random.Random, rows: int, ids: int) -> list[list[str]]:
    """Rows of one file of tweets."""
    made = []
    for _ in range(rows):
        brand = rng.random() < 0.4
        named = " ".join(rng.sample(["@acme", "@ÄLVA", "@other", "@nobody"], rng.randint(0, 2)))
        second = rng.randint(0, 5)
        when = rng.choice([f"Tue Oct 31 22:10:0{second} +0000 2017"] * 9 + ["no date"])
        responses = ",".join(
            rng.choice([str(rng.randint(1, ids)), "1,234", "####", " 7.0 "]) for _ in range(rng.randint(0, 2))
        )
        parent = str(rng.randint(1, ids + 3)) if rng.random() < 0.7 else ""
        made.append(
            [
                str(rng.randint(1, ids)),
                rng.choice(BRANDS) if brand else str(rng.randint(100, 104)),
                rng.choice([str(not brand)] * 19 + ["maybe"]),
                when,
                f"{named} {rng.choice(TEXTS)}".replace("\x00", ""),
                responses,
                parent,
            ]
        )
    return made


def write_tweets(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([TWCS, *rows])
    return path


def posts(rng: random.Random, rows: int, ids: int) -> list[dict[str, object]]:
    """Records of one file of our own posts."""
    made = []
    for _ in range(rows):
        brand = rng.random() < 0.4
        record: dict[str, object] = {
            "id": rng.choice([f"p{rng.randint(1, ids)}", rng.randint(1, ids), f"p\t{rng.randint(1, 3)}"]),
            "text": rng.choice(TEXTS[:-2] if rng.random() < 0.9 else TEXTS),
            "by": rng.choice(["brand" if brand else "customer"] * 19 + ["nobody"]),
            "account": rng.choice(BRANDS),
        }
        if rng.random() < 0.8:
            record["author"] = record["account"] if brand else f"u{rng.randint(1, 3)}"
        if rng.random() < 0.6:
            record["in_reply_to"] = rng.choice([f"p{rng.randint(1, ids + 2)}", str(rng.randint(1, ids + 2))])
        if rng.random() < 0.3:
            record["conversation"] = rng.choice([f"c{rng.randint(1, 3)}", f"p{rng.randint(1, ids)}"])
        if rng.random() < 0.8:
            record["created_at"] = rng.choice(
                ["2024-03-01T10:00:00Z", "2024-03-01T10:00:00.25+02:00", "2024-03-02T00:00:00Z", "1969-12-31T23:59:59Z"]
            )
        if rng.random() < 0.3:
            record |= {"rating": rng.choice([1, 4.5, "3"]), "title": "A\ttitle", "lang": "en", "visibility": "private"}
        if rng.random() < 0.2:
            record |= {"agent": "JK", "url": "https://example.com/1", "channel": "x", "template_id": "t1"}
        made.append(record)
    return made


def write_posts(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path
