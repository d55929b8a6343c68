"""The verdicts of a review, worked out: plain data of the schema ``auditor/agreement/1``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from auditor.review.agreement import alpha, between, kappa
from auditor.review.estimate import Judged, Quality, error_rate, judged_of, quality_of, quality_overall, with_engine
from auditor.review.shares import Share
from auditor.review.verdicts import Cell, Reviewed

SCHEMA = "auditor/agreement/1"
LEAST_ALPHA = 0.667  # "where tentative conclusions are still acceptable" (Krippendorff, Content Analysis, 2004, p. 241)
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.8
FEWEST = 5  # judged rows from which a rule is spoken of
Shape = dict[str, Any]


def agreement(reviewed: Reviewed, version: str) -> Shape:
    """Agreement, quality of the engine, and which rules to look at again."""
    judged = judged_of(reviewed)
    rules = sorted({cell.rule for cell in reviewed.cells})
    rows = [_rule(reviewed, judged, rule) for rule in rules]
    error = error_rate(judged)
    return {
        "schema": SCHEMA,
        "tool": {"name": "auditor", "version": version},
        "sample": {
            "name": reviewed.sample,
            "rows": reviewed.drawn,
            "in_sheets": len(reviewed.rows),
            "findings_judged": len(judged.findings),
            "replies_judged": len(judged.replies),
            "replies_in_archive": judged.size,
        },
        "reviewers": [
            {"name": name, "judged": reviewed.judged.get(name, 0), "unsure": reviewed.unsure.get(name, 0)}
            for name in reviewed.reviewers
        ],
        "overall": {
            **_quality(quality_overall(judged)),
            **_agreement(reviewed, reviewed.cells, rules),
            "error_rate": _share(error),
        },
        "pairs": [
            {"one": one, "other": other, "cells": len(pairs), "kappa": _rounded(kappa(pairs))}
            for one, other in combinations(reviewed.reviewers, 2)
            if (pairs := between(reviewed.cells, one, other))
        ],
        "rules": rows,
        "recalibrate": [advice for row in rows for advice in _advice(row)],
    }


def _rule(reviewed: Reviewed, judged: Judged, rule: str) -> Shape:
    cells = [cell for cell in reviewed.cells if cell.rule == rule]
    rows = sum(cell.rule == rule for cell, _ in judged.findings)
    return {
        "rule": rule,
        "rows": rows,
        **_quality(quality_of(judged, rule)),
        **_agreement(reviewed, cells, [rule]),
    }


def _agreement(reviewed: Reviewed, cells: Sequence[Cell], rules: Sequence[str]) -> Shape:
    """Reviewer to reviewer, and each to the engine (over rules that the control slice shows both sides of)."""
    shown = [rule for rule in rules if rule in reviewed.rules]
    return {
        "alpha": _rounded(alpha(cells, reviewed.reviewers)),
        "twice_judged": sum(len(cell.verdicts) > 1 for cell in cells),
        "disputed": sum(cell.disputed for cell in cells),
        "kappa_engine": {
            name: _rounded(kappa(with_engine(reviewed, name, shown)) if shown else None) for name in reviewed.reviewers
        },
    }


def _quality(quality: Quality) -> Shape:
    missed = quality.missed
    return {
        "found": quality.found,
        "precision": _share(quality.precision),
        "missed": missed and {"value": round(missed[0], 1), "interval": [round(end, 1) for end in missed[1:]]},
        "recall": _share(quality.recall),
    }


def _share(share: Share | None) -> Shape | None:
    return (
        None
        if share is None
        else {
            "value": round(share.value, 4),
            "interval": [round(share.low, 4), round(share.high, 4)],
            "cases": share.cases,
        }
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4) + 0.0


def _advice(row: Shape) -> Iterator[Shape]:
    """What to do about a rule. ``sure`` where the whole interval says it, not only the estimate. Where the reviewers do not
    agree what the fault is, nothing else can be said."""
    if row["alpha"] is not None and row["alpha"] < LEAST_ALPHA and row["twice_judged"] >= FEWEST:
        yield {"rule": row["rule"], "why": "reviewers disagree", "sure": False, "value": row["alpha"]}
        return
    precision, recall = row["precision"], row["recall"]
    if precision and precision["cases"] >= FEWEST and precision["value"] < LEAST_PRECISION:
        sure = precision["interval"][1] < LEAST_PRECISION
        yield {"rule": row["rule"], "why": "false alarms", "sure": sure, "value": precision["value"]}
    if recall and row["missed"]["value"] > 0 and recall["value"] < LEAST_RECALL:
        sure = recall["interval"][1] < LEAST_RECALL
        yield {"rule": row["rule"], "why": "misses", "sure": sure, "value": recall["value"]}
