"""Line breaks as the rest of the house knows them: one ``\\n``, and none where a writer only wrapped a long line."""

from __future__ import annotations

import re

from auditor.libraries.traced import Traced, Tracer

_RETURN = re.compile(r"\r\n?")
# A line of 55 characters or more, going on in small letters: wrapped by an editor, not ended by the writer.
_WRAPPED = re.compile(r"(?<=[^\n]{55})\n(?=([^\W\d_]))")


def even_breaks(traced: Traced, joined: bool = True) -> Traced:
    """``\\r\\n`` and lone ``\\r`` become ``\\n``; if ``joined``, a break that only wraps a sentence becomes a space."""
    if "\r" in traced.text:
        tracer, at = Tracer(), 0
        for found in _RETURN.finditer(traced.text):
            tracer.take(traced, at, found.start())
            tracer.put("\n", traced.offset(found.end() - 1))
            at = found.end()
        tracer.take(traced, at, len(traced.text))
        traced = tracer.done(traced.offset(0))
    if joined and "\n" in traced.text:
        text = _WRAPPED.sub(lambda found: " " if found[1].islower() else "\n", traced.text)
        return Traced(text, traced.runs)
    return traced
