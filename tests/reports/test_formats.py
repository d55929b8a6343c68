"""Whole outputs, compared with files that were read by a person. ``pytest --snapshot`` is not needed: see ``write``."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from auditor.reports import FORMATS, Look, render, render_check
from tests.reports.examples import small

EXPECTED = Path(__file__).parent / "expected"
FILES = {
    "terminal": "terminal-80.txt",
    "json": "report.json",
    "jsonl": "findings.jsonl",
    "csv": "findings.csv",
    "markdown": "report.md",
    "html": "report.html",
    "sarif": "report.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "checkstyle": "checkstyle.xml",
    "rdjson": "report.rdjson",
}


def same(text: str, name: str) -> None:
    """Compares with the file; with AUDITOR_WRITE_EXPECTED set writes it, to be read before it is kept."""
    path = EXPECTED / name
    if os.environ.get("AUDITOR_WRITE_EXPECTED"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


def dressed_down(page: str) -> str:
    """A page of HTML without its style and script, and their hashes: how it looks is seen in a browser."""
    return re.sub(
        r"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[\w+/=]+", "…", page, flags=re.DOTALL
    )


@pytest.mark.parametrize("format", FORMATS)
def test_a_whole_report(format: str) -> None:
    text = render(small(), format, look=Look(80))
    same(dressed_down(text) if format == "html" else text, FILES[format])


def test_a_wide_terminal_in_colour() -> None:
    same(render(small(), "terminal", look=Look(160, colour=True)), "terminal-160-colour.txt")


def test_a_terminal_without_unicode() -> None:
    text = render(small(), "terminal", look=Look(80, unicode=False))
    assert text.isascii()
    same(text, "terminal-ascii.txt")


def test_one_reply_at_a_terminal() -> None:
    same(render_check(small(), "terminal", look=Look(80)), "check.txt")


def test_one_reply_in_another_format_is_the_report() -> None:
    assert render_check(small(), "json", look=Look()) == render(small(), "json", look=Look())


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str) -> None:
    assert render(small(), format, look=Look()) == render(small(), format, look=Look())


@pytest.mark.parametrize("format", ["terminal", "html", "sarif", "junit", "github", "gitlab", "checkstyle", "rdjson"])
def test_strengths_are_no_faults(format: str) -> None:
    assert "Hold the side button" not in render(small(), format, look=Look())


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_strengths_are_findings(format: str) -> None:
    assert "Hold the side button" in render(small(), format, look=Look())


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, render(small(), "terminal", look=Look(width)).splitlines())) <= width


def test_the_look_of_a_file_is_plain() -> None:
    assert Look.of_stdout(plain=True) == Look(100, colour=False, unicode=True)


def test_no_colour_when_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Look.of_stdout(plain=False).colour
    assert Look.of_stdout(plain=False).width == 72
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Look.of_stdout(plain=False).colour
