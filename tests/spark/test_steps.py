"""What Spark's workers do, without Spark: however an archive is cut, the report is the local engine's."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("msgspec", reason="no msgspec: pip install -e '.[spark]'")
pytest.importorskip("pyarrow", reason="no pyarrow: pip install -e '.[spark]'")

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine.options import AuditOptions
from auditor.model import Post
from auditor.spark.job import Job, bench
from auditor.spark.problems import SparkError
from tests.scenarios.archives import archives
from tests.scenarios.stage import talk
from tests.scenarios.test_invariants import AS_OF, audited, source, team
from tests.spark.stage import report_in_steps


def job(posts: list[Post]) -> Job:
    one = source(posts)
    return Job.of(team().rulebook, AuditOptions(team().scorecard, AS_OF), {one.kind: one.carries}, AS_OF)


@given(archives(), st.integers(1, 7))
@settings(max_examples=10, deadline=None)
def test_the_report_is_the_same_in_any_number_of_partitions(posts: list[Post], number: int) -> None:
    report, _ = report_in_steps(source(posts), job(posts), team().rulebook, number)
    assert report == audited(posts)


def test_an_account_that_is_cut_by_customer_is_put_together_again() -> None:
    asked = "The app crashes when I open my season ticket, it does not work"
    reply = "We are sorry to hear about your experience and value your feedback."
    posts = [post for n in range(24) for post in talk(f"c{n}", ("c", asked, n), ("b", reply, n + 0.5), who=f"u{n}")]
    report, parts = report_in_steps(source(posts), job(posts), team().rulebook, 5)
    assert parts >= 3  # of 5 partitions
    assert {finding.rule for finding in report.findings} >= {"no-public-fix", "boilerplate"}
    assert report == audited(posts)


def test_a_worker_makes_its_rulebook_once_and_of_the_cards_alone() -> None:
    given = job([])
    assert bench(given.packed()) is bench(given.packed())
    made = bench(given.packed()).engine.rulebook
    book = team().rulebook
    assert {name: rule.card for name, rule in made.rules.items()} == {
        name: rule.card for name, rule in book.rules.items()
    }
    assert made.digest == book.digest


def test_a_worker_with_other_rules_refuses() -> None:
    with pytest.raises(SparkError, match="give both the same environment"):
        bench(replace(job([]), built_in="sha256:other").packed())
