"""Whole sheets of the archive that ships, in both formats and languages.

The files under ``expected`` were read line by line when they were written; a change of words is made there by hand, or by
writing what ``render_sheet`` gives and reading the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import Coaching, SheetWords
from auditor.reports.coaching import file_of, render_index, render_sheet

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize(("agent", "language"), [("Lena", "en"), ("Dario", "it")])
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_whole_sheet(shipped: Coaching, words: dict[str, SheetWords], agent: str, language: str, format: str) -> None:
    sheet = next(sheet for sheet in shipped.sheets if sheet.name == agent)
    text = render_sheet(shipped, sheet, words[language], format)
    assert text == (EXPECTED / file_of(sheet.file, format)).read_text("utf-8")


@pytest.mark.parametrize(("format", "language"), [("markdown", "it"), ("html", "en")])
def test_a_whole_list(shipped: Coaching, words: dict[str, SheetWords], format: str, language: str) -> None:
    text = render_index(shipped, words[language], format)
    assert text == (EXPECTED / file_of("index", format)).read_text("utf-8")
