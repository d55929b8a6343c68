"""One rule for people to read: what it finds, when it is silent, why, what to do instead, examples."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

_WIDTH = 96


def card_text(card: Mapping[str, Any]) -> str:
    """A card (as plain data, keys as in its file) as text of at most 96 columns."""
    lines = [f"{card['name']}: {card['title']}", ""]
    lines += _field("severity", f"{card['severity']}, looks at: {card['looks-at']}, sub-score: {card['dimension']}")
    lines += _field("weight", f"{card['weight']:g} of the score when every opportunity fails")
    lines += _field("needs", ", ".join(card["needs"]) or "nothing beyond the text")
    lines += _field("why", f"{card['principle']['statement']} — {card['principle']['source']}")
    for reason in card["silent-when"]:
        lines += _field("silent when", reason)
    for language, text in card["message"].items():
        lines += _field(f"message ({language})", text)
    for language, text in card["suggestion"].items():
        lines += _field(f"instead ({language})", text)
    for language, examples in card["examples"].items():
        for kind in ("bad", "good"):
            lines += ["", f"{kind} ({language})"]
            for example in examples[kind]:
                lines += _example(example)
    return "\n".join(lines) + "\n"


def _field(name: str, text: str) -> list[str]:
    return textwrap.wrap(f"{name:<16}{text}", _WIDTH, subsequent_indent=" " * 16)


def _example(example: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for entry in example.get("entries") or ():
        lines += textwrap.wrap(
            f"  - {'response':<9} {' '.join(entry['text'].split())}", _WIDTH, subsequent_indent=" " * 14
        )
    for conversation in example["threads"] or [example["thread"] or []]:
        for number, turn in enumerate(conversation):
            who = "customer" if turn["customer"] is not None else "account"
            bullet = "-" if number == 0 else " "
            words = " ".join((turn["customer"] or turn["account"] or "").split())
            lines += textwrap.wrap(f"  {bullet} {who:<9} {words}", _WIDTH, subsequent_indent=" " * 14)
    return lines
