"""Plain text on lines of a width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator


def field(label: str, words: str, width: int) -> Iterator[str]:
    """A label and what it says."""
    yield from folded(words, width, f"  {label:<14} ", " " * 17)


def folded(words: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    """Words on lines of at most ``width``; what a no-break space joins stays together."""
    indent = first if later is None else later
    lines = textwrap.wrap(words, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines or [first.rstrip()]]
