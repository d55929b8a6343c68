"""Two reports in, one comparison out, as plain data of the schema ``auditor/compare/1``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.compare.changes import LEVEL, Change, Figure, Verdict, changes
from auditor.compare.evidence import Evidence, Plain, evidence_of
from auditor.compare.findings import matched

SCHEMA = "auditor/compare/1"
Shape = dict[str, Any]
_RANK = {Verdict.WORSE: 0, Verdict.BETTER: 1, Verdict.NOISE: 2, Verdict.UNTESTED: 3, Verdict.SAME: 4}


def compare(old: Plain, new: Plain, names: tuple[str, str], version: str, *, show_agents: bool = False) -> Shape:
    """Compare two validated reports. ``names`` are those of their files. Agents go by pseudonyms of this comparison
    unless ``show_agents``; nobody's words are in it."""
    before, after = evidence_of(old), evidence_of(new)
    accounts, rules, agents = changes(before, after)
    found = matched(before.faults, after.faults)
    tested = [change for change in (*accounts, *rules, *agents) if change.p is not None]
    worse = sum(change.verdict is Verdict.WORSE for change in tested)
    better = sum(change.verdict is Verdict.BETTER for change in tested)
    only_old = sorted(before.accounts.keys() - after.accounts.keys())
    only_new = sorted(after.accounts.keys() - before.accounts.keys())
    same = all(c.old == c.new for c in (*accounts, *rules, *agents)) and not (only_old or only_new)
    said = "changed" if worse or better else "no change beyond noise"
    return {
        "schema": SCHEMA,
        "tool": {"name": "auditor", "version": version},
        "old": _head(old, names[0]),
        "new": _head(new, names[1]),
        "differences": list(_differences(before, after)),
        "verdict": "no change" if same and not found.new and not found.mended else said,
        "worse": worse,
        "better": better,
        "tests": len(tested),
        "level": LEVEL,
        "only_old": only_old,
        "only_new": only_new,
        "accounts": [_change(change, "") for change in _ordered(accounts)],
        "rules": [_change(change, "rule") for change in _ordered(rules)],
        "agents": [_change(change, "agent") for change in _named(_ordered(agents), show_agents)],
        "findings": {
            "new_count": len(found.new),
            "mended_count": len(found.mended),
            "kept_count": found.kept,
            "by_rule": [
                {"account": account, "rule": rule, "new": n, "mended": m, "kept": k}
                for (account, rule), (n, m, k) in found.by_rule
            ],
            "new": [_finding(one) for one in found.new],
            "mended": [_finding(one) for one in found.mended],
        },
    }


def _ordered(listed: Iterable[Change]) -> list[Change]:
    """What is surely worse first, then what is better, then the rest: what is least like chance before what is most."""

    def key(change: Change) -> tuple[int, float, str, str]:
        return (_RANK[change.verdict], change.alone, change.account, change.name)

    return sorted(listed, key=key)


def _named(agents: Iterable[Change], show: bool) -> Iterator[tuple[Change, str]]:
    for number, change in enumerate(agents, 1):
        yield change, change.name if show else f"[agent {number}]"


def _change(given: Change | tuple[Change, str], member: str) -> Shape:
    change, name = given if isinstance(given, tuple) else (given, given.name)
    digits = 4 if member else 2
    return {
        "account": change.account,
        **({member: name} if member else {}),
        "old": _figure(change.old, digits, bool(member)),
        "new": _figure(change.new, digits, bool(member)),
        "delta": _rounded(change.delta, digits),
        "interval": None
        if change.low is None or change.high is None
        else [round(change.low, digits), round(change.high, digits)],
        "p": None if change.p is None else float(f"{change.p:.3g}"),
        "verdict": change.verdict.value,
        "reason": change.reason or None,
    }


def _figure(figure: Figure, digits: int, counted: bool) -> Shape:
    value = {"value": _rounded(figure.value, digits)}
    return {**value, "count": figure.count, "of": figure.of} if counted else value


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0


def _finding(finding: Plain) -> Shape:
    post = finding["post"]
    return {
        "id": finding["id"],
        "rule": finding["rule"],
        "severity": finding["severity"],
        "account": finding["account"],
        "post": {"id": post["id"], "origin": {"file": post["origin"]["file"], "line": post["origin"]["line"]}},
        "fingerprint": finding["fingerprint"],
    }


def _head(report: Plain, name: str) -> Shape:
    return {
        "path": name,
        "version": report["tool"]["version"],
        "rules": report["tool"]["rules"],
        "as_of": report["as_of"],
        "sources": [{key: source[key] for key in ("path", "kind", "posts", "replies")} for source in report["sources"]],
    }


def _differences(old: Evidence, new: Evidence) -> Iterator[str]:
    """What else differs between the two, and so may stand behind a change."""
    one, two = old.report, new.report
    tools = one["tool"], two["tool"]
    if tools[0]["version"] != tools[1]["version"]:
        yield f"OLD was written by auditor {tools[0]['version']}, NEW by {tools[1]['version']}: they may read differently."
    if tools[0]["rules"] != tools[1]["rules"]:
        yield "The rules differ (other cards or phrases): a change may come from them and not from the replies."
    if old.rules and new.rules:
        for side, other, which in ((old, new, "OLD"), (new, old, "NEW")):
            alone = sorted(side.rules.keys() - other.rules.keys())
            if alone:
                yield f"Only {which} looked for {', '.join(alone)}."
        weights = [
            f"{name} {old.rules[name]['weight']:g} → {new.rules[name]['weight']:g}"
            for name in sorted(old.rules.keys() & new.rules.keys())
            if old.rules[name]["weight"] != new.rules[name]["weight"]
        ]
        if weights:
            yield f"The scorecards differ, and so the scores for the same counts: {', '.join(weights)}."
    if one["as_of"] != two["as_of"]:
        yield f"OLD is as of {one['as_of'] or 'no moment known'}, NEW as of {two['as_of'] or 'no moment known'}."
    sources = [[(s["path"], s["kind"], s["posts"]) for s in report["sources"]] for report in (one, two)]
    if sources[0] != sources[1]:
        told = [", ".join(f"{path} ({kind}, {posts:,} posts)" for path, kind, posts in side) for side in sources]
        yield (
            f"The sources differ: OLD read {told[0] or 'nothing'}; NEW read {told[1] or 'nothing'}. A finding that is gone "
            "may be mended, or its post may not be in NEW's sources."
        )
    if old.hides_agents or new.hides_agents:
        yield (
            "Agents are not compared: a report that hides personal data numbers them anew each time; write both with "
            "--show-personal-data to compare them."
        )
