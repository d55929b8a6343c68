"""Old sins: findings that a team knows of and lives with for now. Held by fingerprints of content, so that moving an
entry changes nothing, and changing its words brings the finding back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from auditor.model import Report
from auditor.rulebook import RuleError

SCHEMA = "auditor/baseline/1"
NO_REASON = "was there when the baseline was written"


@dataclass(frozen=True, slots=True)
class Known:
    """One finding that is known: why it may stay, who looks after it, until when."""

    fingerprint: str
    rule: str
    file: str
    entry: str
    reason: str = NO_REASON
    owner: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with the known findings suppressed; ``stale``: known and no longer found; ``expired``: they count again."""

    report: Report
    stale: tuple[Known, ...]
    expired: tuple[Known, ...]


def settle(report: Report, known: Sequence[Known], today: date) -> Settled:
    """Suppress what is known. Stale is only said of files that this report has read."""
    by_mark = {one.fingerprint: one for one in known}
    findings, expired = [], []
    for finding in report.findings:
        one = by_mark.get(finding.fingerprint)
        if one is not None and one.expires is not None and one.expires < today:
            expired.append(one)
        elif one is not None and finding.suppressed is None:
            owner = f" ({one.owner})" if one.owner else ""
            finding = replace(finding, suppressed=f"baseline: {one.reason}{owner}")
        findings.append(finding)
    read, rules = _asked(report)
    found = {finding.fingerprint for finding in report.findings}
    stale = [k for k in known if k.file in read and k.rule in rules and k.fingerprint not in found]
    return Settled(replace(report, findings=tuple(findings)), tuple(stale), tuple(expired))


def known_of(report: Report, before: Sequence[Known], new: Known, today: date) -> list[Known]:
    """A baseline of this report's findings, each with the reason, owner and expiry of ``new``. What was known before
    keeps its own unless it has expired; files that were not read and rules that were not asked keep theirs whole."""
    old = {one.fingerprint: one for one in before if one.expires is None or one.expires >= today}
    read, rules = _asked(report)
    kept = [one for one in before if one.file not in read or one.rule not in rules]
    return kept + [
        old.get(finding.fingerprint)
        or replace(
            new,
            fingerprint=finding.fingerprint,
            rule=finding.rule,
            file=PurePath(finding.post.origin.file).name,
            entry=finding.post.id.partition(":")[2],
        )
        for finding in report.findings
        if finding.suppressed is None
    ]


def _asked(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the files that were read, and of the rules that were looked for."""
    files = frozenset(PurePath(source.path).name for source in report.sources)
    return files, frozenset(rule.name for rule in report.rules)


def baseline_text(known: Iterable[Known]) -> str:
    """The file to write: sorted, one finding after the other, so that its changes can be reviewed."""
    ordered = sorted(known, key=lambda k: (k.file, k.entry, k.rule, k.fingerprint))
    shapes = [
        {
            "fingerprint": one.fingerprint,
            "rule": one.rule,
            "file": one.file,
            "entry": one.entry,
            "reason": one.reason,
            "owner": one.owner,
            "expires": one.expires.isoformat() if one.expires else None,
        }
        for one in ordered
    ]
    return json.dumps({"schema": SCHEMA, "findings": shapes}, indent=2, ensure_ascii=False) + "\n"


def parse_baseline(text: str, path: Path) -> list[Known]:
    """The known findings of a baseline file. Raises RuleError."""
    try:
        data: Any = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise RuleError(path, line, f"is no baseline: {error}; write it again with --write-baseline") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise RuleError(path, 1, f"is no baseline ({SCHEMA}); write it again with --write-baseline")
    return [_known(shape, number, path) for number, shape in enumerate(data["findings"], start=1)]


def _known(shape: Any, number: int, path: Path) -> Known:
    texts = {name: str(shape.get(name) or "") if isinstance(shape, dict) else "" for name in ("fingerprint", "rule")}
    if not all(texts.values()):
        raise RuleError(path, None, f"finding {number} has no fingerprint or no rule")
    expires = shape.get("expires")
    try:
        day = date.fromisoformat(expires) if expires else None
    except (TypeError, ValueError) as error:
        raise RuleError(path, None, f"finding {number}: write 'expires' as 2025-12-31, not '{expires}'") from error
    rest = {name: str(shape.get(name) or "") for name in ("file", "entry", "reason", "owner")}
    return Known(texts["fingerprint"], texts["rule"], rest["file"], rest["entry"], rest["reason"], rest["owner"], day)
