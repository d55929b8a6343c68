"""What a comparison takes from a report: variances from the printed interval, clumps, agents, what is not comparable."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from auditor.compare import compare
from auditor.compare.evidence import evidence_of
from auditor.compare.noise import Z, student_quantile
from auditor.model import AccountScore, Contribution, Finding, Report, Severity
from auditor.reports import Look, render
from auditor.schemas import first_error
from tests.reports.examples import AS_OF, account, finding, small

RULES = (small().rules[0], replace(small().rules[0], name="impersonal", severity=Severity.INFO))


def score(name: str = "Acme", *, faults: int = 40, of: int = 200, **more: Any) -> AccountScore:
    """An account whose one rule takes 0.3 of the score at full failure; 200 replies in 200 conversations."""
    value = round(100 * (1 - 0.3 * faults / of), 2)
    part = Contribution("private-only", round(100 - value, 2), faults, of, 100.0, (), 0.3, float(of))
    made = account(name, value, "A", (value - 2.0, min(value + 2.0, 100.0)), (part,) if faults else ())
    return replace(made, replies=200, conversations=200, **more)


def faults(count: int, rule: str = "private-only", **more: Any) -> list[Finding]:
    return [
        replace(finding(f"{rule}{i}", f"Please DM us {i}", "Please", account="Acme"), rule=rule, **more)
        for i in range(count)
    ]


def report(*accounts: AccountScore, findings: list[Finding] | None = None, **more: Any) -> dict[str, Any]:
    listed = faults(40) if findings is None else findings
    made = Report("0.1.0", "0" * 64, AS_OF, (), accounts, tuple(listed), (), RULES)
    data: dict[str, Any] = json.loads(render(replace(made, **more), "json", show_personal_data=True, look=Look()))
    return data


def compared(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    data = compare(old, new, ("old.json", "new.json"), "0.1.0", show_agents=True)
    assert first_error(data, "compare") is None
    return data


def test_the_variance_is_that_of_the_printed_interval_at_the_outer_edge_of_its_rounding() -> None:
    """94 with a lower end of 92.0: the error is ln(94 / 91.95) over Student's quantile for 199 degrees."""
    (one,) = evidence_of(report(score())).accounts.values()
    estimate = one.log_score()
    assert estimate is not None
    assert estimate.value == pytest.approx(math.log(94))
    assert math.sqrt(estimate.variance) == pytest.approx(math.log(94 / 91.95) / student_quantile(Z, 199))


def test_a_score_of_which_nothing_is_known_is_not_tested() -> None:
    unknown = score(interval=(0.0, 100.0))
    (change,) = compared(report(unknown), report(score()))["accounts"]
    assert (change["verdict"], change["p"]) == ("untested", None)


def test_provisional_accounts_are_shown_and_not_tested() -> None:
    data = compared(report(score(provisional=True)), report(score(faults=180)))
    assert {change["verdict"] for change in (*data["accounts"], *data["rules"])} == {"untested"}
    assert data["tests"] == 0


def test_a_template_comes_and_goes_as_one() -> None:
    """Eighty copies found under one finding are one event: not beyond noise; eighty findings of eighty replies are."""
    clean = report(score(faults=0), findings=[])
    one_template = compared(clean, report(score(faults=80), findings=faults(1)))
    many = compared(clean, report(score(faults=80), findings=faults(80)))
    assert [c["verdict"] for c in (*one_template["accounts"], *one_template["rules"])] == ["noise", "noise"]
    assert [c["verdict"] for c in (*many["accounts"], *many["rules"])] == ["worse", "worse"]


def test_a_rule_never_broken_is_compared_by_the_replies_it_would_have_had() -> None:
    (change,) = compared(report(score(faults=0), findings=[]), report(score()))["rules"]
    assert change["old"] == {"value": 0.0, "count": 0, "of": None}
    assert change["new"] == {"value": 0.2, "count": 40, "of": 200}
    assert change["verdict"] == "worse"


def test_a_cap_is_told_and_the_score_before_it_is_tested() -> None:
    """Capped at 60 by one finding: the estimate under it is still 94, and it did not change."""
    capped = score(score=60.0, interval=(60.0, 60.0), capped_by="private-only")
    (change,) = compared(report(score()), report(capped))["accounts"]
    assert change["delta"] == -34.0
    assert change["verdict"] == "noise"
    assert (
        change["reason"] == "not capped in OLD, capped by private-only in NEW; tested before the cap (94.00 and 94.00)"
    )


