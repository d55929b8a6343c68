"""Intercom: macros (saved replies)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry


class Intercom:
    """``GET /macros``: ``body`` is HTML whose placeholders are ``<attribute>`` tags; it is read before ``body_text``."""

    name = "intercom"
    describes = "Intercom macros (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        return keys >= {"name", "body"} and bool(keys & {"body_text", "available_on", "visible_to"})

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        fields = (("body", True, None), ("body_text", False, None))
        return read_replies(path, options, self.name, fields, mark="name")
