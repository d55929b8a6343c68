"""Files that cannot be read: one clear sentence with file and line, and never anything else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from auditor.libraries import LibraryError, read_library
from tests.libraries.helpers import written

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "libraries"

BROKEN = [
    ("a.json", '[\n{"title": "A",\n"content": "x y"\n', ":4: a comma or ] is missing|:4: a comma or } is missing"),
    ("a.json", '[{"content": "x y"},\n]', ":2: a comma stands before ]"),
    ("a.json", '{"content": "x y",\n}', ":2: a comma stands before }"),
    ("a.json", '{\n"content": "x\ny"}', ":2: a line break or control character"),
    ("a.json", '{"content":\n"x y}', ":2: a string is opened and never closed"),
    ("a.json", '{"content": "x \\q y"}', ":1: an escape that JSON has not"),
    ("a.json", '{"content": "x \\u12"}', ":1: an escape that JSON has not"),
    ("a.json", "{content: 1}", ":1: a name in double quotes is missing: found 'c'"),
    ("a.json", '{"a" 1}', ":1: a colon is missing"),
    ("a.json", '{"a": nope}', ":1: no JSON value: found 'n'"),
    ("a.json", '{"a": "b c"}\n\n{"a": "b c"}', ":3: something stands behind the end"),
    ("a.json", "[" * 5000, ":1: nested more than 200 deep"),
    ("a.json", "[1\x00]", ":1: "),
    (
        "a.jsonl",
        '{"text": "a b"}\n\n{"text": "a b"\n{"text": "c d"}\n',
        ":3: a comma or } is missing: the line ends here",
    ),
    ("a.jsonl", '{"text": "a b"}\n{"text": "a b"} x\n', ":2: something stands behind"),
    ("a.yaml", "a:\n  - b: c\n   d: e\n", ":3: no YAML"),
    ("a.yaml", 'a: "b\n', ":2: no YAML"),
    ("a.yaml", "a: *nowhere\n", ":1: no YAML"),
    ("a.yaml", "text: a\x07b\n", ":1: a control character|:1: no YAML"),
    ("a.yaml", "[" * 5000, ": "),
    ("a.csv", 'title,text\nA,"b\nC,d\n', ":2: a quote is opened and never closed"),
    ("a.csv", 'title,text\nA,"b" c\n', ":2: words stand behind a closing quote"),
    ("a.csv", "one,two\na b,c d\n", "no field that usually holds a reply; there are one, two"),
    ("a.md", "# Only a title\n", "no reply found"),
    ("a.txt", " \n\n", "the file is empty"),
    ("a.txt", b"caf\xc3\xa9\nna\xefve\n", ":2: not UTF-8"),
    ("a.pdf", "%PDF", "no reader recognises this file"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BROKEN)
def test_one_sentence_with_file_and_line(tmp_path: Path, name: str, content: str | bytes, sentence: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(LibraryError) as caught:
        list(read_library([path]))
    said = str(caught.value)
    assert said.startswith(str(path)), said
    assert any(part in said for part in sentence.split("|")), said
    assert said.endswith(".") and "\n" not in said and said.isprintable()


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such file or folder"):
        list(read_library([tmp_path / "nowhere"]))
    with pytest.raises(LibraryError, match="no library in this folder"):
        list(read_library([tmp_path]))
    with pytest.raises(LibraryError, match="no library format is called 'x'; there are zendesk"):
        list(read_library([tmp_path], reader="x"))


def test_a_broken_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "a.json", '[{"content": "x y"}]')
    written(tmp_path, "b.json", "[")
    with pytest.raises(LibraryError, match=r"b\.json:1: "):
        list(read_library([tmp_path]))


@pytest.mark.parametrize(
    "path", sorted(path for path in FIXTURES.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_whatever_is_cut_or_garbled_is_told_or_read(tmp_path: Path, path: Path) -> None:
    rng = random.Random(path.name)
    data = path.read_bytes()
    for _ in range(120):
        start = rng.randrange(len(data))
        garbled = data[:start] + rng.choice([b"", b'"', b"\\", b"<", b"{", b"\n", b"\xff", b"&", b">", b"]"])
        garbled += data[rng.randrange(start, len(data)) :] if rng.random() < 0.7 else b""
        try:
            list(read_library([written(tmp_path, path.name, garbled)]))
        except LibraryError as error:
            assert str(error).endswith(".")
