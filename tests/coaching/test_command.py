"""``auditor coach`` as a script meets it: files in a folder, refusals before the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.coaching.make import archive, write
from tests.commands.stage import ARCHIVE, auditor


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("coach") / "archive.jsonl", archive())


def test_the_folder_holds_sheets_their_list_and_the_record(read: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    done = auditor("coach", read, "--output", folder, "--format", "html", "--language", "it", "--jobs", "1")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"4 sheets in {folder}, listed in index.html\n"
    names = ["acme-anna.html", "acme-jk.html", "acme-wilhelmina.html", "acme-x.html", "index.html", "sheets.json"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheets"]
    index = (folder / "index.html").read_text("utf-8")
    assert '<html lang="it">' in index and '<a href="acme-jk.html">Acme: JK</a>' in index
    kept = json.loads((folder / "sheets.json").read_text("utf-8"))
    assert (kept["schema"], kept["by"], kept["language"], len(kept["sheets"])) == (
        "auditor/coaching/1",
        "agent",
        "it",
        4,
    )
    other = tmp_path / "two"
    auditor("coach", read, "--output", other, "--format", "html", "--language", "it", "--jobs", "2")
    same = [(folder / name).read_bytes() == (other / name).read_bytes() for name in names]
    assert same == [True] * 6
    assert auditor("coach", read, "-o", folder, "--since", folder, "--agent", "JK", "--jobs", "1").code == 0
    assert "No reply is newer" in (folder / "acme-jk.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("--output FOLDER",)),
        (("-o", "out", "--format", "pdf"), ("--format pdf", "markdown, html")),
        (("-o", "out", "--language", "xx"), ("--language xx", "en, it")),
        (("-o", "out", "--by", "team"), ("--by team and --teams FILE go together",)),
        (("-o", "out", "--teams", "t.yaml"), ("--by team and --teams FILE go together",)),
        (("-o", "out", "--by", "account", "--agent", "JK"), ("--agent goes with --by agent",)),
        (("-o", "out", "--since", "nowhere"), ("nowhere: cannot be read", "earlier sheets")),
        (("-o", "no/such/place"), ("no/such/place", "choose another --output")),
        (("-o", "out", "--account", "Nobody"), ("no reply of Nobody",)),
    ],
)
def test_what_cannot_be_done_is_refused(
    arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    auditor("coach", ARCHIVE, *arguments, "--jobs", "1").is_refused(*words)
    assert not list(tmp_path.rglob("*.md"))


def test_what_is_read_is_not_written_over(read: Path) -> None:
    auditor("coach", read.parent, "-o", read.parent).is_refused("is what is read")


def test_sheets_by_another_kind_are_no_earlier_sheets(tmp_path: Path) -> None:
    kept = {"schema": "auditor/coaching/1", "by": "team", "rules_digest": "", "as_of": None, "sheets": []}
    (tmp_path / "sheets.json").write_text(json.dumps(kept), "utf-8")
    auditor("coach", ARCHIVE, "-o", tmp_path, "--since", tmp_path).is_refused("sheets by team", "by agent")
