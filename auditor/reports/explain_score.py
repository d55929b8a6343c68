"""How one account's score adds up, in blocks of lines."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import NOT_JUDGED
from auditor.reports.clean import one_line
from auditor.reports.view import answered_words, plural, unjudged_words, waiting_words
from auditor.reports.wrap import field, folded

Plain = Mapping[str, Any]


def score_blocks(report: Plain, account: Plain, width: int) -> Iterator[Iterator[str]]:
    """Everything a colleague needs to come to the same score by hand."""
    yield _standing(account, width)
    yield _sum(account, width)
    yield _split(account, width)
    yield _mending(account)
    yield _other_facts(account, width)
    yield _examples(report, account, width)
    yield _unjudged(report, width)


def _standing(account: Plain, width: int) -> Iterator[str]:
    low, high = account["interval"]
    known = account["grade"] != NOT_JUDGED
    parts = account["contributions"]
    plain = f"{account['score']:.2f} of 100, grade {account['grade']}"
    words = plain if known else unjudged_words(account["replies"], account["score"] if parts else None)
    yield f"{one_line(account['account'])}: {words}"
    size = f"{plural(account['replies'], 'reply')} among {plural(account['posts'], 'post')}"
    yield from folded(f"95 % interval {low:.1f} to {high:.1f}; {size}." if known else f"{size.capitalize()}.", width)
    if account["provisional"] and known:
        yield from folded(
            "Provisional: too few conversations to rank it by; the interval says how little is known.", width
        )


def _sum(account: Plain, width: int) -> Iterator[str]:
    yield "How the score adds up"
    parts = account["contributions"]
    if not parts:
        judged = account["grade"] != NOT_JUDGED
        nothing = (
            "No rule was broken: 100 stays 100."
            if judged
            else "Nothing was judged, so the 100 of the report is no praise."
        )
        yield from folded(nothing, width, "  ")
        return
    yield from folded(
        "Each rule that was broken takes its weight times its rate of failure. What each leaves is multiplied:"
        " score = 100 × Π (1 − weight × count / base). The base is the number of opportunities, but at least a quarter of"
        " those of the rule that could be judged most often.",
        width,
        "  ",
    )
    yield ""
    yield f"  {'rule':<30}{'weight':>8}{'count':>9}{'base':>10}{'leaves':>11}"
    for part in parts:
        left = f"{_left(part):.6f}" if "weight" in part else "?"
        weight = f"{part['weight']:g}" if "weight" in part else "?"
        yield f"  {one_line(part['rule']):<30}{weight:>8}{part['count']:>9,}{_base(part):>10,.7g}{left:>11}"
    if all("weight" in part for part in parts):
        yield from folded(_product(account), width, "  ")
    else:
        yield from folded("This report was written without weights, so the sum cannot be repeated.", width, "  ")


def _product(account: Plain) -> str:
    product = 100 * math.prod(_left(part) for part in account["contributions"])
    factors = " × ".join(f"{_left(part):.4f}" for part in account["contributions"][:6])
    more = " × …" if len(account["contributions"]) > 6 else ""
    words = f"100 × {factors}{more} = {product:.2f}"
    if account.get("capped_by"):
        return f"{words}; the critical rule {one_line(account['capped_by'])} caps it at {account['score']:.2f}."
    if abs(product - account["score"]) > 0.0051:
        return f"{words}, which is not the score of this report ({account['score']:.2f}): it was changed or cut."
    return f"{words}, the score."


def _left(part: Plain) -> float:
    return max(1 - float(part["weight"]) * float(part["count"]) / max(_base(part), 1e-9), 0.0)


def _base(part: Plain) -> float:
    return float(part.get("base") or part["opportunities"])


def _split(account: Plain, width: int) -> Iterator[str]:
    parts = account["contributions"]
    if not parts:
        return
    yield "Where the missing points went"
    yield from folded(
        "What is missing from 100 is split by logarithms, so that no order of the rules matters: a rule's points ="
        " missing × ln(leaves) / sum of all ln(leaves), in hundredths, the largest remainders rounded up."
        + (" What the cap takes goes to the rule that caps." if account.get("capped_by") else ""),
        width,
        "  ",
    )
    yield ""
    yield f"  {'rule':<30}{'found':>9}{'looked at':>12}{'rate':>8}{'points':>10}"
    for part in parts:
        rate = part["count"] / max(part["opportunities"], 1)
        found = f"{part['count']:>9,}{part['opportunities']:>12,}{rate:>8.1%}{part['points']:>10.2f}"
        yield f"  {one_line(part['rule']):<30}{found}"
    total = math.fsum(part["points"] for part in parts)
    yield f"  {'sum':<30}{total:>39.2f} = 100 − {account['score']:.2f}"


def _mending(account: Plain) -> Iterator[str]:
    parts = sorted(account["contributions"], key=lambda p: (-p["without"], p["rule"]))
    gaining = [part for part in parts if part["without"] > account["score"]]
    if gaining:
        yield "What mending each rule would give"
    for part in gaining:
        gain = part["without"] - account["score"]
        yield f"  {one_line(part['rule']):<30}{account['score']:>8.2f} → {part['without']:.2f}  (+{gain:.2f})"


def _other_facts(account: Plain, width: int) -> Iterator[str]:
    yield "Beside the score"
    strengths = ", ".join(f"{one_line(s['name'])} {s['count']:,}" for s in account["strengths"])
    yield from field("strengths", strengths or "none seen", width)
    metrics = account["metrics"]
    times = metrics["first_reply_minutes"]
    yield from field("first reply", waiting_words(times), width)
    if times.get("definition"):
        yield from field("counted", times["definition"], width)
    rate = answered_words(metrics["response_rate"], metrics.get("response_rate_unknown_because") or "the source")
    yield from field("answered", rate, width)
    dimensions = ", ".join(f"{one_line(name)} {value:.2f}" for name, value in account.get("dimensions", {}).items())
    if dimensions:
        yield from field("sub-scores", f"{dimensions} (each by the same formula over its own rules)", width)


def _examples(report: Plain, account: Plain, width: int) -> Iterator[str]:
    by_id = {finding["id"]: finding for finding in report["findings"]}
    cited = [
        (part["rule"], by_id[one]) for part in account["contributions"] for one in part["examples"] if one in by_id
    ]
    if cited:
        yield "The worst cases (auditor explain REPORT FINDING tells more)"
    for rule, finding in cited:
        words = textwrap.shorten(one_line(finding["span"]["text"]), 120, placeholder=" …")
        yield from folded(f"{finding['id']}  {one_line(rule)}  “{words}”", width, "  ", "      ")


def _unjudged(report: Plain, width: int) -> Iterator[str]:
    rules: dict[str, dict[str, int]] = {}
    for one in report["not_checkable"]:
        counts = rules.setdefault(one_line(f"{one['source']}: {one['reason']}"), {})
        counts[one_line(one["rule"])] = counts.get(one_line(one["rule"]), 0) + one["count"]
    if rules:
        yield "What could not be judged, in the whole report (it takes no points and gives none)"
    for reason, counts in sorted(rules.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        named = ", ".join(f"{rule} {count:,}" for rule, count in sorted(counts.items()))
        yield from folded(f"{sum(counts.values()):,} × {reason} ({named})", width, "  ", "      ")
