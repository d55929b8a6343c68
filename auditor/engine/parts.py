"""What is kept of an account's judgements: parts that merge, in any order and grouping, into what its score is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import TypeVar

from auditor.checks.digest import ThreadDigest
from auditor.engine.counts import Counts
from auditor.engine.judge import Judgement
from auditor.model import ConversationTally, Finding, Severity

_Key = TypeVar("_Key")
EXAMPLES = 5
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.STRENGTH: 3}

Example = tuple[int, int, str]
"""A finding as one of its rule's examples: how severe, how long its post's text, its id; the smallest is the plainest."""


@dataclass(frozen=True)
class AccountPart:
    """All that a score needs of some of an account's histories. No finding is in it but as an example.

    ``tallies`` hold each conversation once, by its name; ``digests`` are in the order of conversation and source, and may
    be read from disk anew each time they are walked. ``unjudged`` counts (rule, source, reason), ``examples`` are each
    rule's five plainest findings, ``requests`` the conversations that need an answer, and how many of them got one.
    """

    account: str
    tallies: Sequence[ConversationTally]
    digests: Sequence[ThreadDigest]
    strengths: tuple[tuple[str, int], ...]
    unjudged: tuple[tuple[tuple[str, str, str], int], ...]
    examples: tuple[tuple[str, tuple[Example, ...]], ...]
    requests: tuple[int, int]

    @classmethod
    def of(cls, judgement: Judgement) -> AccountPart:
        """The part that one history is."""
        return cls(
            judgement.account,
            tuple(judgement.tallies),
            tuple(sorted(judgement.digests, key=digest_order)),
            judgement.strengths,
            judgement.unjudged,
            examples_of(judgement.findings),
            _requests(judgement),
        )


def merged(parts: Iterable[AccountPart]) -> AccountPart:
    """Parts of one account as one: associative and commutative, so halves may be merged wherever they are made. At least
    one is needed; they are taken one by one, and may be read as they are."""
    counts, digests, listed = Counts(), list[ThreadDigest](), list[AccountPart]()
    for part in parts:
        counts.take(part.tallies)
        digests += part.digests
        listed.append(replace(part, tallies=(), digests=()))
    (account,) = {part.account for part in listed}
    return AccountPart(
        account,
        counts.tallies(),
        tuple(sorted(digests, key=digest_order)),
        _summed(part.strengths for part in listed),
        _summed(part.unjudged for part in listed),
        merged_examples(part.examples for part in listed),
        (sum(part.requests[0] for part in listed), sum(part.requests[1] for part in listed)),
    )


def by_account(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Every account's judgements, by its name, in the order of the names."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[judgement.account].append(judgement)
    return dict(sorted(found.items()))


def part_of(judgements: Iterable[Judgement]) -> AccountPart:
    """The part that some judgements of one account make; at least one is needed."""
    return merged(map(AccountPart.of, judgements))


def parts_of(judgements: Iterable[Judgement]) -> dict[str, AccountPart]:
    """Every account's part, by its name."""
    return {account: part_of(its) for account, its in by_account(judgements).items()}


def requests_in(judgements: Iterable[Judgement]) -> Iterator[tuple[str, tuple[int, int]]]:
    """For each judgement its account, the conversations that need an answer, and how many of them got one."""
    return ((judgement.account, _requests(judgement)) for judgement in judgements)


def _requests(judgement: Judgement) -> tuple[int, int]:
    needing = [digest for digest in judgement.digests if digest.needs_answer]
    return len(needing), sum(digest.answered for digest in needing)


def requests_of(parts: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """For every account, in lower case, its requests and how many were answered, of ``(account, requests)`` pairs."""
    counts: dict[str, tuple[int, int]] = {}
    for account, (asked, answered) in parts:
        before = counts.get(account.casefold(), (0, 0))
        counts[account.casefold()] = (before[0] + asked, before[1] + answered)
    return counts


def digest_order(digest: ThreadDigest) -> tuple[str, str]:
    """The order of an account's digests."""
    return (digest.conversation, digest.source)


def examples_of(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """The worst findings of each rule: by severity, then the shortest words (the plainest case)."""
    found: dict[str, list[Example]] = defaultdict(list)
    for finding in findings:
        found[finding.rule].append((RANK[finding.severity], len(finding.post.text), finding.id))
    return merged_examples([tuple((rule, tuple(examples)) for rule, examples in found.items())])


def merged_examples(
    parts: Iterable[tuple[tuple[str, tuple[Example, ...]], ...]],
) -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """The five plainest of each rule."""
    found: dict[str, list[Example]] = defaultdict(list)
    for part in parts:
        for rule, examples in part:
            found[rule] += examples
    return tuple((rule, tuple(nsmallest(EXAMPLES, found[rule]))) for rule in sorted(found))


def _summed(parts: Iterable[tuple[tuple[_Key, int], ...]]) -> tuple[tuple[_Key, int], ...]:
    counts: Counter[_Key] = Counter()
    for part in parts:
        counts.update(dict(part))
    return tuple(sorted(counts.items(), key=lambda item: str(item[0])))
