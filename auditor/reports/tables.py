"""A report as two tables, for those who ask questions of many: one row a finding, one row an account.

The rows hold what the JSON report holds (``shape``), redacted alike, with its nested objects spread over columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import AccountScore, Finding, Report
from auditor.reports.redact import Redactor
from auditor.reports.shape import Shape, account_shape, finding_shape, moment

_TEXT, _NUMBER, _SHARE, _TRUTH, _MOMENT = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMP WITH TIME ZONE"


@dataclass(frozen=True, slots=True)
class TableOf:
    """One table: the name of its schema, its columns with their SQL types, and its rows, every column in each."""

    schema: str
    columns: Mapping[str, str]
    rows: Callable[[Report, Redactor], Iterator[Shape]]


def _findings(_report: Report, redactor: Redactor) -> Iterator[Shape]:
    return redactor.in_order(lambda finding: _finding_row(finding, redactor))


def _finding_row(finding: Finding, redactor: Redactor) -> Shape:
    shape = finding_shape(finding, redactor)
    post, span, principle = shape["post"], shape["span"], shape["principle"]
    return {
        **{name: shape[name] for name in ("id", "rule", "severity", "account", "agent", "message", "suggestion")},
        **{name: shape[name] for name in ("excuses", "related", "fingerprint")},
        **{name: post[name] for name in ("lang", "url", "text")},
        "written_by": post["by"],
        "created_at": post["at"],
        "post_id": post["id"],
        "file": post["origin"]["file"],
        "line": post["origin"]["line"],
        "span_start": span["start"],
        "span_end": span["end"],
        "span_text": span["text"],
        "principle": principle["statement"],
        "principle_source": principle["source"],
    }


def _scores(report: Report, redactor: Redactor) -> Iterator[Shape]:
    run = {"as_of": moment(report.as_of), "version": report.version, "rules": report.rules_digest}
    return ({**_score_row(score, redactor), **run} for score in report.accounts)


def _score_row(score: AccountScore, redactor: Redactor) -> Shape:
    shape = account_shape(score, redactor)
    times = shape["metrics"]["first_reply_minutes"]
    return {
        **{name: shape[name] for name in ("account", "score", "grade", "provisional", "posts", "replies")},
        **{name: shape[name] for name in ("conversations", "capped_by", "contributions", "strengths")},
        "interval_low": shape["interval"][0],
        "interval_high": shape["interval"][1],
        "judged": score.judged,
        "response_rate": shape["metrics"]["response_rate"],
        "first_replies": times["count"],
        "first_reply_median_minutes": times["median"],
        "first_reply_p90_minutes": times["p90"],
        **{f"first_reply_{name}": times[name] for name in ("within_10m", "within_1h", "within_24h")},
        "dimensions": [{"name": name, "score": value} for name, value in shape["dimensions"].items()],
    }


TABLES: Mapping[str, TableOf] = MappingProxyType(
    {
        "findings": TableOf(
            "auditor/findings/1",
            {
                "id": _TEXT,
                "rule": _TEXT,
                "severity": _TEXT,
                "account": _TEXT,
                "agent": _TEXT,
                "post_id": _TEXT,
                "written_by": _TEXT,
                "created_at": _MOMENT,
                "lang": _TEXT,
                "url": _TEXT,
                "file": _TEXT,
                "line": _NUMBER,
                "text": _TEXT,
                "span_start": _NUMBER,
                "span_end": _NUMBER,
                "span_text": _TEXT,
                "message": _TEXT,
                "suggestion": _TEXT,
                "excuses": 'STRUCT(looked_for VARCHAR, "where" VARCHAR, found BOOLEAN)[]',
                "related": 'STRUCT("role" VARCHAR, post_id VARCHAR)[]',
                "principle": _TEXT,
                "principle_source": _TEXT,
                "fingerprint": _TEXT,
            },
            _findings,
        ),
        "scores": TableOf(
            "auditor/scores/1",
            {
                "account": _TEXT,
                "score": _SHARE,
                "grade": _TEXT,
                "interval_low": _SHARE,
                "interval_high": _SHARE,
                "provisional": _TRUTH,
                "judged": _TRUTH,
                "posts": _NUMBER,
                "replies": _NUMBER,
                "conversations": _NUMBER,
                "response_rate": _SHARE,
                "first_replies": _NUMBER,
                "first_reply_median_minutes": _SHARE,
                "first_reply_p90_minutes": _SHARE,
                "first_reply_within_10m": _SHARE,
                "first_reply_within_1h": _SHARE,
                "first_reply_within_24h": _SHARE,
                "capped_by": _TEXT,
                "dimensions": 'STRUCT("name" VARCHAR, score DOUBLE)[]',
                "contributions": (
                    'STRUCT("rule" VARCHAR, points DOUBLE, weight DOUBLE, base DOUBLE, count BIGINT, opportunities BIGINT, '
                    '"without" DOUBLE, examples VARCHAR[])[]'
                ),
                "strengths": 'STRUCT("name" VARCHAR, count BIGINT)[]',
                "as_of": _MOMENT,
                "version": _TEXT,
                "rules": _TEXT,
            },
            _scores,
        ),
    }
)
"""The two tables by name: ``findings`` (strengths too) and ``scores``, in the report's order."""
