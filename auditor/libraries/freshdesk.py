"""Freshdesk (and Freshservice): canned responses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry


class Freshdesk:
    """``GET /api/v2/canned_responses/[id]`` and the responses of a folder: ``content_html`` beside ``content``."""

    name = "freshdesk"
    describes = "Freshdesk canned responses (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        return keys >= {"title", "content"} and bool(keys & {"content_html", "folder_id"})

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        fields = (("content_html", True, None), ("content", None, None))
        return read_replies(path, options, self.name, fields, mark="title")
