"""``auditor lint --against``: what an entry caused in the past, in points of the score's own formula."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from auditor.commands.run import run_audit
from auditor.engine.blast import Forms, gain, score_without, sentence
from auditor.model import By, Contribution, Origin, Post, Reach
from auditor.schemas import first_error
from tests.lint.helpers import auditor_lint, entry
from tests.reports.examples import account

HOTLINE = "Hi {{customer.name}}, we are sorry for the trouble. Please call our hotline on 0800 000 123 so that we can help you."
LEFT_OVER = "Hello {{customer.name}}, the parcel XXX is on its way and comes on the day that the carrier gave you."
NEVER_SENT = "Dear {{customer.name}}, please send an e-mail to our claims department, which decides on such a refund."
SENT = "Hi {name}, we are sorry for the trouble. Please call our hotline on 0800 000 123 so that we can help you.{more}"
NAMES = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")


def posts(number: int, reply: str, **more: Any) -> list[dict[str, Any]]:
    at = f"2024-01-{number + 1:02}T10:0{{}}:00Z"
    asked = {
        "id": f"c{number}",
        "by": "customer",
        "author": f"u{number}",
        "text": "My box is broken.",
        "created_at": at.format(0),
    }
    reply_to = {
        "id": f"r{number}",
        "by": "brand",
        "in_reply_to": f"c{number}",
        "text": reply,
        "created_at": at.format(5),
    }
    return [{"account": "Acme", **asked}, {"account": "Acme", **reply_to, **more}]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six replies made of the hotline entry, one by its template's id, one hotline in other words, two answers."""
    replies = [SENT.format(name=name, more=f" ^{name[0]}K" if name < "D" else " Have a good day!") for name in NAMES]
    listed = [one for n, reply in enumerate(replies) for one in posts(n, reply)]
    listed += posts(10, "Ring 0800 000 123 please.", template_id="hotline")
    listed += posts(11, "You need to phone our colleagues of the repair shop.")
    listed += posts(12, "Hold the side button for ten seconds to restart it.")
    listed += posts(13, "Hello Gil, the parcel AB12 is on its way and comes on the day that the carrier gave you.")
    path = tmp_path_factory.mktemp("archive") / "posts.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in listed), "utf-8")
    return path


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "replies.json"
    texts = {"hotline": HOTLINE, "late": LEFT_OVER, "claims": NEVER_SENT}
    path.write_text(json.dumps([{"id": key, "content": text} for key, text in texts.items()], indent=1), "utf-8")
    return path


@pytest.fixture(scope="module")
def told(library: Path, archive: Path) -> dict[str, Any]:
    done = auditor_lint(library, "--against", archive, "--format", "json", "--channel", "twitter")
    report: dict[str, Any] = json.loads(done.out)
    assert first_error(report, "report", "") is None
    return report


def of(report: dict[str, Any], rule: str) -> dict[str, Any]:
    (found,) = (finding for finding in report["findings"] if finding["rule"] == rule)
    return dict(found)


def test_the_replies_made_of_an_entry_and_what_they_cost(told: dict[str, Any], archive: Path) -> None:
    found = of(told, "hotline-redirect")
    (score,) = run_audit([archive], jobs=1).accounts
    part = next(one for one in score.contributions if one.rule == "hotline-redirect")
    assert (part.count, part.opportunities) == (8, 10)
    # of the eight, seven came from the entry: one is left, and all else stays as it was
    others = score.score / (1 - part.weight * 8 / 10)
    points = round(others * (1 - part.weight * 1 / 10) - score.score, 2)
    assert points > 10
    assert found["reach"]["replies"] == 7
    assert found["reach"]["told_by"] == ["likeness", "template id"]
    assert found["reach"]["findings"] == 7
    assert found["reach"]["points"] == [{"account": "Acme", "points": pytest.approx(points, abs=0.02)}]
    assert found["message"].endswith(
        f" Sent 7 times in the archive: 7 such findings, −{found['reach']['points'][0]['points']:.2f} points for Acme."
    )


def test_a_rule_of_libraries_only_tells_how_often_the_entry_was_sent(told: dict[str, Any]) -> None:
    found = of(told, "leftover-placeholder")
    assert found["reach"] == {"replies": 1, "told_by": ["likeness"], "findings": None, "points": []}
    assert found["message"].endswith(" Sent once in the archive.")


def test_an_entry_that_was_never_sent_says_so(told: dict[str, Any]) -> None:
    found = of(told, "channel-redirect")
    assert found["reach"] == {"replies": 0, "told_by": [], "findings": 0, "points": []}
    assert found["message"].endswith(" Not sent in the archive.")


@pytest.mark.parametrize("format", ["terminal", "markdown", "sarif", "github", "junit", "csv"])
def test_every_format_says_it(library: Path, archive: Path, format: str) -> None:
    text = auditor_lint(library, "--against", archive, "--format", format, "--select", "hotline-redirect").out
    plain = text.replace("\\", "").replace("−", "-")
    assert "Sent 7 times in the archive: 7 such findings, -" in plain
    if format in {"terminal", "markdown"}:
        assert re.search(
            r"What cost most in the archive\n+ *-+ ?-?\d+\.\d\d points: hotline-redirect, \S+replies\.json:4:67", plain
        )
    if format == "sarif":
        (result,) = json.loads(text)["runs"][0]["results"]
        assert result["properties"]["reach"]["findings"] == 7


