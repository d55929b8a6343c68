"""Rocket.Chat: canned responses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry


class RocketChat:
    """``GET /api/v1/canned-responses``: ``shortcut``, ``text``, ``scope``."""

    name = "rocketchat"
    describes = "Rocket.Chat canned responses (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        return keys >= {"shortcut", "text"} and bool(keys & {"scope", "cannedResponses", "_id"})

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        return read_replies(path, options, self.name, (("text", None, None),), mark="shortcut")
