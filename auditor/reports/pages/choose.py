"""Which findings a page has room for: some of every account and rule before more of any, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from auditor.model import Finding

MOST_FINDINGS = 1_000  # about 3 MB of page, which a telephone still opens


def chosen(findings: Sequence[Finding], worst: Mapping[str, int], most: int = MOST_FINDINGS) -> list[Finding]:
    """At most ``most`` findings in the report's order.

    They are taken in turn from each account and rule: those first whose ids are in ``worst`` (by their number there),
    then the others in the report's order.
    """
    if len(findings) <= most:
        return list(findings)
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.account, finding.rule].append(finding)
    for group in groups.values():
        group.sort(key=lambda finding: worst.get(finding.id, len(worst)))
    turns = chain.from_iterable(zip_longest(*groups.values()))
    taken = [finding for finding in turns if finding is not None][:most]
    kept = {id(finding) for finding in taken}
    return [finding for finding in findings if id(finding) in kept]
