"""Runs as trends: plain data of the schema ``auditor/history/1``, one list of points for each account and each of its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from auditor.history.database import SCHEMA
from auditor.history.runs import AccountPoint, RulePoint, Run

Shape = dict[str, Any]


def trends(runs: Sequence[Run], name: str, accounts: Sequence[str] = ()) -> Shape:
    """The trends of ``accounts`` (all where none is named; case and a leading ``@`` do not matter), in the order of
    ``runs``. ``name`` is the file's."""
    wanted = {_key(account) for account in accounts}
    names = sorted({point.account for run in runs for point in run.accounts})
    return {
        "schema": SCHEMA,
        "path": name,
        "runs": [
            {
                "run": run.number,
                "saved_at": _moment(run.saved_at),
                "as_of": _moment(run.as_of),
                "version": run.version,
                "rules": run.rules_digest,
                "sources": [{"path": path, "kind": kind} for path, kind in run.sources],
            }
            for run in runs
        ],
        "breaks": list(_breaks(runs)),
        "accounts": [_account(name, runs) for name in names if not wanted or _key(name) in wanted],
    }


def _key(account: str) -> str:
    return account.casefold().lstrip("@")


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _breaks(runs: Sequence[Run]) -> Iterator[Shape]:
    """Where a trend may turn because something other than the replies changed."""
    for before, after in pairwise(runs):
        changed = [
            what
            for what, differs in (
                ("version", before.version != after.version),
                ("rules", before.rules_digest != after.rules_digest or before.looked_for != after.looked_for),
                ("kinds of sources", {kind for _, kind in before.sources} != {kind for _, kind in after.sources}),
            )
            if differs
        ]
        if changed:
            yield {"run": after.number, "changed": changed}


def _account(name: str, runs: Sequence[Run]) -> Shape:
    points = [(run, point) for run in runs for point in run.accounts if point.account == name]
    broken = sorted({rule.rule for _, point in points for rule in point.rules})
    return {
        "account": name,
        "points": [_point(run.number, point) for run, point in points],
        "rules": [
            {"rule": rule, "points": [_rule(run, rule, point) for run, point in points if _looked_for(run, rule)]}
            for rule in broken
        ],
    }


def _point(number: int, point: AccountPoint) -> Shape:
    return {
        "run": number,
        "score": point.score,
        "interval": [point.low, point.high],
        "grade": point.grade,
        "provisional": point.provisional,
        "capped_by": point.capped_by,
        "posts": point.posts,
        "replies": point.replies,
        "conversations": point.conversations,
        "response_rate": point.response_rate,
        "median_minutes": point.median_minutes,
        "p90_minutes": point.p90_minutes,
    }


def _looked_for(run: Run, rule: str) -> bool:
    return not run.looked_for or rule in run.looked_for


def _rule(run: Run, name: str, point: AccountPoint) -> Shape:
    """A rule that cost nothing was not broken; how often it was looked at is then not known."""
    part = next((one for one in point.rules if one.rule == name), RulePoint(name, 0.0, 0, 0))
    share = part.count / part.opportunities if part.opportunities else 0.0
    return {
        "run": run.number,
        "points": part.points,
        "count": part.count,
        "of": part.opportunities or None,
        "share": round(share, 4),
    }
