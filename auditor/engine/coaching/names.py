"""File names for sheets: whatever somebody is called, one plain name inside the folder, and each only once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NOT_PLAIN = re.compile(r"[^\w]+|_+")
_LONGEST = 60


def file_names(labels: Sequence[Sequence[str]]) -> list[str]:
    """A name without its ending for each label (``("AcmeMobile", "JK")``): lower case letters and digits of any script,
    joined by hyphens. Those that would be one on a disk that minds no case are numbered, in the order given."""
    names: list[str] = []
    for label in labels:
        plain = "-".join(part for part in (_plain(word) for word in label) if part) or "sheet"
        name, number = plain, 1
        while name in names:
            number += 1
            name = f"{plain}-{number}"
        names.append(name)
    return names


def _plain(word: str) -> str:
    return _NOT_PLAIN.sub("-", unicodedata.normalize("NFKC", word).casefold()).strip("-")[:_LONGEST].strip("-")