def test_without_an_archive_nothing_is_said_of_reach(library: Path) -> None:
    report = json.loads(auditor_lint(library, "--format", "json").out)
    assert not any("reach" in finding or "archive" in finding["message"] for finding in report["findings"])


def said(text: str, template_id: str | None = None) -> Post:
    return Post("1", text, By.BRAND, "Acme", Origin("a"), template_id=template_id)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (HOTLINE.replace("{{customer.name}}", "Ann"), 0),
        (SENT.format(name="Ann", more=" The lines are open from 9 to 5, and colleagues are glad to help. ^AK"), 0),
        ("@ann Hi Ann, we are sorry for this trouble. Please call our hotline on 0800 000 123 so that we can help.", 0),
        ("We are sorry for the trouble.", None),
        ("Please call our hotline on 0800 000 123.", None),
        ("Thank you!", 1),
        ("Thank you! And good night to you and to all of yours.", None),
        ("Hold the side button for ten seconds to restart it.", None),
    ],
)
def test_a_reply_is_known_by_its_words(text: str, number: int | None) -> None:
    forms = Forms([entry(HOTLINE), entry("Thank you!"), entry(NEVER_SENT)])
    found = forms.of(said(text))
    assert (found and found[0]) == number
    assert found is None or found[1] == "likeness"


def test_of_two_that_are_alike_the_one_that_says_more_is_meant() -> None:
    short = "We are sorry for the trouble that this has caused you today."
    forms = Forms([entry(short), entry(f"{short} Please call our hotline, and colleagues will help you with it.")])
    assert forms.of(said(f"{short} Please call our hotline, and colleagues will help you with it. ^K")) == (
        1,
        "likeness",
    )
    assert forms.of(said(short)) == (0, "likeness")


def test_a_template_id_of_several_languages_is_told_by_the_words() -> None:
    forms = Forms(
        [
            entry("The parcel left today and comes tomorrow.", key="late", lang="en"),
            entry("Il pacco è partito oggi e arriva domani.", key="late", lang="it"),
        ]
    )
    assert forms.of(said("Il pacco è partito oggi e arriva domani. Anna", "late")) == (1, "template id")
    assert forms.of(said("Something else.", "LATE")) == (0, "template id")


def test_the_scores_own_formula() -> None:
    parts = (
        Contribution("private-only", 20.0, 8, 10, 0.0, (), 0.25, 10.0),
        Contribution("hotline-redirect", 16.0, 4, 5, 0.0, (), 0.5, 10.0),
    )
    score = account("Acme", 64.0, "D", (50.0, 70.0), parts)  # 100 · (1 − 0.2) · (1 − 0.2)
    assert score_without(score, {"hotline-redirect": 4}) == pytest.approx(80.0)
    assert score_without(score, {"hotline-redirect": 2}) == pytest.approx(72.0)
    assert gain(score, "hotline-redirect", 2) == 8.0
    assert gain(score, "hotline-redirect", 9) == 16.0  # never more than there are
    assert gain(score, "unheard-of", 3) == 0.0


def test_a_cap_stays_while_one_critical_finding_is_left() -> None:
    from dataclasses import replace

    part = Contribution("private-only", 60.0, 2, 10, 0.0, (), 0.5, 10.0)
    score = replace(account("Acme", 40.0, "F", (30.0, 40.0), (part,)), capped_by="private-only")
    assert gain(score, "private-only", 1) == 0.0
    assert gain(score, "private-only", 2) == 60.0


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach(0, (), 0, ()), "Not sent in the archive."),
        (Reach(1, ("likeness",), 0, ()), "Sent once in the archive, where something excused it."),
        (
            Reach(2000, ("likeness",), 1, (("A", 0.5),)),
            "Sent 2,000 times in the archive: 1 such finding, −0.50 points for A.",
        ),
        (
            Reach(9, ("likeness",), 9, tuple((name, 1.0) for name in "ABCDE")),
            "Sent 9 times in the archive: 9 such findings, −1.00 points for A, −1.00 points for B, −1.00 points for C and 2 more"
            " accounts.",
        ),
    ],
)
def test_what_a_person_is_told(reach: Reach, words: str) -> None:
    assert sentence(reach) == words


def test_a_channel_that_nobody_knows_is_refused(library: Path) -> None:
    done = auditor_lint(library, "--channel", "carrier-pigeon")
    assert done.code == 2
    assert done.err.startswith("auditor: --channel carrier-pigeon: no such channel; known: ")


def test_the_channel_is_for_entries_of_which_nothing_else_says_it(tmp_path: Path) -> None:
    path = tmp_path / "replies.json"
    text = "Please tell us your date of birth, your account number and your e-mail address here."
    path.write_text(
        json.dumps([{"id": "a", "content": text}, {"id": "b", "content": text + " Thanks", "channel": "email"}]),
        "utf-8",
    )
    rule = ("--select", "asks-personal-data-publicly", "--format", "json")
    told = json.loads(auditor_lint(path, "--channel", "twitter", *rule).out)
    assert [finding["post"]["id"] for finding in told["findings"]] == ["1:a"]
    assert json.loads(auditor_lint(path, *rule).out)["findings"] == []
