"""The report as plain lists and dictionaries, in the fixed order of the published schema ``auditor/report/1``."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from auditor.model import (
    AccountScore,
    Benchmark,
    Finding,
    Period,
    Reach,
    Report,
    RuleSummary,
    SourceSummary,
    Table,
    Unjudged,
)
from auditor.reports.clean import whole
from auditor.reports.library import range_of
from auditor.reports.redact import Redactor

SCHEMA = "auditor/report/1"
Shape = dict[str, Any]

# Written as they are, these could steer a terminal or end a line; inside JSON they may stand as escapes.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)


def dumped(value: object, indent: int | None = None) -> str:
    """JSON in which nothing unseen is left: on one line, or with ``indent``."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return text if text.isascii() and "\x7f" not in text else _UNSEEN.sub(lambda m: json.dumps(m[0])[1:-1], text)


def moment(at: datetime | None) -> str | None:
    """A moment in UTC, ISO 8601."""
    return at.astimezone(UTC).isoformat() if at else None


def head_shape(report: Report) -> Shape:
    """What a report says of itself."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "auditor", "version": report.version, "rules": report.rules_digest},
        "as_of": moment(report.as_of),
    }


def source_shape(source: SourceSummary, redactor: Redactor) -> Shape:
    """One file read."""
    return {
        "path": whole(source.path),
        "kind": source.kind,
        "posts": source.posts,
        "replies": source.replies,
        "skipped": [{"reason": redactor.words(reason), "count": count} for reason, count in source.skipped],
        "lacks": list(source.lacks),
    }


def rule_shape(rule: RuleSummary) -> Shape:
    """One rule that was looked for."""
    return {
        "rule": rule.name,
        "title": rule.title,
        "severity": rule.severity.value,
        "dimension": rule.dimension,
        "weight": rule.weight,
        "principle": {"statement": rule.principle.statement, "source": rule.principle.source},
        "silent_when": list(rule.silent_when),
    }


def account_shape(score: AccountScore, redactor: Redactor) -> Shape:
    """One account with its score and what that is made of."""
    times = score.metrics.first_reply
    return {
        "account": whole(score.account),
        "score": float(score.score),
        "grade": score.grade,
        "interval": [float(end) for end in score.interval],
        "provisional": score.provisional,
        "posts": score.posts,
        "replies": score.replies,
        "conversations": score.conversations,
        "metrics": {
            "response_rate": score.metrics.response_rate,
            "response_rate_unknown_because": score.metrics.reason or None,
            "first_reply_minutes": {
                "median": times.median,
                "p90": times.p90,
                "within_10m": times.within_10m,
                "within_1h": times.within_1h,
                "within_24h": times.within_24h,
                "count": times.count,
                "definition": times.definition,
            },
        },
        "capped_by": score.capped_by,
        "dimensions": {name: float(value) for name, value in score.dimensions},
        "contributions": [
            {
                "rule": part.rule,
                "points": float(part.points),
                "weight": float(part.weight),
                "base": float(part.base or part.opportunities),
                "count": part.count,
                "opportunities": part.opportunities,
                "without": float(part.without),
                "examples": list(part.examples),
            }
            for part in score.contributions
        ],
        "strengths": [{"name": strength.name, "count": strength.count} for strength in score.strengths],
        "tables": [_table_shape(table, score.account, redactor) for table in score.tables],
        "trend": {"unit": score.trend.unit, "periods": [_period_shape(period) for period in score.trend.periods]},
    }


def _period_shape(period: Period) -> Shape:
    return {
        "start": period.start.isoformat(),
        "conversations": period.conversations,
        "replies": period.replies,
        "score": float(period.score),
        "interval": [float(end) for end in period.interval],
        "median_minutes": period.median_minutes,
    }


def benchmark_shape(benchmark: Benchmark) -> Shape:
    """One time to compare with."""
    return {
        "label": benchmark.label,
        "minutes": float(benchmark.minutes),
        "share": benchmark.share,
        "source": whole(benchmark.source),
    }


def _table_shape(table: Table, account: str, redactor: Redactor) -> Shape:
    rows = [[redactor.words(cell, account) for cell in row] for row in table.rows]
    return {"title": table.title, "header": list(table.header), "rows": rows}


def finding_shape(finding: Finding, redactor: Redactor) -> Shape:
    """One finding. Its span counts code points of the text as it was, before anything was hidden."""
    post, place = finding.post, range_of(finding)
    shape: Shape = {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "account": whole(finding.account),
        "agent": redactor.agent(finding),
        "post": {
            "id": whole(post.id),
            "origin": {"file": whole(post.origin.file), "line": post.origin.line},
            "url": redactor.url(finding),
            "text": redactor.post(finding).text,
            "lang": finding.lang,
            "by": post.by.value,
            "at": moment(post.created_at),
        },
        "span": {
            "start": max(finding.span.start, 0),
            "end": max(finding.span.end, 0),
            "text": redactor.span(finding),
        },
        "message": redactor.message(finding),
        "suggestion": whole(finding.suggestion),
        "excuses": [
            {"looked_for": excuse.looked_for, "where": excuse.where, "found": excuse.found}
            for excuse in finding.excuses
        ],
        "related": [{"role": related.role, "post_id": whole(related.post_id)} for related in finding.related],
        "principle": {"statement": finding.principle.statement, "source": finding.principle.source},
        "fingerprint": finding.fingerprint,
    }
    if place is not None:
        ends = {"start": place.start, "end": place.end}
        shape["place"] = {name: {"line": end.line, "column": end.column} for name, end in ends.items()}
    if finding.reach is not None:
        shape["reach"] = reach_shape(finding.reach)
    return shape


def reach_shape(reach: Reach) -> Shape:
    """What an entry caused in an archive."""
    return {
        "replies": reach.replies,
        "told_by": list(reach.told_by),
        "findings": reach.findings,
        "points": [{"account": whole(account), "points": float(points)} for account, points in reach.points],
    }


def unjudged_shape(unjudged: Unjudged) -> Shape:
    """Posts that one rule could not judge."""
    return {
        "rule": unjudged.rule,
        "source": unjudged.source,
        "reason": whole(unjudged.reason),
        "count": unjudged.count,
    }
