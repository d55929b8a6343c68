"""Columns in bytes, as reviewdog counts them, and places that never end before they begin."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from auditor.model import Entry, Place, SourceMap, Span, Widths
from tests.lint.helpers import auditor_lint


def test_widths_count_bytes_beyond_one() -> None:
    widths = Widths.of("aé€😀b")  # 1, 2, 3, 4 and 1 bytes
    assert [widths.before(at) for at in range(6)] == [0, 0, 1, 3, 6, 6]
    assert Widths.of("plain").before(4) == 0


def test_a_place_has_its_column_in_bytes_too() -> None:
    text = "é😀x\n€yé"
    entry = Entry("k", "k", text, "a.txt", SourceMap(((0, 0),), (0, 4), Widths.of(text)), "text")
    start, end = entry.place(Span(2, 3))
    assert (start, start.byte, end, end.byte) == (Place(1, 3), 7, Place(1, 4), 8)
    start, end = entry.place(Span(5, 7))  # on the second line, its last character of two bytes
    assert (start, start.byte, end, end.byte) == (Place(2, 2), 4, Place(2, 4), 7)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.json", '[{"id": "é", "content": "Größe € 😀: please call our hotline on 0800 000 123. Merci"}]'),
        ("r.csv", "id,content\né,Größe € 😀: please call our hotline on 0800 000 123. Merci\n"),
        ("r.yaml", "- id: é\n  content: Größe € 😀 please call our hotline on 0800 000 123. Merci\n"),
        ("r.md", "# Größe\n\nGröße € 😀: please call our hotline on 0800 000 123. Merci\n"),
        ("r.txt", "Größe € 😀: please call our hotline on 0800 000 123. Merci\n"),
    ],
)
def test_rdjson_points_at_the_very_bytes(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    out = json.loads(auditor_lint(path, "--select", "hotline-redirect", "--format", "rdjson").out)
    (found,) = out["diagnostics"]
    span = found["location"]["range"]
    assert span["start"]["line"] == span["end"]["line"]
    line = path.read_bytes().split(b"\n")[span["start"]["line"] - 1]
    assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1] == b"please call our hotline on 0800 000 123"


def test_an_address_that_is_read_after_its_words_ends_no_place_before_it_begins(tmp_path: Path) -> None:
    html = 'Sorry. <a href="https://bit.ly/abc">Please call our hotline</a> on 0800 000 123.'
    path = tmp_path / "r.json"
    path.write_text(json.dumps([{"id": "a", "content": html}]), "utf-8")
    report = json.loads(auditor_lint(path, "--format", "json").out)
    assert len(report["findings"]) >= 2
    for finding in report["findings"]:
        start, end = (finding["place"][name] for name in ("start", "end"))
        assert (start["line"], start["column"]) < (end["line"], end["column"])


def test_a_place_ends_with_what_stands_together() -> None:
    text = "words https://a.example"  # in the file the address stands before the words
    file = '<a href="https://a.example">words</a>'
    runs = ((0, file.index("words")), (6, file.index("https")))
    entry = Entry("k", "k", text, "a.html", SourceMap(runs, (0,)), "json")
    start, end = entry.place(Span(0, len(text)))
    assert file[start.column - 1 :].startswith("words")
    assert end == Place(1, start.column + len("words "))
    assert entry.place(Span(6, len(text))) == (Place(1, 10), Place(1, 27))


@pytest.mark.shared
def test_real_libraries_point_at_bytes(shared: Path) -> None:
    wrong = []
    for name in ("gumroad/saved_replies.json", "victoriagracey_cx_macros"):
        out = json.loads(auditor_lint(shared / "data" / "canned" / name, "--format", "rdjson").out)
        for found in out["diagnostics"]:
            start, end = (found["location"]["range"][key] for key in ("start", "end"))
            line = (
                Path(found["location"]["path"])
                .read_bytes()
                .split(b"\n")[start["line"] - 1]
                .removeprefix(b"\xef\xbb\xbf")
            )
            cut = line[start["column"] - 1 : end["column"] - 1 if start["line"] == end["line"] else None]
            first = found["message"].partition("“")[2].partition("”")[0].split()[0]
            if not re.sub("<[^>]*>", "", cut.decode("utf-8", "strict")).lstrip().startswith(first[:3]):
                wrong.append((found["message"], cut[:40]))
    assert wrong == []
