"""``audit --parquet FOLDER``: the report's findings and scores as two tables, redacted like it, whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import auditor.commands.tables as tables
from tests.commands.stage import ARCHIVE, ROOT, audit, auditor, exchange, post, write_lines

FILES = ["findings.parquet", "scores.parquet"]


def rows(path: Path) -> list[dict[str, Any]]:
    """A table as plain data; moments in UTC."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        kinds = {
            str(name): str(kind)
            for name, kind, *_ in connection.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
        }
        chosen = ", ".join(f'"{name}"::VARCHAR' if "TIME ZONE" in kind else f'"{name}"' for name, kind in kinds.items())
        found = connection.execute(f"SELECT {chosen} FROM read_parquet(?)", [str(path)]).fetchall()
    return [dict(zip(kinds, row, strict=True)) for row in found]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], Path]]:
    """The archive of the fixtures, audited once: the JSON report, and the folder of tables."""
    folder = tmp_path_factory.mktemp("lake") / "tables"
    done = audit(ARCHIVE, "--parquet", folder)
    assert (done.code, done.err) == (0, "")
    yield json.loads(done.out), folder


def test_every_finding_is_a_row_in_the_reports_order(lake: tuple[dict[str, Any], Path]) -> None:
    report, folder = lake
    found = rows(folder / "findings.parquet")
    assert len(found) == len(report["findings"]) > 20
    for row, finding in zip(found, report["findings"], strict=True):
        said = finding["post"]
        assert row == {
            **{name: finding[name] for name in ("id", "rule", "severity", "account", "agent", "message", "suggestion")},
            **{name: finding[name] for name in ("excuses", "related", "fingerprint")},
            "post_id": said["id"],
            "written_by": said["by"],
            "created_at": said["at"] and said["at"].replace("T", " ").replace("+00:00", "+00"),
            "lang": said["lang"],
            "url": said["url"],
            "file": said["origin"]["file"],
            "line": said["origin"]["line"],
            "text": said["text"],
            "span_start": finding["span"]["start"],
            "span_end": finding["span"]["end"],
            "span_text": finding["span"]["text"],
            "principle": finding["principle"]["statement"],
            "principle_source": finding["principle"]["source"],
        }


def test_every_account_is_a_row_whose_points_add_up(lake: tuple[dict[str, Any], Path]) -> None:
    report, folder = lake
    found = rows(folder / "scores.parquet")
    assert [row["account"] for row in found] == [account["account"] for account in report["accounts"]]
    for row, account in zip(found, report["accounts"], strict=True):
        assert row["contributions"] == account["contributions"]
        assert round(sum(part["points"] for part in row["contributions"]), 2) == round(100 - row["score"], 2)
        assert [row["interval_low"], row["interval_high"]] == account["interval"]
        assert {part["name"]: part["score"] for part in row["dimensions"]} == account["dimensions"]
        assert row["response_rate"] == account["metrics"]["response_rate"]
        assert row["first_reply_within_1h"] == account["metrics"]["first_reply_minutes"]["within_1h"]
        assert row["rules"] == report["tool"]["rules"]


def test_tables_say_what_they_are(lake: tuple[dict[str, Any], Path]) -> None:
    for name in ("findings", "scores"):
        found = duckdb.sql(f"FROM parquet_kv_metadata('{lake[1] / f'{name}.parquet'}')").fetchall()
        assert [(key, value) for _, key, value in found] == [(b"schema", f"auditor/{name}/1".encode())]


def test_the_questions_of_the_documentation_are_answered(lake: tuple[dict[str, Any], Path]) -> None:
    report, folder = lake
    (block,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "sources.md").read_text("utf-8"), re.DOTALL)
    costs, months = (
        duckdb.sql(question).fetchall()
        for question in block.replace("lake/quality", str(folder)).split(";")
        if question.strip()
    )
    ranked = [account for account in report["accounts"] if not account["provisional"]]
    points = [part["points"] for account in ranked for part in account["contributions"]]
    assert round(sum(cost for _, cost, _ in costs), 1) == round(sum(points), 1) > 0
    assert sum(count for *_, count, _ in months) == sum(one["severity"] != "strength" for one in report["findings"])


def test_the_same_report_gives_the_same_bytes_in_a_folder_that_is_there(
    lake: tuple[dict[str, Any], Path], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "scores.parquet").write_text("old")
    assert audit(ARCHIVE, "--parquet", tmp_path).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [*FILES[:1], "notes.txt", *FILES[1:]]
    assert [(tmp_path / name).read_bytes() for name in FILES] == [(lake[1] / name).read_bytes() for name in FILES]


def test_personal_data_is_hidden_unless_it_is_asked_for(tmp_path: Path) -> None:
    told = exchange(reply="Hi Philippa Quern, please DM us or mail philippa@quern.example.")
    path = write_lines(tmp_path / "p.jsonl", told)
    for folder, more in (("hidden", []), ("shown", ["--show-personal-data"])):
        assert audit(path, "--select", "private-only", "--parquet", tmp_path / folder, *more).code == 0
    ((hidden,), (shown,)) = (rows(tmp_path / folder / "findings.parquet") for folder in ("hidden", "shown"))
    assert hidden["text"] == "Hi [customer 1], please DM us or mail [email 1]."
    assert shown["text"] == told[1]["text"]
    assert b"quern" not in (tmp_path / "hidden" / "findings.parquet").read_bytes().lower()


