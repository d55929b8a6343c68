"""The real archives, where they are at hand: figures only, counted here once more by other means where that is easy."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.importers import SourceError, detect
from auditor.model import By, Post, SkippedPost

pytestmark = pytest.mark.shared

Found = tuple[list[Post], Counter[str]]


def read(path: Path, name: str) -> Found:
    importer = detect(path)
    assert importer.name == name
    found = list(importer.read(path))
    posts = [one for one in found if isinstance(one, Post)]
    assert len({one.id for one in posts}) == len(posts)
    assert all(one.created_at is None or one.created_at.utcoffset() is not None for one in posts)
    return posts, Counter(one.reason for one in found if isinstance(one, SkippedPost))


def by(posts: list[Post]) -> tuple[int, int]:
    count = Counter(one.by for one in posts)
    return count[By.CUSTOMER], count[By.BRAND]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_twcs(shared: Path) -> None:
    posts, skipped = read(shared / "data/twcs/twcs.csv", "twcs")
    brand = [one for one in posts if one.by is By.BRAND]
    assert len(posts) + skipped.total() == 59_327
    assert skipped == {"addressed to no account of this file": 901}
    assert len({one.account for one in brand}) == len({one.account for one in posts}) == 103
    assert sum(one.in_reply_to is not None for one in brand) == 37_827
    held = sum(not one.parent_missing for one in brand if one.in_reply_to is not None)
    assert held == 6_167
    assert not any("&amp;" in one.text or "&lt;" in one.text for one in posts)


def test_keytrade(shared: Path) -> None:
    path = shared / "data/trustpilot_keytrade/reviews.json"
    posts, skipped = read(path, "trustpilot")
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert (len(raw), len({one["id"] for one in raw})) == (1_049, 1_030)
    assert len({one["id"] for one in raw if one["reply"]}) == 367
    assert by(posts) == (1_030, 367)
    assert skipped == {"repeated review id": 19}
    assert sum(one.edited for one in posts) == 23
    assert {one.account for one in posts} == {"keytrade"}
    begins = path.read_text(encoding="utf-8").splitlines()
    assert all(begins[(one.origin.line or 0)].strip() == f'"id": "{one.conversation}",' for one in posts)


def test_buddyfit(shared: Path) -> None:
    posts, skipped = read(shared / "data/appstore_buddyfit_it/reviews.csv", "appstore")
    assert by(posts) == (364, 354)
    assert not skipped
    assert sum(one.edited for one in posts) == 18


def test_google_play(shared: Path) -> None:
    posts, skipped = read(shared / "data/appstores_kr_banks/google_play_reviews.csv", "googleplay")
    assert by(posts) == (1_323, 743)
    assert not skipped
    assert sum(one.edited for one in posts) == 32
    assert len({one.account for one in posts}) == 8


def test_app_store_of_korean_banks_repeats_its_pages(shared: Path) -> None:
    path = shared / "data/appstores_kr_banks/app_store_reviews.csv"
    posts, skipped = read(path, "appstore")
    raw = rows(path)
    assert (len(raw), sum(bool(one["developerResponse"]) for one in raw)) == (1_600, 894)
    distinct = {tuple(one.items()) for one in raw}
    assert by(posts) == (len(distinct), sum(bool(dict(one)["developerResponse"]) for one in distinct)) == (640, 352)
    assert skipped == {"repeated review id": 960}


def test_reclame_aqui(shared: Path) -> None:
    posts, skipped = read(shared / "data/reclameaqui_pt/complaints.csv", "reclameaqui")
    assert len(posts) == 1_480
    assert not skipped
    assert by(posts) == (676 + 332, 446 + 26)
    assert sum("__email__" in one.text for one in posts) > 0


def test_libraries_are_not_archives(shared: Path) -> None:
    for path in (shared / "data/canned").rglob("*.json"):
        with pytest.raises(SourceError, match="no source recognises"):
            detect(path)
