"""Nothing that was planted in posts of eight languages is in any output; what looks alike and is nobody's stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

import pytest

from auditor.model import Archive, By, Finding, Origin, Post, Report, Thread
from auditor.reports import FORMATS, Look, Redactor, render, render_check
from auditor.reports.explain import explain_account, explain_finding
from tests.reports.examples import account, finding
from tests.reports.planted import NOBODYS, POSTS, Planted, said

LOOK = Look(160)
ACCOUNT = "AcmeCare"


def judged(planted: Planted, number: int) -> tuple[Finding, Thread]:
    """A finding on a planted post, in a conversation that shows the other side too."""
    who = planted.author or f"reviewer-{number}"
    file = Origin("posts.jsonl", number + 1)
    others = By.CUSTOMER if planted.by is By.BRAND else By.BRAND
    words = "Why is it late?" if others is By.CUSTOMER else "Please DM us."
    other = Post(f"o{number}", words, others, ACCOUNT, file, author=who if others is By.CUSTOMER else ACCOUNT)
    one = finding(f"f{number:04}", planted.text, planted.text[:1], by=planted.by, agent=planted.agent, author=who)
    one = replace(one, customers=(who,), post=replace(one.post, origin=file))
    posts = (other, one.post) if planted.by is By.BRAND else (one.post, other)
    return one, Thread(f"t{number}", ACCOUNT, who, "posts", posts)


@lru_cache(maxsize=1)
def report() -> Report:
    pairs = [judged(planted, number) for number, planted in enumerate(POSTS)]
    findings, threads = zip(*pairs, strict=True)
    scores = (account(ACCOUNT, 90.0, "A", (80.0, 95.0)),)
    return Report("0.1.0", "0" * 64, None, (), scores, findings, (), archive=Archive(threads))


def explained() -> Iterator[str]:
    plain = json.loads(render(report(), "json", look=LOOK))
    yield explain_account(plain, ACCOUNT, LOOK)
    yield from (explain_finding(plain, one["id"], LOOK) for one in plain["findings"])


# Every way by which a report reaches a reader; a new one belongs here.
OUTLETS: dict[str, Callable[[], str]] = {
    **{format: (lambda format=format: render(report(), format, look=LOOK)) for format in FORMATS},  # type: ignore[misc]
    **{f"check {f}": (lambda f=f: render_check(report(), f, look=LOOK)) for f in FORMATS},  # type: ignore[misc]
    "explain": lambda: "\n".join(explained()),
}


@pytest.mark.parametrize("outlet", OUTLETS)
def test_nothing_planted_is_printed(outlet: str) -> None:
    text = OUTLETS[outlet]().casefold()
    leaks = [value for planted in POSTS for value in planted.values if value.casefold() in text]
    # A first name may also be somebody's everyday word: such a one is looked for where it was planted, below.
    assert [leak for leak in leaks if leak.casefold() not in {"will", "zq"}] == []


@pytest.mark.parametrize("planted", POSTS, ids=lambda planted: planted.marked[:40])
def test_nothing_planted_stays_in_its_post(planted: Planted) -> None:
    one, _ = judged(planted, 0)
    alone = Redactor(Report("0", "0", None, (), (), (one,), ())).post(one).text
    assert [value for value in planted.values if value.casefold() in alone.casefold()] == []


def test_a_reply_that_is_no_findings_hides_the_name_of_whom_it_answers() -> None:
    asked = Post("1", "Late!", By.CUSTOMER, ACCOUNT, Origin("a"), author="Jessamyn Quillfeather")
    mark = Post("2", "Any news?", By.CUSTOMER, ACCOUNT, Origin("a"), author="sam", in_reply_to="1")
    reply = Post("3", "We wrote to Jessamyn and Sam.", By.BRAND, ACCOUNT, Origin("a"), in_reply_to="2")
    redactor = Redactor(Report("0", "0", None, (), (), (), ()))
    redactor.learn((asked, mark, reply))
    assert redactor.said(reply) == "We wrote to [customer 1] and [customer 2]."


def test_all_of_it_is_there_when_it_is_asked_for() -> None:
    texts = [
        one["post"]["text"]
        for one in json.loads(render(report(), "json", look=LOOK, show_personal_data=True))["findings"]
    ]
    assert texts == [planted.text for planted in POSTS]


@pytest.mark.parametrize("by", [By.BRAND, By.CUSTOMER])
@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_nobodys_stays(text: str, by: By) -> None:
    one, _ = judged(Planted(text, by), 0)
    assert Redactor(Report("0", "0", None, (), (), (one,), ())).post(one).text == text


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("Will Price", "The price is 12 €. Will you restart it? We will look at the will of the price."),
        ("Grace May", "May we ask? The grace period ends, and you may pay later."),
        ("Mark King", "Mark it as read; the king size is sold out. Long live the mark."),
        ("A Google user", "Google shows the user what a customer needs."),
        ("iPhone Fan 15", "Your iPhone 15 is fine."),
        ("Rossi Bianca", "La carta è bianca e i rossi sono finiti."),
        ("Klein", "Der klein gedruckte Text ist klein."),
        ("Ana", "A banana and a manager in Anaheim."),
        ("reviewer-7", "The reviewer and the review stay."),
    ],
)
def test_a_customers_name_does_not_take_everyday_words_along(author: str, text: str) -> None:
    one = replace(judged(Planted(text), 0)[0], customers=(author,))
    assert Redactor(Report("0", "0", None, (), (), (one,), ())).post(one).text == text


def test_one_person_has_one_pseudonym_whatever_way_the_name_is_written() -> None:
    author = "Léonie d'Aubremont"
    texts = ("Bonjour LÉONIE, merci.", "Le dossier de Leonie Aubremont.", "C'est pour léonie d'aubremont.")
    findings = [judged(Planted(text, author=author), number)[0] for number, text in enumerate(texts)]
    redactor = Redactor(Report("0", "0", None, (), (), tuple(findings), ()))
    hidden = [redactor.post(one).text for one in findings]
    assert hidden[1:] == ["Le dossier de [customer 1] [customer 1].", "C'est pour [customer 1]."]
    assert hidden[0] == "Bonjour [customer 1], merci."


@pytest.mark.parametrize(
    "numbers",
    [
        ("+44 20 7946 0958", "0044 20 7946 0958", "020 7946 0958", "+44 (0)20 7946 0958"),
        ("+39 333 123 4567", "333 1234567"),
        ("+49 171 2345678", "0171/2345678"),
    ],
)
def test_one_telephone_has_one_pseudonym(numbers: tuple[str, ...]) -> None:
    findings = [judged(said(f"My number is {number}"), i)[0] for i, number in enumerate(numbers)]
    redactor = Redactor(Report("0", "0", None, (), (), tuple(findings), ()))
    assert {redactor.post(one).text for one in findings} == {"My number is [phone 1]"}
