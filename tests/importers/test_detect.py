from __future__ import annotations

import json
from pathlib import Path

import pytest

import auditor.importers as importers
from auditor.importers import IMPORTERS, SourceError, detect, find_files, importer_named

from .helpers import TWCS, written

EXAMPLES = {
    "twcs": ",".join(reversed(TWCS)) + "\r\n",
    "trustpilot": json.dumps([{"rating": 1, "consumer": {}, "dates": {"publishedDate": None}}]),
    "appstore": ",userName,title,rating,review,date,developerResponse,isEdited\n",
    "googleplay": "\ufeffreviewId,userName,content,score,at,replyContent,repliedAt,bank\n",
    "reclameaqui": "link,enterprise,title,position_in_chat,text\n",
    "posts": '{"id": 1, "text": "x", "by": "brand", "account": "a"}\n',
}


def test_every_source_has_an_example() -> None:
    assert list(EXAMPLES) == [importer.name for importer in IMPORTERS]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_is_known_by_its_content_alone_and_by_no_other(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "export.txt", EXAMPLES[name])
    assert detect(path).name == name
    assert importer_named(name) is detect(path)


@pytest.mark.parametrize(
    "content",
    [
        "text;by;account;id\n",
        "PAR1",
        '{"id": "1", "te\n{"by": "brand", "id": 1, "account": "a", "text": "x"}\n',
        json.dumps({"id": 1, "by": "brand", "account": "a", "text": "x" * 100_000})[:40]
        + '"account": "a", "text": "'
        + "x" * 100_000,
    ],
)
def test_posts_in_other_dress(tmp_path: Path, content: str) -> None:
    assert detect(written(tmp_path, "export", content)).name == "posts"


@pytest.mark.parametrize(
    "content", ["id,text,by\n", '[{"title": "Hi", "content": "x"}]', "Dear all,\n", b"\x00\xff\xfe\x01", '"open']
)
def test_what_nothing_recognises_is_told_what_can_be_read(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(SourceError, match=r"export: no source recognises this file; .*twcs: .*; posts: "):
        detect(written(tmp_path, "export", content))


def test_a_mapping_is_only_for_posts(tmp_path: Path) -> None:
    assert detect(written(tmp_path, "export.csv", "nr,body\n"), {"nr": "id"}).name == "posts"


def test_empty_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the file is empty"):
        detect(written(tmp_path, "e.csv", ""))
    with pytest.raises(SourceError, match="cannot be read"):
        detect(tmp_path / "none.csv")


def test_an_unknown_name() -> None:
    with pytest.raises(SourceError, match="'mastodon'; there are twcs, trustpilot, "):
        importer_named("mastodon")


def test_find_files(tmp_path: Path) -> None:
    inside = [written(tmp_path / "d", name, "x") for name in ("a.csv", "b/c.PARQUET", "z.jsonl")]
    for name in ("README.md", ".hidden.csv", ".git/x.json"):
        written(tmp_path / "d", name, "x")
    odd = written(tmp_path, "odd.txt", "x")
    assert find_files([odd, tmp_path / "d", inside[0]]) == (odd, *inside)


def test_one_file_under_two_names_is_read_once_as_first_named(tmp_path: Path) -> None:
    path = written(tmp_path / "d", "a.csv", "x")
    roundabout = tmp_path / "d" / ".." / "d" / "a.csv"
    assert find_files([roundabout, path, tmp_path / "d"]) == (roundabout,)


def test_find_files_says_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none: there is no such file or folder\."):
        find_files([tmp_path / "none"])
    with pytest.raises(SourceError, match="no export in this folder"):
        find_files([tmp_path])


def test_the_public_names() -> None:
    assert importers.__all__ == [
        "IMPORTERS", "Head", "Importer", "SourceError", "detect", "find_files", "importer_named", "load_mapping",
    ]  # fmt: skip
