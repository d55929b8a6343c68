"""A small archive of our own writing with the columns of Customer Support on Twitter."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.pieces import COLUMNS

_TROUBLE = (
    "The router blinks red",
    "My parcel is lost",
    "No signal since Monday",
    "I was charged twice, 12345 is my order",
)
_ANSWER = ("Please restart it", "It left Dover tonight", "A mast is being repaired", "We refunded you", "Send us a DM")
_WORDS = ("really", "again", "today", "finally", "now", "sadly")


def small_archive(folder: Path, threads: int = 60) -> Path:
    """``threads`` questions with an answer each and every third time a thank you, spread over two accounts."""
    rows = []
    for number in range(threads):
        first, customer, account = 10 * number + 1, str(700 + number % 25), ("Acme", "AcmeHelp")[number % 2]
        trouble, answer, word = _TROUBLE[number % 4], _ANSWER[number % 5], _WORDS[number % 6]
        clock = f"{9 + number % 8:02d}:{number % 60:02d}:07 +0000"
        rows.append(
            [first, customer, "True", f"Tue Oct 31 {clock} 2017", f"@{account} {trouble} {word}. Help!", first + 1, ""]
        )
        rows.append(
            [first + 1, account, "False", f"Wed Nov 01 {clock} 2017", f"@{customer} {answer} {word}. Sorry! ^AL",
             f"{first + 2}" if number % 3 == 0 else "", first]
        )  # fmt: skip
        if number % 3 == 0:
            rows.append([first + 2, customer, "True", f"Thu Nov 02 {clock} 2017", f"@{account} Thanks", "", first + 1])
    path = folder / "small.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([COLUMNS, *rows])
    return path
