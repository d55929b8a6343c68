"""Plain text on lines of a width, and for screens that know few signs."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

_PLAIN = str.maketrans("–—−·“”‘’⟪⟫█▏▎▍▌▋▊▉", "---.\"\"''<>#.......") | {ord("…"): "...", ord("→"): "->"}


def field(label: str, words: str, width: int) -> Iterator[str]:
    """A label and what it says."""
    yield from folded(words, width, f"  {label:<14} ", " " * 17)


def folded(words: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    """Words on lines of at most ``width``; what a no-break space joins stays together."""
    indent = first if later is None else later
    lines = textwrap.wrap(words, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines or [first.rstrip()]]


def in_ascii(text: str) -> str:
    """The text for a screen that knows no more than ASCII."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).encode("ascii", "replace").decode()
