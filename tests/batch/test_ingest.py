"""What is read on disk is what is read in memory: the same threads in the same order, the same summaries and remarks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from auditor.batch.audit import LaidThreads
from auditor.batch.ingest import Contents, ingest
from auditor.commands.problems import Problem
from auditor.commands.read import importers_of, read_sources
from auditor.engine.archives import TAKEN
from auditor.engine.audit import newest, summary_of, threads_by_history
from auditor.importers import load_mapping
from tests.batch.archives import posts, tweets, write_posts, write_tweets

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def laid(files: list[Path], work: Path, accounts: tuple[str, ...] = (), mapping: Path | None = None) -> Contents:
    work.mkdir()
    columns = load_mapping(mapping) if mapping else None
    return ingest(importers_of(files, None, columns), columns, accounts, work, lambda count: None)


def same(files: list[Path], work: Path, accounts: tuple[str, ...] = (), mapping: Path | None = None) -> None:
    contents = laid(files, work, accounts, mapping)
    try:
        sources = read_sources(files, None, mapping, lambda text: None)
    except Problem:
        assert any(not read.posts for read in contents.reads)
        return
    assert list(LaidThreads(contents, work)) == threads_by_history(sources, accounts)
    assert contents.newest == newest(sources)
    assert list(contents.summaries) == [summary_of(source) for source in sources]
    taken = [[one for one in source.skipped if one.reason == TAKEN] for source in sources]
    assert [read.first_taken for read in contents.reads] == [
        (str(some[0].origin), some[0].post_id) if some else None for some in taken
    ]
    assert [read.taken for read in contents.reads] == list(map(len, taken))


@pytest.mark.parametrize("seed", range(25))
def test_tweets(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    files = [
        write_tweets(tmp_path / f"{name}.csv", tweets(rng, rng.randint(1, 60), rng.choice([8, 40])))
        for name in rng.sample("abc", rng.choice([1, 1, 3]))
    ]
    same(files, tmp_path / "work")


@pytest.mark.parametrize("seed", range(25))
def test_posts(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    files = [
        write_posts(tmp_path / f"{name}.jsonl", posts(rng, rng.randint(1, 60), rng.choice([6, 40])))
        for name in rng.sample("abc", rng.choice([1, 1, 3]))
    ]
    same(files, tmp_path / "work")


@pytest.mark.parametrize("seed", range(5))
def test_files_of_several_kinds_for_one_account(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    files = [
        write_posts(tmp_path / "a.jsonl", posts(rng, 40, 30)),
        write_tweets(tmp_path / "b.csv", tweets(rng, 40, 30)),
        *sorted(FIXTURES.glob("archive.*")),
    ]
    same(files, tmp_path / "work", ("@acme", "älva"))


def test_long_chains(tmp_path: Path) -> None:
    """A thousand tweets, each under the one before; one more leads into a circle."""
    rows = [
        [str(n), "900", "True", "Tue Oct 31 22:10:47 +0000 2017", "@Acme x", "", str(n - 1)] for n in range(2, 1000)
    ]
    rows += [["1", "Acme", "False", "Tue Oct 31 22:10:47 +0000 2017", "x", "", ""]]
    rows += [
        [str(n), "900", "True", "Tue Oct 31 22:10:47 +0000 2017", "@Acme x", "", str(n % 50 + 2001)]
        for n in range(2000, 2050)
    ]
    same([write_tweets(tmp_path / "t.csv", rows)], tmp_path / "work")


def test_a_text_longer_than_the_databases_lines(tmp_path: Path) -> None:
    head = {"id": "0", "text": "short", "by": "customer", "account": "Acme"}
    record: dict[str, object] = {
        "id": "1",
        "by": "customer",
        "account": "Acme",
        "author": "u",
        "text": "long " * 1_000_000,
    }
    same([write_posts(tmp_path / "p.jsonl", [head, record])], tmp_path / "work")
