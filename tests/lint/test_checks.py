"""Each check on texts of its own: what it must see, and its near misses."""

from __future__ import annotations

from datetime import date
from time import process_time
from typing import cast

import pytest

from auditor.checks.library import Library, LibraryCheck, ReadEntry
from auditor.checks.placeholders import filled, placeholders_in
from auditor.engine.lint import UNKNOWN_CHANNEL, LintOptions, lint
from auditor.model import By, Certainty, Entry, Language, Origin, Post, Reading
from auditor.rulebook import select_rules
from tests.lint.helpers import BAD, book, channels, entry, found

IN_2025 = LintOptions(as_of=date(2025, 3, 1))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi {{ticket.requester.first_name}}!", ["ticket.requester.first_name"]),
        ('Hi {{ customer.name | fallback: "there" }}!', ["customer.name"]),
        ("Hi {name}, [NAME], %name%, <<name>>, ${name}", ["name", "NAME", "name", "name", "name"]),
        ("Hi {%customer.firstName,fallback=there%}!", ["customer.firstName"]),
        ("See [the page](https://x.example), note [1], 50% off or 60% off", []),
    ],
)
def test_placeholders_of_the_usual_syntaxes(text: str, names: list[str]) -> None:
    assert [one.name for one in placeholders_in(text)] == names


@pytest.mark.parametrize(
    "text", ["Hi [NAME], see {{help.article.url}} or {{phone.number}} 😀 {a}", "{x}", "%ab% {% if a %}"]
)
def test_filling_in_moves_nothing(text: str) -> None:
    shown = filled(text, {"url": ["url"], "phone": ["phone"]})
    assert len(shown) == len(text)
    slots = [i for p in placeholders_in(text) for i in range(p.span.start, p.span.end)]
    assert [c for i, c in enumerate(shown) if i not in slots] == [c for i, c in enumerate(text) if i not in slots]


def test_a_slot_counts_as_what_it_stands_for() -> None:
    assert found("link-only", entry("Hi {{customer.name}}, {{article.url}}")) == ["{{article.url}}"]
    assert found("hotline-redirect", entry("Please call us on {{phone}}.")) != []


def test_a_slot_of_its_own_is_where_the_answer_goes() -> None:
    assert found("private-only", entry("Hi! Please DM us your email.")) == ["Please DM us"]
    assert found("private-only", entry("Hi!\n{answer}\nPlease DM us your email.")) == []
    assert found("private-only", entry("{customer_name}\nPlease DM us your email.")) == ["Please DM us"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Your refund arrives on [insert date].", ["[insert date]"]),
        ("Il rimborso arriva il [INSERIRE DATA].", ["[INSERIRE DATA]"]),
        ("El reembolso llega el [insertar fecha].", ["[insertar fecha]"]),
        ("Order XXXXX left at XX:XX. TBD", ["XXXXX", "TBD"]),
        ("Dear ____, it has left.", ["____"]),
        ("Todo el mundo: tutto il lavoro da fare, XXL, $xxx", []),
        ("Hi [Name], see [insert the card](https://x.example)", []),
        ("An {{insert_date}} is a placeholder", []),
    ],
)
def test_what_was_to_be_filled_in(text: str, words: list[str]) -> None:
    assert found("leftover-placeholder", entry(text)) == words


