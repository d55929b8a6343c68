"""Whole outputs for a library of canned responses: the very words, at their line and column."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from auditor.model import Place, Report, Severity
from auditor.reports import FORMATS, Look, render, render_library
from auditor.schemas import first_error
from tests.reports.examples import GREETING, entry_finding, library, small
from tests.reports.test_formats import FILES, dressed_down, same

LOOK = Look(100)
CLEAN = replace(library(), findings=(), not_checkable=())


@pytest.mark.parametrize("format", FORMATS)
def test_a_whole_report(format: str) -> None:
    text = render(library(), format, look=LOOK)
    name = FILES[format].replace("-80", "-100")
    same(dressed_down(text) if format == "html" else text, str(Path("library") / name))


def test_a_narrow_terminal_in_colour() -> None:
    same(render(library(), "terminal", look=Look(60, colour=True)), "library/terminal-60-colour.txt")


def test_a_terminal_without_unicode() -> None:
    text = render(library(), "terminal", look=Look(100, unicode=False))
    assert text.isascii()
    same(text, "library/terminal-ascii.txt")


def test_a_clean_library_is_quiet() -> None:
    assert render_library(CLEAN, "terminal", look=LOOK) == ""
    assert render_library(CLEAN, "github", look=LOOK) == ""
    assert json.loads(render_library(CLEAN, "gitlab", look=LOOK)) == []
    assert "No fault found." in render_library(CLEAN, "markdown", look=LOOK)


def test_a_library_all_of_which_is_suppressed_is_quiet() -> None:
    report = replace(library(), findings=library().findings[1:2])
    assert render(report, "terminal", look=LOOK) == ""


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_suppressed_is_in_sarif_only(format: str) -> None:
    text = render(library(), format, look=LOOK)
    assert ("signed by the helpdesk" in text) is (format == "sarif")
    assert ("Nobody signed" in text) is (format == "sarif")


def test_in_sarif_all_results_say_whether_they_are_suppressed_or_none_does() -> None:
    def suppressions(report: Report) -> list[object]:
        run = json.loads(render(report, "sarif", look=LOOK))["runs"][0]
        return [result.get("suppressions") for result in run["results"]]

    told = {"kind": "inSource", "justification": "signed by the helpdesk"}
    known = replace(library().findings[0], suppressed="baseline: as it was")
    assert suppressions(replace(library(), findings=(known,))) == [
        [{"kind": "external", "justification": "baseline: as it was"}]
    ]
    assert suppressions(library()) == [[], [told], [], [], [], []]
    assert suppressions(replace(library(), findings=library().findings[2:])) == [None] * 4


@pytest.mark.parametrize("format", FORMATS)
def test_the_teams_own_words_are_shown(format: str) -> None:
    assert "please call us on 0800 000 123" in render(library(), format, look=LOOK)


def test_json_holds_by_its_schema() -> None:
    report = json.loads(render(library(), "json", look=LOOK))
    assert first_error(report, "report") is None
    assert report["findings"][0]["place"] == {"start": {"line": 4, "column": 31}, "end": {"line": 4, "column": 61}}
    report["findings"][0]["place"]["start"]["line"] = 0
    assert first_error(report, "report") == "at findings/0/place/start/line: 0 is less than the minimum of 1"


def test_junit_has_a_suite_for_every_file_the_clean_ones_too() -> None:
    root = ET.fromstring(render(library(), "junit", look=LOOK))
    assert [(suite.get("name"), suite.get("failures")) for suite in root] == [
        ("replies.json", "3"),
        ("it/pagine.md", "2"),
        ("clean.csv", "0"),
        ("not checkable", "0"),
    ]


def test_github_is_told_columns_on_one_line_only() -> None:
    lines = render(library(), "github", look=LOOK).splitlines()
    assert lines[0].startswith(
        "::error file=replies.json,line=4,endLine=4,col=31,endColumn=61,title=hotline-redirect::"
    )
    assert lines[3].startswith("::error file=it/pagine.md,line=3,endLine=4,title=private-only::")


def test_checkstyle_is_files_with_errors() -> None:
    for report in (library(), small(), CLEAN):
        root = ET.fromstring(render(report, "checkstyle", look=LOOK))
        assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
        names = [file.get("name") for file in root]
        assert len(set(names)) == len(names)
        for file in root:
            assert (file.tag, set(file.attrib)) == ("file", {"name"})
            assert len(file)
            for error in file:
                assert error.tag == "error"
                assert {"line", "severity", "message", "source"} <= set(error.attrib)
                assert set(error.attrib) <= {"line", "column", "severity", "message", "source"}
                assert int(error.get("line", 0)) >= 1
                assert int(error.get("column", 1)) >= 1
                assert error.get("severity") in {"error", "warning", "info"}


def test_the_carets_stand_under_the_words() -> None:
    text = render(library(), "terminal", look=Look(100))
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if "please call us on" in line and "^" in lines[i + 1])
    start, end = lines[at + 1].index("^"), len(lines[at + 1])
    assert lines[at][start:end] == "please call us on 0800 000 123"


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("words", [GREETING, "H", "Priya", ",\n\nplease", "\n\nplease", "AcmeCare.\n\nKind"])
def test_the_words_are_seen_at_every_width(width: int, words: str) -> None:
    report = replace(library(), findings=(entry_finding("c1", GREETING, words, (1, 1, 1, 2)),))
    source, carets = render(report, "terminal", look=Look(width)).splitlines()[2:4]
    start, end = carets.index("^"), len(carets)
    assert words.strip().startswith(source[start:end].rstrip("…"))
    assert len(source) <= width


@pytest.mark.parametrize("width", [60, 100])
def test_only_the_line_for_editors_is_wider_than_the_terminal(width: int) -> None:
    wide = [line for line in render(library(), "terminal", look=Look(width)).splitlines() if len(line) > width]
    assert all(line.startswith(("replies.json:", "it/pagine.md:")) for line in wide)


def test_a_place_without_a_width_is_one_character_wide() -> None:
    one = replace(library().findings[0], place=(Place(2, 5), Place(2, 5)), severity=Severity.WARNING)
    run = json.loads(render(replace(library(), findings=(one,)), "sarif", look=LOOK))["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert [region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")] == [2, 5, 2, 6]


def test_findings_come_file_by_file_from_the_top_down() -> None:
    turned = replace(library(), findings=library().findings[::-1])
    assert render(turned, "terminal", look=LOOK) == render(library(), "terminal", look=LOOK)
