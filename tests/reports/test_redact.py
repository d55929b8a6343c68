"""Personal data never leaks unless it is asked for; and what is no personal data stays readable."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from auditor.model import By, Finding, Report, Span
from auditor.reports import FORMATS, Look, Redactor, render, render_check
from tests.reports.examples import account, finding, small

PLANTED = {
    "name in a greeting": "Giuseppina",
    "name after a title": "Schneider-Wolf",
    "name spoken to": "Araxie",
    "author": "Jasper Quillfeather",
    "nickname": "nightowl_77",
    "agent": "Wilhelmina",
    "initials": "QZ",
    "handle": "@some_person",
    "profile": "john.q.public",
    "telephone": "+39 06 1234 5678",
    "local telephone": "020 7946 0123",
    "e-mail": "g.rossi@mail.example",
    "order": "7741-229-18",
    "booking": "X7KQ2P",
    "parcel": "1Z999AA10123456784",
    "account": "DE89 3704 0044 0532 0130 00",
    "card": "4111 1111 1111 1111",
}
TEXTS = (
    "Gentile Giuseppina, grazie. La prenotazione è PNR X7KQ2P, ordine n. 7741-229-18.",
    "Dear Mrs Schneider-Wolf, call +39 06 1234 5678 or write to g.rossi@mail.example.",
    "Happy to help, Araxie! See https://www.facebook.com/john.q.public/posts/1 via @some_person. ^QZ",
    "Your IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111 and parcel 1Z999AA10123456784 are noted. -Wilhelmina",
    "Please call 020 7946 0123. Jasper Quillfeather and nightowl_77 said so.",
)


def planted() -> Report:
    """A report whose texts, links, facts and records hold all that is planted."""
    agents = (None, None, "QZ", "Wilhelmina", None)
    findings = [
        finding(
            f"p{i}", text, text.split()[1], agent=agent, url="https://x.com/some_person/status/1" if i == 2 else None
        )
        for i, (text, agent) in enumerate(zip(TEXTS, agents, strict=True))
    ]
    said = "Jasper Quillfeather here, @AcmeCare. Wilhelmina never called back on +39 06 1234 5678."
    findings += [
        finding("c1", said, "never called back", by=By.CUSTOMER, author="Jasper Quillfeather"),
        finding("c2", "Nobody answers.", "Nobody", by=By.CUSTOMER, author="nightowl_77"),
        finding(
            "m1", "Ask there.", "Ask", message="Sent to @some_person and g.rossi@mail.example.", facts=(("to", "x"),)
        ),
    ]
    return Report("0.1.0", "0" * 64, None, (), (account("AcmeCare", 100.0, "A", (90.0, 100.0)),), tuple(findings), ())


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_planted_leaks(format: str) -> None:
    for text in (render(planted(), format, look=Look(160)), render_check(planted(), format, look=Look(160))):
        leaks = [what for what, value in PLANTED.items() if value.casefold() in text.casefold()]
        assert leaks == []


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_all_is_there_when_it_is_asked_for(format: str) -> None:
    text = render(planted(), format, show_personal_data=True, look=Look())
    assert [value for value in PLANTED.values() if value not in text] == []


def test_the_same_value_is_the_same_pseudonym_in_the_order_of_the_report() -> None:
    found = json.loads(render(planted(), "json", look=Look()))["findings"]
    texts = [one["post"]["text"] for one in found]
    assert texts[0] == "Gentile [customer 1], grazie. La prenotazione è PNR [number 1], ordine n. [number 2]."
    assert texts[1] == "Dear Mrs [customer 2], call [phone 1] or write to [email 1]."
    assert texts[2] == (
        "Happy to help, [customer 3]! See https://www.facebook.com/[handle 1]/posts/1 via [handle 2]. [agent 1]"
    )
    assert found[2]["post"]["url"] == "https://x.com/[handle 2]/status/1"
    assert texts[3] == "Your IBAN [iban 1], card [card 1] and parcel [number 3] are noted. -[agent 2]"
    assert texts[4] == "Please call [phone 2]. [customer 4] and [customer 5] said so."
    assert texts[5] == "[customer 4] here, @AcmeCare. [agent 2] never called back on [phone 1]."
    assert found[7]["message"] == "Sent to [handle 2] and [email 1]."
    assert [one["agent"] for one in found] == [None, None, "[agent 1]", "[agent 2]", None, None, None, None]


def hidden(text: str, *, by: By = By.BRAND, account: str = "AcmeCare", agent: str | None = None) -> str:
    one = finding("x", text, text[:1], by=by, account=account, agent=agent, author="115712")
    report = Report("0", "0", None, (), (), (one,), ())
    return Redactor(report).post(one).text


@pytest.mark.parametrize(
    "text",
    [
        "The update came on 31/10/2017 at 22:10, and 2017-11-02 for the rest.",
        "It costs €1.299.000 or 250000 EUR, 24/7, in 2017-2018.",
        "You are on version 8.4.23.784; try iOS 11.0.3.",
        "See https://support.example.com/articles/360001234567 and KB4041676.",
        "@AcmeCare is us; call 112 in an emergency.",
        "Hi there! Thanks for reaching out, we are happy to help.",
        "Your order will come on Monday please. Please Restart it, and sorry. Thanks",
        "We are sorry AcmeCare let you down.",
        "Hello, Sorry about that. Please restart your phone.",
        "Bonjour Madame, nous sommes désolés.",
        "Gentile cliente, grazie mille.",
        "고객님 안녕하세요! 이용에 불편을 드려 죄송합니다.",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello Anna and Marc, we are sorry.", "Hello [customer 1] and [customer 2], we are sorry."),
        ("Beste Jens De Backer, dank.", "Beste [customer 1], dank."),
        ("Sehr geehrter Herr Dr. Müller, danke.", "Sehr geehrter Herr Dr. [customer 1], danke."),
        ("May we have your number, please Ishana? =)", "May we have your number, please [customer 1]? =)"),
        ("So sorry Ishana, we will look.", "So sorry [customer 1], we will look."),
        ("Bonjour iren premuzak,\nmerci", "Bonjour [customer 1],\nmerci"),
        ("Olá Sra. Tamires, tudo bem?", "Olá Sra. [customer 1], tudo bem?"),
        ("안녕하세요 배정환 고객님. 우리은행입니다.", "안녕하세요 [customer 1] 고객님. 우리은행입니다."),
        ("All done.\nKind regards,\nVeronique van het team", "All done.\nKind regards,\n[agent 1] van het team"),
        ("We will look. *TBT 1/2", "We will look. *[agent 1] 1/2"),
        ("Write to anna (at) mail (dot) example", "Write to [email 1]"),
        ("Track https://t.example/p?tracking=AB123456&x=1", "Track https://t.example/p?tracking=[number 1]&x=1"),
        ("Call 1-800-FLOWERS or 0800 123 456", "Call [phone 1] or [phone 2]"),
        ("IBAN DE89 3704 0044 0532 0130 01", "IBAN [number 1]"),
    ],
)
def test_what_is_somebodys_goes(text: str, shown: str) -> None:
    assert hidden(text) == shown


def test_a_customer_can_name_an_agent_and_the_brand() -> None:
    agent = finding("a", "Done. ^Anna", "Done", agent="Anna")
    asked = finding("b", "Hi Anna, hello AcmeCare, my name is Bo Berg.", "Hi", by=By.CUSTOMER, author="1")
    redactor = Redactor(Report("0", "0", None, (), (), (agent, asked), ()))
    assert redactor.post(asked).text == "Hi [agent 1], hello AcmeCare, my name is [customer 1]."


def test_initials_of_two_brands_are_two_agents() -> None:
    first = finding("a", "Done. ^JK", "Done", agent="JK")
    second = finding("b", "Done. ^JK", "Done", agent="JK", account="Other")
    redactor = Redactor(Report("0", "0", None, (), (), (first, second), ()))
    assert (redactor.agent(first), redactor.agent(second)) == ("[agent 1]", "[agent 2]")


def test_a_span_counts_the_text_before_anything_was_hidden() -> None:
    one = finding("s", "Hi Giuseppina, please DM us on @some_person today", "please DM us on @some_person")
    report = Report("0", "0", None, (), (), (one,), ())
    found = json.loads(render(report, "json", look=Look()))["findings"][0]
    assert (found["span"]["start"], found["span"]["end"]) == (one.span.start, one.span.end)
    assert found["span"]["text"] == "please DM us on [handle 1]"


def test_a_span_that_cuts_into_something_hidden_takes_all_of_it() -> None:
    one = replace(finding("s", "Hi Giuseppina, DM us", "DM us"), span=Span(6, 17))
    assert Redactor(Report("0", "0", None, (), (), (one,), ())).span(one) == "[customer 1], DM"


def test_the_order_of_reading_gives_the_numbers_not_the_format() -> None:
    texts = {format: render(small(), format, look=Look(160)) for format in FORMATS}
    assert all("[phone 1]" in text.replace("\\", "") for text in texts.values())


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "@" * 200_000,
        "1 " * 100_000,
        "1-" * 100_000,
        "Hi " * 70_000,
        "Hi Anna " * 25_000,
        "A." * 100_000,
        "order " * 30_000 + "x",
        "call me " * 25_000,
        "a.b@" * 50_000,
        "https://" * 25_000,
        "http://x.com/?" + "order=" * 30_000,
        "DE89 " * 40_000,
        "^" * 200_000,
        "- A " * 50_000,
        "Anna Van Der " * 15_000,
        ", Anna" * 33_000,
        "님 " * 100_000,
        "(at) " * 40_000,
        "\x1b]" * 100_000,
        "\x1b[" * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
@pytest.mark.parametrize("by", [By.BRAND, By.CUSTOMER])
def test_no_text_takes_long(text: str, by: By) -> None:
    from auditor.reports.clean import shown

    begun = time.process_time()
    hidden(text, by=by)
    shown(text)
    assert time.process_time() - begun < 5


def test_a_finding_knows_its_own_pseudonyms() -> None:
    one: Finding = finding("q", "Hey Bruno, hold on. Bruno, please DM us", "please DM us")
    report = Report("0", "0", None, (), (), (one,), ())
    assert Redactor(report).post(one).text == "Hey [customer 1], hold on. [customer 1], please DM us"
