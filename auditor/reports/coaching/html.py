"""Sheets as HTML pages: one self-contained file each, made for paper as well."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.reports.clean import one_line
from auditor.reports.coaching.blocks import Block
from auditor.reports.coaching.say import Say
from auditor.reports.pages import page


def html(title: str, blocks: Sequence[Block], say: Say) -> str:
    """A whole document."""
    shown = [(type(block).__name__, block) for block in blocks]
    return page(
        "coaching.html",
        title=one_line(title),
        lang=say.language,
        styles=("coaching.css",),
        blocks=shown,
        skip=say("skip"),
    )