def test_lengths_count_as_the_channel_counts() -> None:
    at_limit = "a" * 280
    assert found("too-long-for-channel", entry(at_limit, channel="x")) == []
    assert found("too-long-for-channel", entry(f"{at_limit}b", channel="X")) == ["b"]
    link = "https://example.com/" + "p" * 300
    assert found("too-long-for-channel", entry(f"{'a' * 256} {link}", channel="twitter")) == []
    assert found("too-long-for-channel", entry(f"{'a' * 257} {link}", channel="twitter")) == [link]
    assert found("too-long-for-channel", entry("日" * 140, channel="x")) == []
    assert found("too-long-for-channel", entry("日" * 141, channel="x")) == ["日"]
    assert found("too-long-for-channel", entry("👨‍👩‍👧‍👦" * 140, channel="x")) == []
    assert found("too-long-for-channel", entry("a" * 351, channel="googleplay")) == ["a"]
    assert found("too-long-for-channel", entry("a" * 345 + " {{customer.first_name}}", channel="googleplay")) == []
    assert found("too-long-for-channel", entry("a" * 5000)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Until 31.12.2024 and 2024-06-30.", ["31.12.2024", "2024-06-30"]),
        ("Offerta valida fino al 5 gennaio 2025!", ["5 gennaio 2025"]),
        ("Gültig bis 3. März 2024.", ["3. März 2024"]),
        ("Hasta el 3 de mayo de 2024", ["3 de mayo de 2024"]),
        ("Bis 04/03/2025, as 4 March is not yet there", []),
        ("Valid until 31 February 2024", []),
        ("Since May 2019; from 1 June 2020; see https://a.example/2019-01-01/x", []),
    ],
)
def test_dates_that_have_passed(text: str, words: list[str]) -> None:
    assert found("stale-date", entry(text), options=IN_2025) == words
    assert found("stale-date", entry(text)) == []


def test_dates_are_not_checkable_without_a_day() -> None:
    report = lint(
        [entry("Until 31.12.2024.")], select_rules(book(), ["stale-date"], ()), channels(), LintOptions(), "0"
    )
    assert [(one.rule, one.count) for one in report.not_checkable] == [("stale-date", 1)]


def test_links() -> None:
    text = "See (http://a.example/b), https://bit.ly/x and http://localhost:8000; `curl http://c.example`."
    assert found("insecure-link", entry(text)) == ["http://a.example/b"]
    assert found("shortened-link", entry(text)) == ["https://bit.ly/x"]


def test_links_that_count() -> None:
    text = (
        "See https://a.example/p?x=1&UTM_Source=m, https://u1.ct.sendgrid.net/ls/click?upn=a, https://sendgrid.net/docs and"
        " https://a.example/?lang=it#utm_source=m or https://notlist-manage.com/x and https://a.example/p?fbclid="
    )
    assert found("tracking-link", entry(text)) == [
        "https://a.example/p?x=1&UTM_Source=m",
        "https://u1.ct.sendgrid.net/ls/click?upn=a",
        "https://a.example/p?fbclid=",
    ]


def test_shouting() -> None:
    assert found("shouting", entry("Do it now, PLEASE READ THIS FIRST and then go!!!!")) == [
        "PLEASE READ THIS FIRST",
        "!!!!",
    ]
    assert found("shouting", entry("The API of NASA and ESA, IBAN, BIC")) == []


def test_near_duplicates_are_told_with_their_twin() -> None:
    one = "Your parcel left our warehouse in Leeds today and arrives within three working days."
    twins = [entry(one, key="a"), entry(one.replace("three", "five"), key="b"), entry(one, key="c", public=False)]
    assert found("near-duplicate-response", *twins) == [one.replace("three", "five")]
    paid = "The smallest amount that we pay out is {}, so please go on until you have reached the {} threshold."
    other = [entry(paid.format(a, a), key=a) for a in ("40,000 KRW", "600 THB", "700 THB", "€ 20")]
    assert found("near-duplicate-response", *other) == [paid.format("700 THB", "700 THB")], (
        "another currency is another fact"
    )


def test_translations() -> None:
    english = [entry(f"Answer number {n}.", key=f"k{n}", lang="en", file="r_en.json") for n in range(3)]
    italian = [entry(f"Risposta {n}.", key=f"k{n}", lang="it", file="r_it.json") for n in range(2)]
    assert found("missing-translation", *english, *italian) == ["Answer number 2."]
    promised = LintOptions(languages=("en", "it", "fr"))
    assert len(found("missing-translation", *english, *italian, options=promised)) == 3
    assert found("missing-translation", *english) == []
    other = [entry("Altra.", key="z", lang="it", file="other_it.json")]
    assert found("missing-translation", *english, *other) == [], "another family of files"


