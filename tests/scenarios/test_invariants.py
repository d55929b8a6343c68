"""What must hold of whole audits: order, halves, doubling, a further fault."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.moment import Moment
from auditor.engine.audit import Source, assemble, audit, threads_by_history
from auditor.engine.judge import Engine, Judgement
from auditor.engine.options import AuditOptions
from auditor.engine.team import Team, load_team
from auditor.engine.workers import judge_all
from auditor.model import By, Post, Report
from tests.scenarios.archives import archives
from tests.scenarios.stage import EVERYTHING, LATE, hour, rulebook, twice

AS_OF = hour(LATE)


def team() -> Team:
    return load_team(None, rulebook())


def source(posts: list[Post]) -> Source:
    return Source("archive.jsonl", "stage", EVERYTHING, tuple(posts))


def audited(posts: list[Post]) -> Report:
    return audit([source(posts)], team().rulebook, AuditOptions(team().scorecard, AS_OF), "test")


def judged(posts: list[Post]) -> list[Judgement]:
    return judge_all(engine(), threads_by_history([source(posts)], ()), 1)


def engine() -> Engine:
    return Engine(team().rulebook, {"stage": EVERYTHING}, Moment(AS_OF))


@given(archives(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_input_changes_nothing(posts: list[Post], rng: random.Random) -> None:
    shuffled = list(posts)
    rng.shuffle(shuffled)
    assert audited(shuffled) == audited(posts)


@given(archives(), st.sets(st.integers(1, 6)))
@settings(max_examples=25, deadline=None)
def test_the_judgements_of_two_halves_are_those_of_the_whole(posts: list[Post], left: set[int]) -> None:
    """Split by customer: counts, findings and digests are the same, and so is the report made of them."""
    owner = {post.conversation: post.author for post in posts if post.by is By.CUSTOMER}
    one = [post for post in posts if int(str(owner[post.conversation])[1:]) in left]
    other = [post for post in posts if int(str(owner[post.conversation])[1:]) not in left]
    halves, whole = judged(one) + judged(other), judged(posts)
    assert sorted(halves, key=repr) == sorted(whole, key=repr)
    options = AuditOptions(team().scorecard, AS_OF)
    again = assemble([source(posts)], reversed(halves), engine(), options, "test", AS_OF)
    assert again.accounts == assemble([source(posts)], whole, engine(), options, "test", AS_OF).accounts
    assert again == audited(posts)


@given(archives())
@settings(max_examples=25, deadline=None)
def test_an_archive_told_twice_scores_the_same_and_surer(posts: list[Post]) -> None:
    once, doubled = audited(posts), audited(posts + [twice(post) for post in posts])
    for one, two in zip(
        sorted(once.accounts, key=lambda a: a.account), sorted(doubled.accounts, key=lambda a: a.account), strict=True
    ):
        assert (one.account, one.score, one.grade, one.dimensions) == (
            two.account,
            two.score,
            two.grade,
            two.dimensions,
        )
        assert [(c.rule, c.points, 2 * c.count, 2 * c.opportunities) for c in one.contributions] == [
            (c.rule, c.points, c.count, c.opportunities) for c in two.contributions
        ]
        assert two.interval[1] - two.interval[0] <= one.interval[1] - one.interval[0]
        assert one.metrics.response_rate == two.metrics.response_rate
        assert one.metrics.first_reply.median == two.metrics.first_reply.median


FAULT = " You must have entered it wrong."


@given(archives(), st.data())
@settings(max_examples=25, deadline=None)
def test_a_further_fault_in_a_reply_never_raises_the_score(posts: list[Post], data: st.DataObject) -> None:
    """Blame, which excuses nothing. A reply of a template is left alone: changed words are another template."""
    from tests.scenarios.archives import BRAND

    english = [p for p in posts if p.by is By.BRAND and p.text not in (BRAND[0], BRAND[1], BRAND[-1])]
    if not english:
        return
    chosen = data.draw(st.sampled_from(sorted(english, key=lambda p: p.id)))
    worse = [replace(p, text=p.text + FAULT) if p.id == chosen.id else p for p in posts]
    before = {a.account: a.score for a in audited(posts).accounts}
    after = {a.account: a.score for a in audited(worse).accounts}
    assert after.keys() == before.keys()
    assert all(after[name] <= before[name] for name in before)
