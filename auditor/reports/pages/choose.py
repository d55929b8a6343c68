"""Which findings a page has room for: some of every account and rule before more of any, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, zip_longest

from auditor.model import AccountScore, Finding

MOST_FINDINGS = 1_000  # about 3 MB of page, which a telephone still opens


def chosen(findings: Sequence[Finding], accounts: Sequence[AccountScore], most: int = MOST_FINDINGS) -> list[Finding]:
    """At most ``most`` findings in the report's order.

    They are taken in turn from each account and rule: of every account from the rule that costs it most, then of every
    account from the next; within a rule its examples first, which are the plainest cases.
    """
    if len(findings) <= most:
        return list(findings)
    cost = {(a.account, part.rule): rank for a in accounts for rank, part in enumerate(a.contributions)}
    plainest = {one: rank for a in accounts for part in a.contributions for rank, one in enumerate(part.examples)}
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.account, finding.rule].append(finding)
    for group in groups.values():
        group.sort(key=lambda finding: plainest.get(finding.id, len(plainest)))
    turns = zip_longest(*(groups[key] for key in sorted(groups, key=lambda key: cost.get(key, len(cost)))))
    taken = islice((finding for turn in turns for finding in turn if finding is not None), most)
    kept = {id(finding) for finding in taken}
    return [finding for finding in findings if id(finding) in kept]
