"""The Keytrade reviews: rates and times right to the row, against a query of its own over the plain JSON."""

from __future__ import annotations

import json
import statistics
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from auditor.engine.audit import Source, audit
from auditor.engine.options import AuditOptions
from auditor.engine.team import load_team
from auditor.importers import importer_named
from auditor.model import AccountScore, Post, Report
from tests.scenarios.stage import rulebook

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, Any]]:
    """Distinct reviews (the published file repeats nineteen)."""
    listed = json.loads((shared / "data/trustpilot_keytrade/reviews.json").read_text(encoding="utf-8"))
    return list({row["id"]: row for row in listed}.values())


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    path = shared / "data/trustpilot_keytrade/reviews.json"
    importer = importer_named("trustpilot")
    posts = tuple(item for item in importer.read(path) if isinstance(item, Post))
    team = load_team(None, rulebook())
    source = Source(str(path), importer.name, importer.carries, posts)
    return audit([source], team.rulebook, AuditOptions(team.scorecard), "test")


@pytest.fixture(scope="module")
def account(report: Report) -> AccountScore:
    (score,) = report.accounts
    return score


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def waits(rows: list[dict[str, Any]]) -> list[float]:
    """Minutes from a review's publication to that of its reply."""
    return [
        (moment(row["reply"]["publishedDate"]) - moment(row["dates"]["publishedDate"])).total_seconds() / 60
        for row in rows
        if row["reply"]
    ]


def table(account: AccountScore, title: str) -> tuple[tuple[str, ...], ...]:
    return next(t.rows for t in account.tables if t.title == title)


def test_the_response_rate(rows: list[dict[str, Any]], account: AccountScore) -> None:
    answered = sum(bool(row["reply"]) for row in rows)
    assert (len(rows), answered) == (1030, 367)
    assert account.metrics.response_rate == pytest.approx(answered / len(rows), abs=5e-5)
    assert (account.posts, account.replies) == (1030 + 367, 367)


def test_the_response_times(rows: list[dict[str, Any]], account: AccountScore) -> None:
    minutes = sorted(waits(rows))
    times = account.metrics.first_reply
    assert times.count == len(minutes) == 367
    assert times.median == pytest.approx(statistics.median(minutes), abs=0.051)
    assert round((times.median or 0) / 60, 1) == 148.1
    assert times.p90 == pytest.approx(minutes[330], abs=0.051)
    for limit, share in ((10, times.within_10m), (60, times.within_1h), (1440, times.within_24h)):
        assert share == pytest.approx(sum(m <= limit for m in minutes) / 367, abs=5e-5)
    assert "first post" in times.definition and "first public reply" in times.definition


def test_the_table_of_waiting(rows: list[dict[str, Any]], account: AccountScore) -> None:
    minutes = waits(rows)
    limits = (0, 10, 60, 1440, 10080, float("inf"))
    counts = [sum(a < m <= b for m in minutes) for a, b in pairwise(limits)]
    shown = table(account, "How long customers waited for the first reply")
    assert [int(row[1]) for row in shown] == counts
    assert shown[-1][:2] == ("later", "148")


def test_one_and_two_star_reviews_left_alone(rows: list[dict[str, Any]], account: AccountScore) -> None:
    shown = {row[0]: row[1:] for row in table(account, "Reviews by their stars")}
    for stars in range(1, 6):
        mine = [bool(row["reply"]) for row in rows if row["rating"] == stars]
        assert shown[str(stars)] == (str(len(mine)), str(sum(mine)), str(len(mine) - sum(mine)))
    low = [row for row in rows if row["rating"] <= 2]
    assert (len(low), sum(not row["reply"] for row in low)) == (557, 311)
    assert sum(int(shown[s][0]) for s in "12") == 557
    assert sum(int(shown[s][2]) for s in "12") == 311


def test_every_old_enough_low_review_without_a_reply_is_a_finding(rows: list[dict[str, Any]], report: Report) -> None:
    """Each but the customer's copies, and those that the archive is too young to judge."""
    newest = max(
        moment(t) for r in rows for t in (r["dates"]["publishedDate"], (r["reply"] or {}).get("publishedDate")) if t
    )
    old = {
        row["id"]
        for row in rows
        if row["rating"] <= 2
        and not row["reply"]
        and (newest - moment(row["dates"]["publishedDate"])).total_seconds() >= 72 * 3600
    }
    found = {f.post.id for f in report.findings if f.rule == "unanswered"}
    copies = {f.post.id for f in report.findings if f.rule == "unanswered-duplicate"}
    assert old <= found | copies
    assert not {row["id"] for row in rows if row["reply"]} & found


def test_a_review_edited_after_its_reply_is_not_called_slow(rows: list[dict[str, Any]], report: Report) -> None:
    edited = {
        row["id"]
        for row in rows
        if row["reply"]
        and row["dates"]["updatedDate"]
        and moment(row["dates"]["updatedDate"]) > moment(row["reply"]["publishedDate"])
    }
    assert len(edited) == 23
    slow = {r.post_id for f in report.findings if f.rule == "slow-reply" for r in f.related}
    assert not edited & slow
    reasons = {u.reason: u.count for u in report.not_checkable if u.rule == "slow-reply"}
    assert 0 < reasons["the review was edited after its reply"] <= 23
