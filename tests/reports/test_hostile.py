"""What a stranger writes stays words, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from auditor.model import Report
from auditor.reports import FORMATS, Look, render, render_check
from auditor.reports.clean import one_line, shown, whole
from auditor.reports.csv_table import cell
from auditor.reports.markdown import escaped
from tests.reports.examples import HOSTILE, hostile, hostile_library

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\ud800-\udfff]")


@pytest.mark.parametrize("report", [hostile(), hostile_library()], ids=["archive", "library"])
@pytest.mark.parametrize("show", [False, True])
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_unseen_and_all_can_be_encoded(format: str, show: bool, report: Report) -> None:
    text = render(report, format, show_personal_data=show, look=Look(80))
    assert not CONTROLS.search(text)
    text.encode("utf-8")


@pytest.mark.parametrize("width", [80, 160])
def test_a_terminal_shows_markup_as_words(width: int) -> None:
    text = render(hostile(), "terminal", show_personal_data=True, look=Look(width))
    check = render_check(hostile(), "terminal", show_personal_data=True, look=Look(width))
    for page in (text, check):
        assert "[red]markup[/red]" in page
        assert "\x1b" not in page


def test_only_our_own_colours_reach_a_terminal() -> None:
    text = render(hostile(), "terminal", show_personal_data=True, look=Look(80, colour=True))
    assert re.sub(r"\x1b\[[\d;]*m", "", text).count("\x1b") == 0
    assert "title" not in re.sub(r"\x1b\[[\d;]*m", "", text)  # the sequence that sets a window's title went as a whole


def test_json_keeps_every_character_but_half_ones() -> None:
    report = json.loads(render(hostile(), "json", show_personal_data=True, look=Look()))
    found = report["findings"][0]
    assert found["post"]["text"] == HOSTILE.replace("\ud800", "\ufffd")
    assert found["span"]["text"] == found["post"]["text"][found["span"]["start"] : found["span"]["end"]]


def test_a_line_of_jsonl_is_one_line_for_every_reader() -> None:
    text = render(hostile(), "jsonl", show_personal_data=True, look=Look())
    assert len(text.splitlines()) == 1


def test_no_cell_can_be_taken_for_a_formula() -> None:
    text = render(hostile(), "csv", show_personal_data=True, look=Look())
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not [one for row in rows for one in row if one.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u202e=1", "\x00=1", "＝1"])
def test_the_ways_a_formula_begins(start: str) -> None:
    assert cell(start).startswith("'")


def test_markdown_has_no_markup_of_a_stranger() -> None:
    text = render(hostile(), "markdown", show_personal_data=True, look=Look())
    assert "<script" not in text
    assert "](javascript" not in text.replace("\\]", "")
    assert "@everyone" not in text
    assert re.sub(r"\\.", "", text).count("**") == 2  # our own, around the rule's name
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {4, 5, 7}
    assert not [line for line in text.splitlines() if line.startswith("::")]


def test_what_markdown_escapes() -> None:
    assert escaped("a|b `c` [d](e) <f> @g #1 *h* _i_ ~j~ $k$ \\ &amp; https://l www.m\nn") == (
        "a\\|b \\`c\\` \\[d\\](e) &lt;f&gt; @<!-- -->g \\#1 \\*h\\* \\_i\\_ \\~j\\~ \\$k\\$ \\\\ &amp;amp; "
        "https:\\//l www\\.m n"
    )


def test_xml_can_be_read() -> None:
    text = render(hostile(), "junit", show_personal_data=True, look=Look())
    failure = ET.fromstring(text).find(".//failure")
    assert failure is not None
    assert "<script>alert(1)</script> ]]>" in (failure.text or "")


def test_one_finding_is_one_workflow_command() -> None:
    text = render(hostile(), "github", show_personal_data=True, look=Look())
    assert len(text.splitlines()) == 1
    properties, _, message = text.removeprefix("::error ").partition("::")
    assert properties == "file=a%2Cb%3Ac%25 .csv,line=7,title=private-only (=Evil %3A%3Aerror%3A%3A<b>|)"
    assert "%250A::error::x" in message  # what was written as %0A is read again as %0A, not as a new line


def test_a_finding_in_a_library_is_one_line_for_editors_and_one_command() -> None:
    page = render(hostile_library(), "terminal", look=Look(80)).splitlines()
    assert page[0] == "a,b:c% .csv"
    assert len([line for line in page if line.startswith("a,b:c% .csv:7:3 error private-only")]) == 1
    assert all(line.startswith(("a,b:c% .csv", "    ")) for line in page[:-2])
    assert len(render(hostile_library(), "github", look=Look()).splitlines()) == 1


def test_a_file_of_checkstyle_can_be_read() -> None:
    error = ET.fromstring(render(hostile_library(), "checkstyle", look=Look())).find("file/error")
    assert error is not None
    assert "<script>alert(1)</script> ]]>" in error.get("message", "")


def test_a_path_in_sarif_is_a_uri() -> None:
    run = json.loads(render(hostile(), "sarif", look=Look()))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "a%2Cb%3Ac%25%0A.csv"


def test_clean() -> None:
    assert shown("a\x1b[2Jb\x1b]8;;http://x\x07c\x1b]8;;\x1b\\d\x00e\u202ef\r\ng\u2028h\tj") == "abcdef\ng\nh\tj"
    assert one_line(" a\r\n\r\n b ") == " a b "
    assert whole("a\ud83db") == "a\ufffdb"
    assert shown("👩\u200d👩\u200d👧 e\u0301") == "👩\u200d👩\u200d👧 e\u0301"
