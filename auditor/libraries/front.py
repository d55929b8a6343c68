"""Front: message templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry


class Front:
    """``GET /message_templates`` (once ``/responses``): ``_results`` with ``name``, ``subject`` and ``body`` as HTML."""

    name = "front"
    describes = "Front message templates (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        return keys >= {"name", "body"} and bool(keys & {"_results", "_links"} or '"rsp_' in head.text)

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        return read_replies(path, options, self.name, (("body", True, None),), mark="name")
