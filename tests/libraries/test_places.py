"""For every letter and digit of every text: the file says it at the place the entry names."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditor.libraries import yaml_scan
from auditor.libraries.html_text import words_of
from auditor.libraries.line_breaks import even_breaks
from auditor.libraries.traced import Traced, Tracer, writable
from tests.libraries.helpers import entries, misplaced, read, written

# fmt: off
_PIECES = st.sampled_from((
    "\n", "\r\n", "\n\n", " ", "  ", '"', "'", "''", '""', "\\", "\\n", "/", ",", ";", "\t", ": ", " #", "- ", "|", ">",
    "é", "日本", "😀", "🇮🇹", "\u2028", "\xa0", "{{a.b}}", "{name}", "%", "word", "Word", "7", "it's", "ß", "�", "- [x](y)",
))
_TAGS = st.sampled_from((
    "<p>", "</p>", "<br/>", "<br>", "<b>", "</b>", '<a href="https://x.example/é?q=1&amp;r=2">', "</a>", "<li>", "</li>",
    "<ul>", "</ul>", "&amp;", "&eacute;", "&#233;", "&#x1F600;", "&nbsp;", "&unknown;", "<name>", "<<name>>", "<", ">",
    "<script>var a = 1;</script>", "<!-- note -->", "<td>", "<tr>", "word", " ", "\n", "é", "😀", '"', "Hi 42", "&", "/",
    '<attribute key="user.name" default="there"/>', "<a href='mailto:a@b.example'>", '<div class="x">', "</div>",
))
# fmt: on
TEXTS = st.lists(
    st.one_of(_PIECES, st.text(alphabet="abc XYZ 0.,!?", min_size=1, max_size=6)), min_size=1, max_size=25
).map("".join)
LISTS = st.lists(TEXTS, min_size=1, max_size=4)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_read(text: str) -> str:
    """What is left of a text by our own rule for line breaks, which has tests of its own."""
    return even_breaks(Traced(text, ((0, 0),))).text.strip()


def check(path: Path, texts: list[str]) -> None:
    found = entries(read(path))
    assert [entry.text for entry in found] == [as_read(text) for text in texts if text.strip()]
    assert [wrong for entry in found if (wrong := misplaced(entry))] == []


@SLOW
@given(
    texts=LISTS,
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 2, "\t"]),
    slash=st.booleans(),
    bom=st.booleans(),
)
@example(texts=["a\ud83d b", "\x00c"], ascii_only=True, indent=None, slash=False, bom=True)
def test_json(
    tmp_path: Path, texts: list[str], ascii_only: bool, indent: int | str | None, slash: bool, bom: bool
) -> None:
    records = [{"id": number, "title": "T", "content": text} for number, text in enumerate(texts)]
    written_out = json.dumps(records, ensure_ascii=ascii_only, indent=indent)
    if slash:
        written_out = written_out.replace("/", "\\/")
    if indent:
        written_out = written_out.replace("\n", "\r\n")
    data = written_out.encode()
    check(written(tmp_path, "a.json", b"\xef\xbb\xbf" + data if bom else data), [writable(text) for text in texts])


@SLOW
@given(texts=LISTS, ascii_only=st.booleans())
def test_json_lines(tmp_path: Path, texts: list[str], ascii_only: bool) -> None:
    lines = "\n".join(json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts)
    check(written(tmp_path, "a.jsonl", lines), texts)


@SLOW
@given(
    texts=LISTS,
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_tables(tmp_path: Path, texts: list[str], delimiter: str, end: str, quoting: int) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["title", "text", "note"], *(["T", text, "n"] for text in texts)])
    check(written(tmp_path, "a.csv", out.getvalue()), texts)


@SLOW
@given(
    texts=LISTS,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    unicode=st.booleans(),
    width=st.sampled_from([10, 80, 1000]),
    crlf=st.booleans(),
    loader=st.sampled_from([yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]),
)
def test_yaml(
    tmp_path: Path, texts: list[str], style: str | None, unicode: bool, width: int, crlf: bool, loader: object
) -> None:
    records = [{"title": "T", "content": text} for text in texts]
    out = yaml.safe_dump(records, default_style=style, allow_unicode=unicode, width=width, sort_keys=False)
    if crlf:
        out = out.replace("\n", "\r\n")
    texts = [record["content"] for record in yaml.safe_load(out)]
    with mock.patch.object(yaml_scan, "_LOADER", loader):
        check(written(tmp_path, "a.yaml", out), texts)


@SLOW
@given(text=TEXTS, nested=st.booleans())
def test_markdown(tmp_path: Path, text: str, nested: bool) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    body = "\r\n".join(f"> {line}" for line in lines) if nested else "\n".join(("```", *lines, "```"))
    path = written(tmp_path, "a.md", f"# File\n\n## Title\n\n{body}\n")
    found = entries(read(path))
    assert [wrong for entry in found if (wrong := misplaced(entry))] == []
    if not nested and text.strip():
        assert [entry.text for entry in found] == [as_read(text)]


_HTML = st.lists(_TAGS, min_size=1, max_size=30).map("".join)


@SLOW
@given(text=_HTML, ascii_only=st.booleans())
def test_html_in_json_and_yaml_and_csv(tmp_path: Path, text: str, ascii_only: bool) -> None:
    records = [{"title": "T", "content_html": text}]
    tables = io.StringIO()
    csv.writer(tables).writerows([["title", "content_html"], ["T", text]])
    files = {
        "a.json": json.dumps(records, ensure_ascii=ascii_only),
        "a.yaml": yaml.safe_dump(records, allow_unicode=not ascii_only, width=20),
        "a.csv": tables.getvalue(),
    }
    found = [entry for name, content in files.items() for entry in entries(read(written(tmp_path, name, content)))]
    assert [wrong for entry in found if (wrong := misplaced(entry))] == []
    assert len({entry.text for entry in found}) <= 1


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br />b<br>c", "a\nb\nc"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div>\n<div>b</div>", "a\nb"),
        ("a\n\n<strong>b</strong>", "a\n\nb"),
        ("<p>a\n b</p>", "a b"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
        ('see <a href="https://x.example">here</a>.', "see here https://x.example."),
        ('see <a href="https://x.example">here</a>and', "see here https://x.example and"),
        ('<a href="https://x.example/">https://x.example</a>', "https://x.example"),
        ('<a href="https://x.example/"><b>X.example</b></a>', "X.example"),
        ('<a href="mailto:a@x.example">write</a>', "write a@x.example"),
        ('<a href="#top">up</a> <a href="javascript:x()">x</a>', "up x"),
        ('<a href="{{ticket.url}}">your ticket</a>', "your ticket {{ticket.url}}"),
        ("<b>Hi <first name>, <<name>>, <NAME> &lt;you&gt;</b>", "Hi <first name>, <<name>>, <NAME> <you>"),
        ("a<script>x</script><style>y</style>b", "ab"),
        ("<b>5 < 6 & 7 > 3 &copy</b>", "5 < 6 & 7 > 3 &copy"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p>never closed <a href='https://x.example'>here", "never closed here https://x.example"),
    ],
)
def test_html_as_read(source: str, text: str) -> None:
    assert words_of(Traced(source, ((0, 0),)))[0].text == text


@pytest.mark.parametrize(
    "mark", ['<a "', "<!--", "<script>", "<p><a href=x>", "&a", "<a href='x' ", "<p <", "**", "[a]("]
)
def test_hostile_text_takes_no_more_time_for_being_hostile(tmp_path: Path, mark: str) -> None:
    text = mark * (40_000 // len(mark))
    assert len(entries(read(written(tmp_path, "a.md", f"# T\n\n> {text}\n")))) <= 1
    assert words_of(Traced(text, ((0, 0),)), html=True)


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("x" * 60 + "\nand on", "x" * 60 + " and on"),
        ("x" * 60 + "\nAnd new", "x" * 60 + "\nAnd new"),
        ("short\nand on", "short\nand on"),
        ("x" * 60 + "\n- item", "x" * 60 + "\n- item"),
    ],
)
def test_line_breaks(text: str, even: str) -> None:
    assert even_breaks(Traced(text, ((0, 0),))).text == even


@given(
    parts=st.lists(st.tuples(st.text(alphabet="ab\n", min_size=1, max_size=5), st.integers(0, 50)), max_size=6),
    data=st.data(),
)
def test_a_cut_keeps_every_place(parts: list[tuple[str, int]], data: st.DataObject) -> None:
    tracer, places = Tracer(), []
    for text, offset in parts:
        tracer.run(text, offset)
        places += range(offset, offset + len(text))
    traced = tracer.done()
    start = data.draw(st.integers(0, len(places)))
    end = data.draw(st.integers(start, len(places)))
    part = traced.cut(start, end)
    assert part.text == traced.text[start:end]
    assert [part.offset(at) for at in range(end - start)] == places[start:end]
