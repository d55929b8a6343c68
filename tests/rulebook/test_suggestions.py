"""What a card proposes is itself no fault: every suggestion, in each of its languages, put through all rules as the words of a
reply and as an entry of a library."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from auditor.engine.audit import Source, audit
from auditor.engine.lint import LintOptions, lint, looks_at_entries
from auditor.engine.options import AuditOptions
from auditor.engine.team import load_team
from auditor.model import By, Entry, Evidence, Origin, Post, Severity, SourceMap
from auditor.rulebook import default_rules, load_rulebook, select_rules
from auditor.rulebook.channels import load_channels

BOOK = load_rulebook()
SUGGESTIONS = [(name, code, text) for name, rule in BOOK.rules.items() for code, text in rule.card.suggestion.items()]
# An upset customer, and what stands around the suggestion in a reply that is courteous and signed.
FRAMES = {
    "en": ("My parcel never came and nobody helps me. What now?", "We are sorry for this delay."),
    "it": ("Il mio pacco non è mai arrivato e nessuno mi aiuta. E adesso?", "Ci scusiamo per il ritardo."),
    "es": ("Mi paquete nunca llegó y nadie me ayuda. ¿Y ahora?", "Lamentamos mucho el retraso."),
    "fr": ("Mon colis n'est jamais arrivé et personne ne m'aide. Que faire ?", "Nous sommes désolés du retard."),
    "de": ("Mein Paket ist nie angekommen und niemand hilft mir. Was nun?", "Die Verspätung tut uns sehr leid."),
    "pt": ("A minha encomenda nunca chegou e ninguém me ajuda. E agora?", "Lamentamos muito o atraso."),
    "nl": ("Mijn pakket is nooit aangekomen en niemand helpt me. Wat nu?", "Het spijt ons van de vertraging."),
}


def test_every_card_proposes_something_in_every_language() -> None:
    assert {(name, code) for name, code, _ in SUGGESTIONS} == {(name, code) for name in BOOK.rules for code in FRAMES}


@lru_cache(maxsize=1)
def as_replies() -> list[tuple[str, str, str]]:
    posts = []
    for number, (_, code, text) in enumerate(SUGGESTIONS):
        asked, sorry = FRAMES[code]
        talk = f"t{number}"
        posts.append(
            Post(f"c{number}", asked, By.CUSTOMER, "Acme", Origin("x"), author=f"u{number}", conversation=talk)
        )
        reply = f"{sorry} {text} ^Anna"
        posts.append(
            Post(f"{number}", reply, By.BRAND, "Acme", Origin("x"), in_reply_to=f"c{number}", conversation=talk)
        )
    single = [name for name, rule in BOOK.rules.items() if rule.card.looks_at == "reply"]
    team = load_team(None, select_rules(BOOK, single, ()))
    carries = frozenset({Evidence.CUSTOMER_TEXT, Evidence.VISIBILITY, Evidence.HANDLES})
    report = audit([Source("x", "stage", carries, tuple(posts))], team.rulebook, AuditOptions(team.scorecard), "0")
    return [(f.rule, *SUGGESTIONS[int(f.post.id)][:2]) for f in report.findings if f.severity is not Severity.STRENGTH]


@lru_cache(maxsize=1)
def as_entries() -> list[tuple[str, str, str]]:
    entries = [
        Entry(f"{n}", f"{n}", text, "a.txt", SourceMap(((0, 0),), (0,)), "text", lang=code, channel="twitter")
        for n, (_, code, text) in enumerate(SUGGESTIONS)
    ]
    book = select_rules(BOOK, [name for name, rule in BOOK.rules.items() if looks_at_entries(rule)], ())
    report = lint(entries, book, load_channels(default_rules()), LintOptions(as_of=date(2025, 1, 1)), "0")
    return [(f.rule, *SUGGESTIONS[int(f.post.id.partition(":")[2])][:2]) for f in report.findings]


@pytest.mark.parametrize("found", [as_replies, as_entries], ids=["as a reply", "as an entry"])
def test_no_suggestion_breaks_a_rule(found: object) -> None:
    # Cards of one kind may propose the same words: those are no copies of an entry.
    assert callable(found)
    assert [one for one in found() if one[0] != "near-duplicate-response"] == []


def test_the_frame_would_show_a_bad_suggestion() -> None:
    """The same path finds what is wrong with words that are."""
    post = Post("c", FRAMES["en"][0], By.CUSTOMER, "Acme", Origin("x"), author="u", conversation="t")
    text = f"{FRAMES['en'][1]} Please call our hotline. ^Anna"
    reply = Post("r", text, By.BRAND, "Acme", Origin("x"), in_reply_to="c", conversation="t")
    team = load_team(None, select_rules(BOOK, ["hotline-redirect", "impersonal", "no-acknowledgement"], ()))
    carries = frozenset({Evidence.CUSTOMER_TEXT, Evidence.VISIBILITY})
    report = audit([Source("x", "stage", carries, (post, reply))], team.rulebook, AuditOptions(team.scorecard), "0")
    assert [f.rule for f in report.findings] == ["hotline-redirect"]
