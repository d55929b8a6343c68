"""What is kept of judgements merges in any order and grouping, and a score made of the merged part is the audit's own."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine.account import score_account
from auditor.engine.options import AuditOptions
from auditor.engine.parts import AccountPart, merged, parts_of, requests_of
from auditor.model import Post
from tests.scenarios.archives import archives
from tests.scenarios.test_invariants import AS_OF, audited, engine, judged, team


def grouped(parts: list[AccountPart], rng: random.Random) -> AccountPart:
    """Merged two or three at a time, whichever come first."""
    while len(parts) > 1:
        rng.shuffle(parts)
        taken = rng.randint(2, 3)
        parts = [*parts[taken:], merged(parts[:taken])]
    return merged(parts)


@given(archives(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_parts_merge_in_any_order_and_grouping(posts: list[Post], rng: random.Random) -> None:
    judgements = judged(posts)
    for account, whole in parts_of(judgements).items():
        pieces = [AccountPart.of(judgement) for judgement in judgements if judgement.account == account]
        assert grouped(pieces, rng) == whole


@given(archives())
@settings(max_examples=25, deadline=None)
def test_a_merged_part_scores_as_the_whole_archive_does(posts: list[Post]) -> None:
    parts = parts_of(judged(posts))
    requests = requests_of((account, part.requests) for account, part in parts.items())
    every = {("stage", post.id): post for post in posts}
    report = audited(posts)
    for score in report.accounts:
        options = AuditOptions(team().scorecard, AS_OF)
        again = score_account(parts[score.account], requests, engine(), options, lambda wanted: every)
        assert again.score == score
        assert {f.id for f in again.findings} <= {f.id for f in report.findings}
        examples = {one for part in score.contributions for one in part.examples}
        assert examples <= {f.id for f in report.findings if f.account == score.account}
