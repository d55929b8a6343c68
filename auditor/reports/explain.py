"""How a score adds up and how a finding came about, from a JSON report alone: a colleague can check it by hand."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from auditor.reports.clean import one_line, shown
from auditor.reports.explain_score import Plain, score_blocks
from auditor.reports.interface import Look
from auditor.reports.wrap import field, folded


class NotInReportError(LookupError):
    """Asked for a finding or an account that the report does not hold; the message says which ones are near."""


def explain_account(report: Plain, account: str, look: Look | None = None) -> str:
    """How an account's score adds up, and what mending each rule would give. Raises NotInReportError."""
    found = find_account(report, account)
    width = (look or Look()).width
    return _page(score_blocks(report, found, width))


def explain_finding(report: Plain, finding_id: str, look: Look | None = None) -> str:
    """Where a finding stands, what it saw, what would have excused it, why it matters. Raises NotInReportError."""
    finding = find_finding(report, finding_id)
    width = (look or Look()).width
    return _page((_what(finding, width), _text(finding, width), _why(report, finding, width), _cost(report, finding)))


def find_account(report: Plain, name: str) -> Plain:
    """The account of this name, whatever its case and with or without ``@``. Raises NotInReportError."""
    wanted = name.casefold().lstrip("@")
    accounts: dict[str, Plain] = {str(a["account"]): a for a in report["accounts"]}
    for known, account in accounts.items():
        if known == name or known.casefold().lstrip("@") == wanted:
            return account
    raise NotInReportError(f"no account {one_line(name)!r} in this report{_near(name, accounts)}")


def find_finding(report: Plain, finding_id: str) -> Plain:
    """The finding of this id, or the only one whose id begins so. Raises NotInReportError."""
    exact: list[Plain] = [f for f in report["findings"] if f["id"] == finding_id]
    begun: list[Plain] = [f for f in report["findings"] if len(finding_id) > 3 and f["id"].startswith(finding_id)]
    if exact or len(begun) == 1:
        return (exact or begun)[0]
    if begun:
        several = ", ".join(one_line(f["id"]) for f in begun[:5])
        raise NotInReportError(f"{len(begun)} findings begin with {finding_id!r}: {several}; give more of the id")
    ids = (f["id"] for f in report["findings"])
    raise NotInReportError(f"no finding {one_line(finding_id)!r} in this report{_near(finding_id, ids)}")


def _near(name: str, known: Iterable[str]) -> str:
    """What was perhaps meant: the nearest names, or how to find them."""
    names = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), list(names)[:20_000], n=3, cutoff=0.6)
    return f"; did you mean {', '.join(one_line(names[one]) for one in near)}?" if near else ""


def _page(blocks: Iterable[Iterable[str]]) -> str:
    pieces = ("\n".join(block) for block in blocks)
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _what(finding: Plain, width: int) -> Iterator[str]:
    yield f"{one_line(finding['rule'])} ({finding['severity']}), finding {one_line(finding['id'])}"
    yield from folded(one_line(finding["message"]), width)
    yield ""
    post = finding["post"]
    origin = post["origin"]
    line = "" if origin["line"] is None else f":{origin['line']}"
    yield from field("account", one_line(finding["account"]), width)
    if finding["agent"]:
        yield from field("agent", one_line(finding["agent"]), width)
    yield from field("post", one_line(post["id"]), width)
    yield from field("stands in", one_line(origin["file"]) + line, width)
    if post["url"]:
        yield from field("link", one_line(post["url"]), width)
    if post.get("at"):
        yield from field("written", one_line(post["at"]), width)
    yield from field("language", post["lang"] or "could not be told", width)
    for related in finding["related"]:
        yield from field(one_line(related["role"]), f"post {one_line(related['post_id'])}", width)


def _text(finding: Plain, width: int) -> Iterator[str]:
    span = finding["span"]
    yield "The post"
    for paragraph in shown(finding["post"]["text"]).split("\n"):
        yield from folded(paragraph, width, "  | ", "  | ")
    yield from folded(
        f"Found in it: “{one_line(span['text'])}” (characters {span['start']} to {span['end']} before anything was hidden)",
        width,
        "  ",
    )


def _why(report: Plain, finding: Plain, width: int) -> Iterator[str]:
    yield "Why it is one"
    for excuse in finding["excuses"]:
        outcome = "found" if excuse["found"] else "not found"
        yield from field(
            "excused by", f"{one_line(excuse['looked_for'])} in {one_line(excuse['where'])}: {outcome}", width
        )
    if not finding["excuses"]:
        yield from field("excused by", "nothing that could be looked for", width)
    rule = next((r for r in report.get("rules", ()) if r["rule"] == finding["rule"]), None)
    for silence in rule["silent_when"] if rule else ():
        yield from field("silent when", one_line(silence), width)
    yield from field("principle", one_line(finding["principle"]["statement"]), width)
    yield from field("source", one_line(finding["principle"]["source"]), width)
    yield from field("instead", one_line(finding["suggestion"]), width)


def _cost(report: Plain, finding: Plain) -> Iterator[str]:
    account = next((a for a in report["accounts"] if a["account"] == finding["account"]), None)
    parts: Sequence[Plain] = account["contributions"] if account else ()
    part = next((p for p in parts if p["rule"] == finding["rule"]), None)
    if account and part:
        yield "What it costs"
        yield f"  {one_line(part['rule'])} costs {part['points']:.2f} points for {part['count']:,} of {part['opportunities']:,};"
        yield f"  without it {one_line(account['account'])} would stand at {part['without']:.2f}, not {account['score']:.2f}."
