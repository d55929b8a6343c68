"""Strangers' words stay words in both formats, personal data stays hidden, and no name leads out of the folder."""

from __future__ import annotations

import re
import shlex
from html.parser import HTMLParser

import pytest

from auditor.commands.check import run_check
from auditor.engine.coaching.names import file_names
from auditor.engine.coaching.record import record
from auditor.model import Coaching, Sheet, SheetWords
from auditor.reports.coaching import FORMATS, render_index, render_sheet
from tests.coaching.make import PLANTED

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """Every element with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def all_text(coaching: Coaching, words: SheetWords, format: str, show: bool = False) -> str:
    sheets = (render_sheet(coaching, sheet, words, format, show_personal_data=show) for sheet in coaching.sheets)
    return "\n".join((*sheets, render_index(coaching, words, format), record(coaching, "en")))


def hostile(coaching: Coaching) -> Sheet:
    return next(sheet for sheet in coaching.sheets if sheet.name == "../../x")


@pytest.mark.parametrize("show", [False, True])
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_unseen_is_left(coaching: Coaching, words: dict[str, SheetWords], format: str, show: bool) -> None:
    assert not CONTROLS.search(all_text(coaching, words["en"], format, show))


@pytest.mark.parametrize("show", [False, True])
def test_html_has_only_its_own_elements(coaching: Coaching, words: dict[str, SheetWords], show: bool) -> None:
    page = Page(render_sheet(coaching, hostile(coaching), words["en"], "html", show_personal_data=show))
    tags = {tag for tag, _ in page.elements}
    assert "<script>alert(1)</script>" in page.words
    assert tags.isdisjoint({"script", "img", "b", "iframe", "object", "svg"})
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert [a["href"] for tag, a in page.elements if tag == "a"] == ["#main"]


def test_markdown_has_no_markup_of_a_stranger(coaching: Coaching, words: dict[str, SheetWords]) -> None:
    lines = render_sheet(coaching, hostile(coaching), words["en"], "markdown", show_personal_data=True).splitlines()
    fence, outside, inside = "", [], []
    for line in lines:
        if re.fullmatch(r"`{3,}(sh)?", line) and (not fence or line == fence):
            fence = "" if fence else line.removesuffix("sh")
        else:
            (inside if fence else outside).append(line)
    assert fence == ""
    assert all(line.startswith("auditor check ") for line in inside) and inside
    text = "\n".join(outside)
    assert "<script" not in text and "<img" not in text and "<b>" not in text
    assert "](javascript" not in text.replace("\\]", "")
    rows = [line for line in outside if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert not [line for line in outside if line.startswith("```")]


def test_the_line_that_judges_an_answer_is_one_command_whatever_the_post(
    coaching: Coaching, words: dict[str, SheetWords]
) -> None:
    text = render_sheet(coaching, hostile(coaching), words["en"], "markdown")
    commands = [line for line in text.splitlines() if line.startswith("auditor check ")]
    assert commands
    for line in commands:
        program, command, answer, account, name, post, asked = shlex.split(line)
        assert (program, command, account, name, post) == ("auditor", "check", "--account", "Acme", "--post")
        assert answer == "YOUR ANSWER"
        assert "rm -rf" in asked and "<script>" in asked
    report = run_check("Please DM us.", asked, "Acme")
    assert "private-only" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_planted_leaks(coaching: Coaching, words: dict[str, SheetWords], format: str, language: str) -> None:
    text = all_text(coaching, words[language], format)
    assert [what for what, value in PLANTED.items() if value.casefold() in text.casefold()] == []


@pytest.mark.parametrize("format", FORMATS)
def test_all_is_there_when_it_is_asked_for(coaching: Coaching, words: dict[str, SheetWords], format: str) -> None:
    text = all_text(coaching, words["en"], format, show=True)
    assert [what for what, value in PLANTED.items() if value not in text] == []


@pytest.mark.parametrize("format", FORMATS)
def test_an_agent_is_named_on_the_own_sheet_alone(
    coaching: Coaching, words: dict[str, SheetWords], format: str
) -> None:
    for sheet in coaching.sheets:
        text = render_sheet(coaching, sheet, words["en"], format)
        assert ("Wilhelmina" in text) == (sheet.name == "Wilhelmina")
        assert text.count("Wilhelmina") in (0, 1 if format == "markdown" else 2)  # the title, and in HTML the heading


def test_file_names() -> None:
    labels = [
        ("Acme", "../../x"), ("Acme", "JK"), ("acme", "jk"), ("Acme", "..."), ("", ""), ("Acme", "a/b\\c:d*?"),
        ("Acme", "Zoë_Müller"), ("Acme", "한국"), ("team", "CON"), ("Acme", "x" * 500), ("Acme", "\x00\n\u202e"),
    ]  # fmt: skip
    names = file_names(labels)
    assert names == [
        "acme-x", "acme-jk", "acme-jk-2", "acme", "sheet", "acme-a-b-c-d", "acme-zoë-müller", "acme-한국", "team-con",
        "acme-" + "x" * 60, "acme-2",
    ]  # fmt: skip
    assert not [name for name in names if re.search(r"[^\w-]", name)]


def test_files_of_sheets_are_all_different(coaching: Coaching) -> None:
    assert [sheet.file for sheet in coaching.sheets] == ["acme-x", "acme-anna", "acme-jk", "acme-wilhelmina"]
