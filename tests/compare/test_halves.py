"""Two random halves of one archive differ by chance alone: no regression may be claimed; a real one must be."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.checks.moment import Moment
from auditor.compare import compare
from auditor.engine.audit import Source, assemble, threads_by_history
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.team import load_team
from auditor.engine.workers import judge_all
from auditor.importers import importer_named
from auditor.model import Post
from auditor.reports import Look, render
from tests.compare.archive import archive
from tests.scenarios.stage import EVERYTHING, LATE, hour, rulebook

SPLITS = 100
REAL_SPLITS = 40  # of the real reviews, whose halves take longer to put together


class Halves:
    """An archive judged once, from whose judgements reports on any part of it are made."""

    def __init__(self, source: Source, as_of: datetime | None) -> None:
        team = load_team(None, rulebook())
        self.source, self.as_of = source, as_of
        self.engine = Engine(team.rulebook, {source.kind: source.carries}, Moment(as_of))
        self.options = AuditOptions(team.scorecard, as_of)
        self.judgements = judge_all(self.engine, threads_by_history([source], ()), 1)

    def report(self, judgements: Sequence[Judgement]) -> dict[str, Any]:
        report = assemble([self.source], judgements, self.engine, self.options, "test", self.as_of)
        text = render(report, "json", show_personal_data=True, look=Look())
        data: dict[str, Any] = json.loads(text)
        return data

    def split(self, seed: int) -> dict[str, Any]:
        shuffled = list(self.judgements)
        random.Random(seed).shuffle(shuffled)
        middle = len(shuffled) // 2
        return compare(self.report(shuffled[:middle]), self.report(shuffled[middle:]), ("old", "new"), "test")


def invented(posts: list[Post]) -> Halves:
    return Halves(Source("archive.jsonl", "stage", EVERYTHING, tuple(posts)), hour(LATE))


def claims(halves: Halves, splits: int) -> tuple[int, int, int]:
    """In how many splits something is said to be worse, and better; and the least number of tests made."""
    split = [halves.split(seed) for seed in range(splits)]
    return (
        sum(one["worse"] > 0 for one in split),
        sum(one["better"] > 0 for one in split),
        min(s["tests"] for s in split),
    )


@pytest.mark.slow
def test_halves_of_one_archive_show_no_regression() -> None:
    halves = invented(archive(1, 140) + archive(2, 60, account="Bolt"))
    worse, better, tests = claims(halves, SPLITS)
    assert tests >= 20, "nothing was tested, so nothing is shown"
    assert worse <= 5
    assert better <= 5


@pytest.mark.shared
@pytest.mark.slow
def test_halves_of_real_reviews_show_no_regression(shared: Path) -> None:
    path = shared / "data" / "trustpilot_keytrade" / "reviews.json"
    importer = importer_named("trustpilot")
    posts = tuple(item for item in importer.read(path) if isinstance(item, Post))
    as_of = max(post.created_at for post in posts if post.created_at)
    worse, better, tests = claims(Halves(Source(path.name, "trustpilot", importer.carries, posts), as_of), REAL_SPLITS)
    assert tests >= 8
    assert worse <= 2
    assert better <= 2


def test_what_did_grow_worse_is_claimed_and_what_did_mend_too() -> None:
    """The same account with every second, then with nearly every reply from the worse ones."""
    before, after = invented(archive(3, 150, bad=0.3)), invented(archive(4, 150, bad=0.95))
    reports = before.report(before.judgements), after.report(after.judgements)
    forth = compare(reports[0], reports[1], ("old", "new"), "test")
    assert [change["verdict"] for change in forth["accounts"]] == ["worse"]
    assert forth["verdict"] == "changed"
    back = compare(reports[1], reports[0], ("old", "new"), "test")
    assert [change["verdict"] for change in back["accounts"]] == ["better"]
    assert (back["better"], back["worse"]) == (forth["worse"], forth["better"])
