"""Folders that say what their files hold, and patterns that fit files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from auditor.importers import SourceError, detect, find_files, importer_named
from auditor.importers.partitions import partitions
from auditor.model import By, Visibility

from .helpers import posts, table, written

SOURCE = importer_named("posts")
LINE = '{"id": "1", "text": "Hi", "by": "brand"}\n'


def test_what_folders_say() -> None:
    path = Path("/lake/account=Caf%C3%A9 %2F Bar/lang=it/lang=fr/month=__HIVE_DEFAULT_PARTITION__/a=b=c/part=1.csv")
    assert partitions(path) == {"account": "Café / Bar", "lang": "fr", "a": "b=c"}
    assert partitions(Path("/x/=1/1a=2/b=/y.csv")) == {}


def test_folders_count_from_wherever_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "account=acme" / "month=3", "p.jsonl", LINE)
    monkeypatch.chdir(path.parent)
    assert posts(SOURCE, Path("p.jsonl"))["1"].account == "acme"
    assert posts(SOURCE, Path("../month=3/p.jsonl"))["1"].account == "acme"


def test_lines_lack_what_the_folder_says(tmp_path: Path) -> None:
    path = written(tmp_path / "account=007" / "visibility=private" / "month=2024-03", "part-0.json", LINE)
    assert detect(path) is SOURCE
    found = posts(SOURCE, path)["1"]
    assert (found.account, found.visibility, found.by) == ("007", Visibility.PRIVATE, By.BRAND)


def test_a_record_knows_better_than_its_folder(tmp_path: Path) -> None:
    rows = table(
        ("id", "text", "by", "account", "lang"), [(1, "Hi", "brand", "north", ""), (2, "Ho", "brand", "", "de")]
    )
    path = written(tmp_path / "account=south" / "lang=fr", "p.csv", rows)
    found = posts(SOURCE, path)
    assert [(one.account, one.lang) for one in found.values()] == [("north", "fr"), ("south", "de")]


def test_tables_lack_what_the_folder_says(tmp_path: Path) -> None:
    path = written(tmp_path / "account=acme" / "by=customer", "p.csv", table(("id", "text"), [(1, "Hi")]))
    assert detect(path) is SOURCE
    assert posts(SOURCE, path)["1"].by is By.CUSTOMER
    elsewhere = written(tmp_path / "account=acme", "p.csv", table(("id", "text"), [(1, "Hi")]))
    with pytest.raises(SourceError, match=r"p\.csv:1: no column by"):
        posts(SOURCE, elsewhere)


def test_an_id_is_never_that_of_a_folder(tmp_path: Path) -> None:
    path = written(tmp_path / "id=1" / "text=Hi", "p.csv", table(("by", "account"), [("brand", "acme")]))
    with pytest.raises(SourceError, match=r"p\.csv:1: no column id, text"):
        posts(SOURCE, path)


def test_folders_of_parquet(tmp_path: Path) -> None:
    rows = "('1', 'Hi', 'brand', 'acme', 3), ('2', 'Ho', 'brand', '0815', 4)"
    query = f'SELECT * FROM (VALUES {rows}) t(id, text, "by", account, m)'
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'lake'}' (FORMAT parquet, PARTITION_BY (account, m))")
    files = find_files([tmp_path / "lake"])
    assert len(files) == 2
    found = {one.id: one.account for path in files for one in posts(SOURCE, path).values()}
    assert found == {"1": "acme", "2": "0815"}


def test_folders_under_names_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path / "page=acme", "p.csv", table(("nr", "text", "by"), [(1, "Hi", "brand")]))
    assert posts(SOURCE, path, {"nr": "id", "page": "account"})["1"].account == "acme"
    with pytest.raises(SourceError, match="no column tone"):
        posts(SOURCE, path, {"nr": "id", "page": "account", "tone": "lang"})


def test_folders_name_the_account_of_reviews(tmp_path: Path) -> None:
    columns = ("reviewId", "userName", "content", "score", "at", "replyContent", "repliedAt")
    row = ("r", "ann", "Bad", "1", "2024-03-01 09:00:00", "", "")
    path = written(tmp_path / "account=acme" / "month=3", "reviews.csv", table(columns, [row]))
    assert posts(importer_named("googleplay"), path)["r"].account == "acme"


class TestPatterns:
    @pytest.fixture
    def lake(self, tmp_path: Path) -> Path:
        for name in ("a.csv", "b.jsonl", "n/c.csv", "n/m/d.csv", "n/README.md", ".hidden/e.csv", "n/.f.csv"):
            written(tmp_path, name, "x")
        return tmp_path

    @pytest.mark.parametrize(
        ("pattern", "names"),
        [
            ("*.csv", ["a.csv"]),
            ("**/*.csv", ["a.csv", "n/c.csv", "n/m/d.csv"]),
            ("[ab].*", ["a.csv", "b.jsonl"]),
            ("n/?.csv", ["n/c.csv"]),
            ("n/**", ["n/c.csv", "n/m/d.csv"]),
            ("*", ["a.csv", "b.jsonl", "n/c.csv", "n/m/d.csv"]),
            ("n*", ["n/c.csv", "n/m/d.csv"]),
            ("**/README.*", ["n/README.md"]),
        ],
    )
    def test_what_fits(self, lake: Path, pattern: str, names: list[str]) -> None:
        assert find_files([lake / pattern]) == tuple(lake / name for name in names)

    def test_relative_ones(self, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(lake / "n")
        assert find_files([Path("../*.csv"), Path("c.csv")]) == (Path("../a.csv"), Path("c.csv"))

    def test_a_file_of_that_very_name_is_meant(self, lake: Path) -> None:
        odd = written(lake, "[ab].csv", "x")
        assert find_files([odd]) == (odd,)

    def test_nothing_fits(self, lake: Path) -> None:
        for pattern in ("*.parquet", "n/**/x*", "none/*"):
            with pytest.raises(SourceError, match=r": no file fits this pattern\."):
                find_files([lake / pattern])
