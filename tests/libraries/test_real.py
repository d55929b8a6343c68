"""The real libraries, where they are at hand: how many entries, in which languages, each letter at its place."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.libraries import read_library
from auditor.model import Entry
from tests.libraries.helpers import entries, misplaced

pytestmark = pytest.mark.shared


def library(shared: Path, name: str, skipped: int = 0) -> list[Entry]:
    found = list(read_library([shared / "data" / "canned" / name]))
    assert sum(not isinstance(one, Entry) for one in found) == skipped
    return entries(found)


@pytest.mark.parametrize("name", ["gumroad", "wporg_predefined_replies", "victoriagracey_cx_macros", "18f_bug_bounty"])
def test_every_character_stands_at_its_place(shared: Path, name: str) -> None:
    found = entries(read_library([shared / "data" / "canned" / name]))
    assert [(entry.key, wrong[:3]) for entry in found if (wrong := misplaced(entry))] == []
    assert not any(sign in entry.text for entry in found for sign in ("<br", "</", "&amp;", "\r"))


def test_gumroad(shared: Path) -> None:
    found = library(shared, "gumroad")
    records = json.loads((shared / "data/canned/gumroad/saved_replies.json").read_text())
    assert [entry.title for entry in found] == [" ".join(record["title"].split()) for record in records]
    assert len(found) == 210
    assert all(entry.public and entry.lang is None for entry in found)


def test_wporg(shared: Path) -> None:
    found = library(shared, "wporg_predefined_replies", skipped=1)  # wporg-5 stands twice in the Russian file
    files = (shared / "data/canned/wporg_predefined_replies").glob("*.json")
    assert Counter(entry.lang for entry in found) == {
        path.stem.rsplit("_", 1)[-1]: len(json.loads(path.read_text())) for path in files
    }
    assert all(entry.key.startswith("wporg-") for entry in found)


def test_victoriagracey(shared: Path) -> None:
    found = library(shared, "victoriagracey_cx_macros")
    files = Counter(Path(entry.file).name.partition("_")[0] for entry in found)
    assert files == {"macros": 74, "processes": 22}
    assert sum(not entry.public for entry in found) == 12
    assert len({(entry.file, entry.key) for entry in found}) == len(found)