def agents(name: str, replies: int, faulty: int) -> list[Finding]:
    """Signed replies, the first of them with a fault."""
    signed = [
        replace(finding(f"{name}{i}", f"Done. ^{name} {i}", "Done", account="Acme", agent=name), rule="named-agent",
                severity=Severity.STRENGTH)
        for i in range(replies)
    ]  # fmt: skip
    return signed + [
        replace(one, id=f"x{one.id}", rule="private-only", severity=Severity.ERROR) for one in signed[:faulty]
    ]


def test_agents_by_their_signed_replies() -> None:
    old = report(
        score(), findings=agents("KL", 60, 6) + agents("MO", 60, 6) + agents("PW", 19, 0) + agents("ZZ", 40, 1)
    )
    new = report(score(), findings=agents("KL", 60, 45) + agents("MO", 60, 8) + agents("PW", 60, 40))
    found = {change["agent"]: change for change in compared(old, new)["agents"]}
    assert found["kl"]["verdict"] == "worse"
    assert found["kl"]["old"] == {"value": 0.1, "count": 6, "of": 60}
    assert found["mo"]["verdict"] == "noise"
    assert (found["pw"]["verdict"], found["pw"]["reason"]) == ("untested", "fewer than 20 signed replies")
    assert (found["zz"]["verdict"], found["zz"]["reason"]) == ("untested", "signs in OLD only")


def test_agents_are_named_only_when_asked() -> None:
    one = report(score(), findings=agents("Wilhelmina", 30, 3))
    data = compare(one, one, ("a", "b"), "0.1.0")
    assert [change["agent"] for change in data["agents"]] == ["[agent 1]"]
    assert "wilhelmina" not in json.dumps(data).casefold()


def test_pseudonyms_are_not_taken_for_the_same_agent() -> None:
    hidden = report(score(), findings=agents("[agent 1]", 60, 6))
    data = compared(hidden, report(score(), findings=agents("[agent 1]", 60, 60)))
    assert data["agents"] == []
    assert any(line.startswith("Agents are not compared") for line in data["differences"])


def test_what_else_differs_is_said() -> None:
    old = report(score())
    new = report(score(), version="0.2.0", rules_digest="1" * 64, as_of=None, rules=(replace(RULES[0], weight=0.5),))
    source = {"path": "b.csv", "kind": "twcs", "posts": 1200, "replies": 600, "skipped": []}
    said = compared(old, {**new, "sources": [source]})["differences"]
    assert said[0] == "OLD was written by auditor 0.1.0, NEW by 0.2.0: they may read differently."
    assert said[1].startswith("The rules differ")
    assert said[2] == "Only OLD looked for impersonal."
    assert said[3].startswith("The scorecards differ")
    assert said[4].endswith("NEW as of no moment known.")
    assert "OLD read nothing; NEW read b.csv (twcs, 1,200 posts)" in said[5]


def test_a_rule_that_one_side_did_not_look_for_is_not_compared() -> None:
    new = report(score(faults=0), findings=[], rules=tuple(rule for rule in RULES if rule.name != "private-only"))
    (change,) = compared(report(score()), new)["rules"]
    assert (change["verdict"], change["reason"]) == ("untested", "NEW did not look for it")
    assert change["new"]["value"] is None


def test_findings_are_matched_by_fingerprint_as_often_as_both_have_them() -> None:
    def marked(*marks: str) -> list[Finding]:
        return [replace(one, fingerprint=mark) for one, mark in zip(faults(len(marks)), marks, strict=True)]

    found = compared(report(findings=marked("a", "a", "a", "b")), report(findings=marked("a", "c")))["findings"]
    assert (found["new_count"], found["mended_count"], found["kept_count"]) == (1, 3, 1)
    assert [one["fingerprint"] for one in found["new"]] == ["c"]
    assert sorted(one["fingerprint"] for one in found["mended"]) == ["a", "a", "b"]
    assert found["by_rule"] == [{"account": "Acme", "rule": "private-only", "new": 1, "mended": 3, "kept": 1}]
