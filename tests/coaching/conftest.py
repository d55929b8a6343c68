"""One judging for all tests of this folder: sheets of our own archive and of the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.commands.coach import run_coach
from auditor.model import Coaching, SheetWords
from auditor.rulebook import load_rulebook
from auditor.rulebook.sheetwords import load_sheet_words
from tests.coaching.make import archive, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="package")
def coaching(tmp_path_factory: pytest.TempPathFactory) -> Coaching:
    """Sheets by agent of ``make.archive``."""
    path = write(tmp_path_factory.mktemp("coaching") / "archive.jsonl", archive())
    return run_coach([path], jobs=1)[0]


@pytest.fixture(scope="package")
def shipped() -> Coaching:
    """Sheets by agent of the archive that ships."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return run_coach([Path("fixtures/archive.jsonl")], jobs=1)[0]


@pytest.fixture(scope="package")
def words() -> dict[str, SheetWords]:
    """The words of sheets by language."""
    book = load_rulebook()
    return {language: load_sheet_words(language, book) for language in ("en", "it")}
