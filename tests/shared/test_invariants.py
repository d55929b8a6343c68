"""Order, doubling and halves on real archives: each is read once, then judged in other orders and sizes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from auditor.checks.moment import Moment
from auditor.engine.audit import Source, assemble, audit, threads_by_history
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.reading import history_key
from auditor.engine.team import load_team
from auditor.engine.workers import judge_all
from auditor.importers import importer_named
from auditor.model import By, Post, Report
from tests.scenarios.stage import rulebook, twice

pytestmark = [pytest.mark.shared, pytest.mark.slow]

FILES = {
    "trustpilot": "trustpilot_keytrade/reviews.json",
    "appstore": "appstore_buddyfit_it/reviews.csv",
    "googleplay": "appstores_kr_banks/google_play_reviews.csv",
    "reclameaqui": "reclameaqui_pt/complaints.csv",
    "twcs": "twcs/twcs.csv",
}
_SHARE = 25  # of the tweets' conversations every twenty-fifth; the smaller files whole


@pytest.fixture(scope="module", params=sorted(FILES))
def source(request: pytest.FixtureRequest, shared: Path) -> Source:
    kind: str = request.param
    path = shared / "data" / FILES[kind]
    importer = importer_named(kind)
    posts = [item for item in importer.read(path) if isinstance(item, Post)]
    if kind == "twcs":
        names = sorted({post.conversation or post.id for post in posts})[::_SHARE]
        posts = [post for post in posts if (post.conversation or post.id) in set(names)]
    return Source(path.name, kind, importer.carries, tuple(posts))


def settings(source: Source, jobs: int) -> tuple[Engine, AuditOptions]:
    team = load_team(None, rulebook())
    as_of: datetime | None = max((p.created_at for p in source.posts if p.created_at), default=None)
    return Engine(team.rulebook, {source.kind: source.carries}, Moment(as_of)), AuditOptions(
        team.scorecard, as_of, jobs=jobs
    )


def audited(source: Source, jobs: int) -> Report:
    engine, options = settings(source, jobs)
    return audit([source], engine.rulebook, options, "test")


@pytest.fixture(scope="module")
def once(source: Source) -> Report:
    """Judged in this process, so that the workers of the other audits inherit the phrases it had to compile."""
    return audited(source, jobs=1)


def test_the_order_of_the_file_changes_nothing(source: Source, once: Report) -> None:
    shuffled = list(source.posts)
    random.Random(1).shuffle(shuffled)
    assert audited(replace(source, posts=tuple(shuffled)), jobs=2) == once


def test_halves_merge_to_the_whole(source: Source, once: Report) -> None:
    engine, options = settings(source, jobs=2)
    threads = threads_by_history([source], ())
    groups = [list(group) for _, group in groupby(threads, key=history_key)]
    halves: list[Judgement] = []
    for start in (0, 1):
        halves += judge_all(engine, [thread for group in groups[start::2] for thread in group], 2)
    assert assemble([source], halves, engine, options, "test", options.as_of) == once


def test_an_archive_told_twice_scores_the_same_and_surer(source: Source, once: Report) -> None:
    doubled = replace(source, posts=source.posts + tuple(twice(post) for post in source.posts))
    two = audited(doubled, jobs=2)
    before = {score.account: score for score in once.accounts}
    assert {score.account for score in two.accounts} == before.keys()
    for score in two.accounts:
        old = before[score.account]
        assert (score.score, score.dimensions) == (old.score, old.dimensions), score.account
        assert score.metrics.response_rate == old.metrics.response_rate
        assert score.interval[1] - score.interval[0] <= old.interval[1] - old.interval[0] + 1e-9
        parts = {c.rule: (c.points, c.count, c.opportunities) for c in old.contributions}
        assert {c.rule: (c.points, c.count / 2, c.opportunities / 2) for c in score.contributions} == parts


def test_a_further_fault_never_raises_a_score(source: Source, once: Report) -> None:
    """One English reply of each account is made to blame the customer; nothing that was a finding may vanish for it
    but a template, which changed words make another."""
    replies: dict[str, Post] = {}
    templated = {
        p for f in once.findings if f.rule == "boilerplate" for p in (f.post.id, *(r.post_id for r in f.related))
    }
    for post in sorted(source.posts, key=lambda p: p.id):
        if post.by is By.BRAND and len(post.text.split()) > 12 and post.id not in templated and post.text.isascii():
            replies.setdefault(post.account, post)
    chosen = {post.id for post in replies.values()}
    worse = tuple(
        replace(p, text=f"{p.text} You must have entered it wrong.") if p.id in chosen else p for p in source.posts
    )
    after = {score.account: score for score in audited(replace(source, posts=worse), jobs=2).accounts}
    for score in once.accounts:
        template = next((c.count for c in score.contributions if c.rule == "boilerplate"), 0)
        now = next((c.count for c in after[score.account].contributions if c.rule == "boilerplate"), 0)
        if now == template:
            assert after[score.account].score <= score.score, score.account