def test_words_of_strangers_stay_words(tmp_path: Path) -> None:
    text = '=1+1 \u0007 \U0001f600 "quoted", \\u0041 \ud800 \u2028 Please DM us.'
    path = write_lines(
        tmp_path / "p.jsonl", [post("1", "No line since Monday"), post("2'", text, "brand", 10, in_reply_to="1")]
    )
    done = audit(path, "--select", "private-only", "--parquet", tmp_path / "it's\ttables")
    assert done.code == 0, done
    (row,) = rows(tmp_path / "it's\ttables" / "findings.parquet")
    assert row["text"] == text.replace("\ud800", "\ufffd")
    assert row["text"][row["span_start"] : row["span_end"]] == row["span_text"] == "Please DM us"


def test_an_account_without_a_finding_is_scored(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "p.jsonl", exchange(reply="It is on the van and comes before noon."))
    assert audit(path, "--select", "private-only", "--parquet", tmp_path / "t").code == 0
    assert rows(tmp_path / "t" / "findings.parquet") == []
    (row,) = rows(tmp_path / "t" / "scores.parquet")
    assert (row["account"], row["score"], row["contributions"]) == ("Acme", 100.0, [])


class TestRefused:
    def test_places_that_cannot_be_written(self, small: Path, tmp_path: Path) -> None:
        audit(small, "--parquet", tmp_path / "no" / "tables").is_refused(
            "tables: cannot be written", "choose another --parquet"
        )
        audit(small, "--parquet", small).is_refused("small.jsonl: cannot be written (a file of this name is there)")

    def test_a_folder_that_is_read(self, small: Path, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "new"):
            audit(tmp_path, "--parquet", folder).is_refused(f"{folder}: lies in what is read")
        assert [path.name for path in tmp_path.iterdir()] == ["small.jsonl"]

    def test_tables_that_are_read(self, small: Path, tmp_path: Path) -> None:
        """As a second run of one command would, whose pattern fits what the first has written."""
        assert audit(tmp_path / "*.jsonl", "--select", "private-only", "--parquet", tmp_path).code == 0
        before = (tmp_path / "findings.parquet").read_bytes()
        audit(tmp_path / "*", "--parquet", tmp_path).is_refused(
            "findings.parquet: is what is read, and would be replaced"
        )
        assert (tmp_path / "findings.parquet").read_bytes() == before

    @pytest.mark.parametrize("there", [True, False])
    def test_a_disk_that_fills_up_leaves_nothing_half(
        self, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
    ) -> None:
        convert = tables._convert

        def fills_up(connection: Any, lines: Path, longest: int, to: Path, table: Any) -> None:
            if to.name == "scores.parquet":
                raise OSError(28, "No space left on device")
            convert(connection, lines, longest, to, table)

        monkeypatch.setattr(tables, "_convert", fills_up)
        folder = tmp_path / "tables"
        if there:
            folder.mkdir()
        audit(small, "--parquet", folder).is_refused("tables: the tables cannot be written (No space left on device)")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["small.jsonl", *(["tables"] if there else [])]
        assert not there or list(folder.iterdir()) == []


class TestInputs:
    """Patterns, packed files and folders that say something, as commands take them."""

    def test_a_quoted_pattern_over_folders_of_accounts(self, tmp_path: Path) -> None:
        for account in ("north", "south"):
            posts = [{**one, "id": f"{account}-{one['id']}"} for one in exchange()]
            for one in posts:
                del one["account"]
                if "in_reply_to" in one:
                    one["in_reply_to"] = f"{account}-{one['in_reply_to']}"
            (tmp_path / f"account={account}").mkdir()
            write_lines(tmp_path / f"account={account}" / "part-0.jsonl", posts)
        done = audit(tmp_path / "**" / "*.jsonl", "--select", "private-only")
        assert done.code == 0, done
        report = json.loads(done.out)
        assert sorted(account["account"] for account in report["accounts"]) == ["north", "south"]
        assert {finding["account"] for finding in report["findings"]} == {"north", "south"}

    def test_a_pattern_that_fits_nothing(self, tmp_path: Path) -> None:
        audit(tmp_path / "*.csv").is_refused("*.csv: no file fits this pattern")

    def test_a_result_never_replaces_what_a_pattern_fits(self, small: Path, tmp_path: Path) -> None:
        before = small.read_bytes()
        for given in (tmp_path / "*.jsonl", tmp_path):
            done = auditor("audit", given, "--format", "json", "--output", small)
            done.is_refused("small.jsonl: is what is read")
        assert small.read_bytes() == before

    def test_one_part_may_be_empty_and_not_all(self, small: Path, tmp_path: Path) -> None:
        empty = tmp_path / "part-1.csv"
        empty.write_text("id,text,by,account\n")
        done = audit(small, empty, "--select", "private-only")
        assert [source["posts"] for source in json.loads(done.out)["sources"]] == [0, 2]
        audit(empty).is_refused("part-1.csv: holds no post (read as 'posts')")