def test_entries_that_are_only_counted_translate_nobody_knows_what() -> None:
    def shelf(lang: str, keys: str) -> list[Entry]:
        return [entry(f"{lang} {key}", key=f"r-{key}", lang=lang, file=f"r_{lang}.json") for key in keys]

    assert found("missing-translation", *shelf("en", "123"), *shelf("it", "12")) == []
    assert found("missing-translation", *shelf("en", "124"), *shelf("it", "12")) == ["en 4"], "an id, not a place"
    report = lint([*shelf("en", "123"), *shelf("it", "12")], book(), channels(), LintOptions(), "0")
    reasons = {(one.rule, one.count) for one in report.not_checkable if "only counted" in one.reason}
    assert reasons == {("missing-translation", 3), ("translation-drift", 3)}


def test_papers_that_are_handed_in_and_another_company_are_no_redirect() -> None:
    texts = (
        "If you decide to file a counter-notice, you may send it to legal@acme.example.",
        "Feel free to send us invoices. However, please send them to bills@acme.example so that we can file them.",
        "We suggest starting with our Help Center https://acme.example/help, where each step is shown.",
        "Set a price, then publish the page. Additionally, you can get more technical help in our Help Center https://a.example",
    )
    assert [found("channel-redirect", entry(text, lang="en")) for text in texts] == [[]] * 4
    spanish = (
        "Deberías preguntar al equipo de soporte de OtraEmpresa.com o en sus foros.",
        "Puedes contactar con ellos o consultarles en su cuenta de Twitter @otraempresa.",
    )
    for rule in ("channel-redirect", "handle-redirect"):
        assert [found(rule, entry(text, lang="es")) for text in spanish] == [[], []]
    assert found("channel-redirect", entry("Please write to help@acme.example, they will help you.", lang="en"))
    assert found("handle-redirect", entry("Por favor escribe a nuestra cuenta @AcmeAyuda.", lang="es"))


def test_a_note_for_colleagues_is_not_read_as_a_reply() -> None:
    note = f"{BAD} {{{{name}}"
    assert found("private-only", entry(note, public=False)) == []
    assert found("malformed-placeholder", entry(note, public=False)) == ["{{name}"]


def test_where_only_the_customer_reads_along() -> None:
    assert found("private-only", entry(BAD)) == ["Please send us a DM"]
    assert found("private-only", entry(BAD, channel="Email")) == []
    asked = "Hold the button for ten seconds. What is your order number and your email address?"
    assert found("asks-personal-data-publicly", entry(asked, channel="email")) == []
    assert found("asks-personal-data-publicly", entry(asked, channel="x")) != []
    alone = select_rules(book(), ["asks-personal-data-publicly"], ())
    report = lint([entry(asked)], alone, channels(), LintOptions(), "0")
    assert [one.reason for one in report.not_checkable] == [UNKNOWN_CHANNEL]


def test_suggestions_speak_the_language_of_the_entry() -> None:
    from tests.lint.helpers import findings

    (one,) = findings("insecure-link", [entry("Qui trovi le taglie: http://a.example", lang="it")])
    assert one.suggestion.startswith("Usa l'indirizzo https")
    (one,) = findings("private-only", [entry("Ciao! Scrivici in DM e vediamo subito.")])
    assert (one.lang, one.suggestion[:18]) == ("it", "Scrivi in pubblico")


def test_own_placeholders_are_known() -> None:
    text = entry("Hi {{acme.first}}, it has left.", platform="zendesk")
    assert found("unknown-placeholder", text) == ["{{acme.first}}"]
    assert found("unknown-placeholder", text, options=LintOptions(placeholders=("acme.*",))) == []


@pytest.mark.parametrize(
    "piece", ["{", "{{a", "[insert ", "<", "A", "A ", "%a", "XXX", "since ", "!", "{%", "[a", "http://", "a.", "}}"]
)
def test_hostile_texts_are_read_in_time_that_grows_with_their_length(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    reading = Reading(text, Language("en", Certainty.SURE), "en", (), ())
    one = ReadEntry(
        entry(text, channel="x", platform="zendesk"), Post("1", text, By.BRAND, "a", Origin("a")), text, lambda: reading
    )
    began = process_time()
    for name in ("malformed-placeholder", "unknown-placeholder", "leftover-placeholder", "shouting", "stale-date"):
        list(cast(LibraryCheck, book().rules[name].check).judge_library(Library((one,), as_of=date(2025, 1, 1))))
    filled(text, {})
    assert process_time() - began < 5
