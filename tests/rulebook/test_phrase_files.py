"""The files of phrases: nothing in them is lost unseen."""

from __future__ import annotations

from pathlib import Path

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
