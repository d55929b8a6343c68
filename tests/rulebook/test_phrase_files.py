"""The files of phrases: nothing in them is lost unseen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from auditor.rulebook.strict_yaml import load
from auditor.text.tokens import PLACEHOLDERS

ACTS = Path(__file__).resolve().parents[2] / "rules" / "acts"


def test_no_phrase_is_lost_as_a_comment() -> None:
    """An unquoted phrase that begins with a placeholder (``#url …``) is a comment to YAML."""
    lost = [
        f"{path.parent.name}/{path.name}:{number}"
        for path in sorted(ACTS.glob("*/*.yaml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip().startswith(PLACEHOLDERS)
    ]
    assert lost == []


def test_no_phrase_ends_at_a_comment() -> None:
    """Nor is what follows the `` #`` of an unquoted phrase (``- call #phone``) part of it."""
    cut = [
        f"{path.parent.name}/{path.name}:{number}"
        for path in sorted(ACTS.glob("*/*.yaml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip().startswith("- ") and line.strip()[2:3] not in "\"'#[" and " #" in line
    ]
    assert cut == []


def test_every_list_of_words_is_used() -> None:
    unused = []
    for words in sorted(ACTS.glob("*/words.yaml")):
        text = "".join(path.read_text("utf-8") for path in sorted(words.parent.glob("*.yaml")))
        unused += [f"{words.parent.name}: {name}" for name in load(words) if f"<{name}>" not in text]
    plain = {"team-words", "closers", "titles", "tags", "clause-openers"}  # read by themselves, by no phrase
    assert [name for name in unused if name.split()[-1] not in plain] == []


def test_nothing_is_said_twice() -> None:
    twice = [
        f"{path.parent.name}/{path.name}: {one}"
        for path in sorted(ACTS.glob("*/*.yaml"))
        for listed in load(path).values()
        for one, count in Counter(map(str, listed)).items()
        if count > 1
    ]
    assert twice == []
