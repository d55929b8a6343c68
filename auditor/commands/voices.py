"""Which of the optional parts are in use, for ``--version``."""

from __future__ import annotations


def voices() -> tuple[str, ...]:
    """Names of the language detectors in use, first voice first."""
    from auditor.text.language import available_voices

    return tuple(voice.name for voice in available_voices())
