"""Chatwoot: canned responses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry


class Chatwoot:
    """``GET /api/v1/accounts/[id]/canned_responses``: ``short_code`` and ``content``, which is Markdown."""

    name = "chatwoot"
    describes = "Chatwoot canned responses (JSON)"

    def recognises(self, head: Head) -> bool:
        return keys_of(head) >= {"short_code", "content"}

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        return read_replies(path, options, self.name, (("content", None, None),), mark="short_code")
