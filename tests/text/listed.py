"""Sentences by language as the parameters of a test."""

from __future__ import annotations

from collections.abc import Mapping


def listed(texts: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Every sentence with its language."""
    return [(language, text) for language, sentences in texts.items() for text in sentences]
