"""Help Scout: saved replies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.libraries.documents import keys_of
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.replies import read_replies
from auditor.model import Entry

_OWN = frozenset(("chatText", "preview", "chatPreview"))


class HelpScout:
    """``GET /v2/mailboxes/[id]/saved-replies/[id]``: ``text`` is HTML for e-mail, ``chatText`` is for chats.

    The list of saved replies holds previews only; those are skipped, for they are cut short.
    """

    name = "helpscout"
    describes = "Help Scout saved replies (JSON)"

    def recognises(self, head: Head) -> bool:
        keys = keys_of(head)
        named = "helpscout" in head.path.name.lower().replace("-", "").replace("_", "").replace(" ", "")
        return "name" in keys and bool(keys & _OWN or (named and "text" in keys))

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        fields = (("text", True, None), ("chat_text", None, "chat"))
        return read_replies(path, options, self.name, fields, mark="name", by_channel=True)
