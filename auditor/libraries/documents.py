"""What readers of JSON have in common: telling a platform by the names it uses, and its records."""

from __future__ import annotations

import re

from auditor.libraries.interface import Head

_KEY = re.compile(r'"([A-Za-z_]\w{0,60})"\s{0,20}:')


def is_json(head: Head) -> bool:
    """Whether a file is JSON or a JSON line, told by its first character, unless its name says otherwise."""
    return head.path.suffix.lower() in ("", ".json", ".jsonl", ".ndjson") and head.text.lstrip()[:1] in ("{", "[")


def keys_of(head: Head) -> frozenset[str]:
    """The names used in the beginning of a JSON file; none where it is not JSON."""
    return frozenset(_KEY.findall(head.text)) if is_json(head) else frozenset()
