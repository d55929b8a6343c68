"""Every finding and every public reply of an audit, as they may be drawn."""

from __future__ import annotations

from dataclasses import replace

from auditor.engine.frame import frame
from auditor.model import By, Finding, Post, Severity, Span, Visibility
from auditor.model.review import Asked, Candidate
from tests.scenarios.stage import play, talk

RULES = {"private-only", "hotline-redirect"}
POSTS = [
    *talk(
        "c1",
        ("c", "My parcel never came, where is it now?", 0),
        ("b", "Please DM us your order number so we can look.", 1),
    ),
    *talk(
        "c2",
        ("c", "Is the shop open on Sunday?", 0),
        ("b", "Yes, from nine to six. ^KL", 1),
        ("c", "Thanks", 2),
        who="bob",
    ),
    *talk("c3", ("c", "My router is broken and nobody answers the phone", 0), who="cid"),
]


def candidates(posts: list[Post] = POSTS) -> list[Candidate]:
    return frame(play("", posts).report, RULES)


def of_reply(post_id: str, made: list[Candidate]) -> Candidate:
    return next(c for c in made if c.asked is Asked.CONTROL and c.parts[0].id == post_id)


def test_every_reply_is_there_whatever_was_found_in_it() -> None:
    made = candidates()
    assert [c.parts[0].id for c in made if c.asked is Asked.CONTROL] == ["c1.1", "c2.1"]
    assert of_reply("c1.1", made).found == ("private-only",)
    assert of_reply("c2.1", made).found == ()


def test_every_fault_is_there_and_no_strength() -> None:
    report = play("", POSTS).report
    faults = [finding for finding in report.findings if finding.severity is not Severity.STRENGTH]
    made = [c for c in frame(report, RULES) if c.asked is Asked.FINDING]
    assert [c.finding for c in made] == faults
    assert {c.found[0] for c in made} >= {"private-only", "unanswered"}


def test_a_reply_is_judged_by_what_stands_before_it() -> None:
    made = candidates()
    assert [post.id for post in of_reply("c2.1", made).conversation] == ["c2.0"]
    silent = next(c for c in made if c.found == ("unanswered",))
    assert [post.id for post in silent.conversation] == ["c3.0"]


def test_halves_of_a_reply_are_one() -> None:
    posts = talk(
        "c",
        ("c", "How do I reset it?", 0),
        ("b", "Hold the button (1/2)", 1),
        ("b", "for ten seconds. (2/2)", 1.01),
        links=False,
    )
    posts = [replace(post, in_reply_to="c.0") if post.by is By.BRAND else post for post in posts]
    made = candidates(posts)
    assert [[part.id for part in c.parts] for c in made if c.asked is Asked.CONTROL] == [["c.1", "c.2"]]


def test_a_private_reply_is_not_asked_for() -> None:
    posts = [replace(post, visibility=Visibility.PRIVATE) if post.id == "c2.1" else post for post in POSTS]
    assert [c.parts[0].id for c in candidates(posts) if c.asked is Asked.CONTROL] == ["c1.1"]


def test_what_is_doubtful() -> None:
    report = play("", POSTS).report
    one = next(f for f in report.findings if f.rule == "private-only")
    few = replace(one, post=replace(one.post, text="Please DM us."), span=Span(0, 12))

    def doubtful(*findings: Finding) -> bool:
        return frame(replace(report, findings=findings), RULES)[0].doubtful

    assert not doubtful(one)
    assert doubtful(few)
    assert doubtful(replace(one, lang=None))
    assert doubtful(one, replace(one, rule="public-answer", severity=Severity.STRENGTH))
    late = replace(one, rule="slow-reply")
    assert not doubtful(late, replace(one, rule="public-answer", severity=Severity.STRENGTH))
