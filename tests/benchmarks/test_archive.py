"""The made archives that benchmarks read: no text twice, sound threads, the same for the same seed."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from auditor.importers import importer_named
from auditor.model import Post
from benchmarks.archive import Archive, write
from benchmarks.novelty import novelty
from benchmarks.once import Once
from benchmarks.pieces import WHEN, take_apart

from .make import small_archive


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def rows(source: Path) -> list[tuple[str, ...]]:
    return list(islice(Archive(take_apart(source), 1, 1_000).rows(), 1_000))


def test_no_two_texts_are_equal_whoever_they_speak_to(rows: list[tuple[str, ...]]) -> None:
    bodies = [" ".join(word for word in row[4].lower().split() if not word.startswith("@")) for row in rows]
    assert all(bodies)
    assert len(set(bodies)) == len(rows)


def test_the_same_seed_makes_the_same_archive_and_another_makes_another(source: Path, tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for path, seed in zip(made, (1, 1, 2), strict=True):
        write(source, path, 300, seed)
    first, again, other = (path.read_bytes() for path in made)
    assert first == again != other
    assert first.count(b"\n") == 301


def test_each_copy_has_the_threads_accounts_and_hours_of_the_real_archive(
    source: Path, rows: list[tuple[str, ...]]
) -> None:
    with source.open(encoding="utf-8", newline="") as lines:
        real = [tuple(row) for row in list(csv.reader(lines))[1:]]
    size = len(real)
    for copy in range(2):
        made = rows[copy * size : (copy + 1) * size]
        ids = {old[0]: new[0] for old, new in zip(real, made, strict=True)}
        customers = {old[1]: new[1] for old, new in zip(real, made, strict=True)}
        assert len(set(ids.values())) == size
        assert len(set(customers.values())) == len(customers)
        for old, new in zip(real, made, strict=True):
            assert new[2] == old[2]
            assert datetime.strptime(new[3], WHEN) - datetime.strptime(old[3], WHEN) == timedelta(weeks=copy)
            assert (new[5], new[6]) == (ids.get(old[5], ""), ids.get(old[6], ""))
            spoken_to = old[4].split()[0][1:]
            assert new[4].split()[0] == f"@{customers.get(spoken_to, spoken_to)}"
    assert len({row[0] for row in rows}) == len(rows)
    assert {row[1] for row in rows if row[2] == "False"} == {"Acme", "AcmeHelp"}
    assert not {row[1] for row in rows[:size] if row[2] == "True"} & {row[1] for row in rows[size:] if row[2] == "True"}


def test_the_auditor_reads_every_row(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    write(source, path, 500, 3)
    read = list(importer_named("twcs").read(path))
    assert len(read) == 500
    assert all(isinstance(one, Post) for one in read)
    answering = Counter(one.by for one in read if isinstance(one, Post) and one.in_reply_to and not one.parent_missing)
    assert min(answering.values()) > 50


def test_sentences_stay_with_their_account_and_side(rows: list[tuple[str, ...]]) -> None:
    assert any("Send us a DM" in row[4] for row in rows if row[2] == "False")
    assert not any("DM" in row[4] for row in rows if row[2] == "True")


def test_what_is_no_archive_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ValueError, match=r"other.csv has no column"):
        take_apart(path)


def test_a_text_is_new_once_at_most() -> None:
    once = Once(2_000)
    texts = [f"text {number}" for number in range(2_000)]
    new = [once.first(text) for text in texts]
    assert sum(new) > 1_980
    assert not any(once.first(text) for text in texts)


def test_novelty_counts_what_was_not_said_before() -> None:
    texts = ["@a One two three four. Bye!", "@b one TWO three four. https://example.com/x Bye", "Five six seven"]
    first, whole = novelty(iter(texts), (1, 3, 9))
    assert (first.texts, first.sentences, first.runs) == (100, 2, 2)
    assert (whole.texts, whole.sentences, whole.runs) == (100, pytest.approx(3 / 3), pytest.approx(3 / 3))
