"""An entry of a library, read as the reply it becomes: its slots stand for what fills them in. No card is needed for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.checks.placeholders import filled, placeholders_in
from auditor.model import Act, Reading
from auditor.rulebook.channels import Channels
from auditor.text.packs import Side
from auditor.text.reader import TextReader


def read_entry(text: str, lang: str | None, reader: TextReader, channels: Channels) -> Reading:
    """What an entry with this text, in the language its file says, does."""
    reading = reader.read(filled(text, channels.stands_for), Side.REPLY, [lang] if lang else [])
    answers = tuple(_answers(text, reading, channels))
    return replace(reading, acts=(*reading.acts, *answers)) if answers else reading


def _answers(text: str, reading: Reading, channels: Channels) -> Iterator[Act]:
    """A slot that is a sentence of its own, and not for a name, is where the answer goes."""
    for slot in placeholders_in(text):
        before, after = text[: slot.span.start].rstrip(" *-"), text[slot.span.end :].lstrip(" *")
        alone = (not before or before[-1] in "\n.!?:") and (not after or after[0] in "\n.!?")
        if alone and not slot.is_control and not slot.words & channels.persons:
            last = max(len(reading.sentences) - 1, 0)
            number = next((i for i, s in enumerate(reading.sentences) if slot.span.start < s.end), last)
            yield Act("public-answer", slot.span, number, "slot")
