"""Who signed: marks and names, and what only looks like one."""

from __future__ import annotations

import pytest

from auditor.text.signature import find_signature

TEAM = frozenset({"team", "support", "squadra", "equipe"})
TITLES = frozenset({"manager", "direttric"})
CLOSERS = frozenset({"regards", "thanks", "saluti", "cordialement"})


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("It is fixed. ^JK", "^JK"),
        ("It is fixed. -Anna", "-Anna"),
        ("It is fixed /AY https://example.com/a", "/AY"),
        ("It is fixed. *TBT", "*TBT"),
        ("It is fixed ~AT", "~AT"),
        ("It is fixed. ^JK 1/2", "^JK"),
        ("See https://example.com/a Dario", "Dario"),
        ("De tweede rekening is teruggestort. Nele van Example Bank", "Nele"),
        ("The card is on its way 🙂 Ann Lee from ExampleBank", "Ann Lee"),
        ("The refund is on its way. Ida, Example Bank", "Ida"),
        ("The refund is on its way. Ida, Example Bank guest support", "Ida"),
        ("Arriva domani 🙂 Ale", "Ale"),
        ("It is fixed. FA", "FA"),
        ("It is fixed.\n\nKind regards,\nVera from Example Bank", "Vera"),
        ("C'est corrigé.\n\nCordialement,\nBéatrice, équipe Example", "Béatrice"),
        ("La fattura di marzo è annullata. Saluti, Livia Conti, direttrice", "Livia Conti"),
        ("Votre colis part ce soir du dépôt. Cordialement et à bientôt, Maud", "Maud"),
        ("Your room is booked for Friday night. Regards, Tom Hale, front office manager", "Tom Hale"),
    ],
)
def test_marks_and_names(text: str, mark: str) -> None:
    span = find_signature(text, TEAM, CLOSERS, "Example Bank", TITLES)
    assert span is not None
    assert span.of(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "It is fixed.",
        "Open 24/7",
        "Part 1/2",
        "It is fixed. Thanks",
        "It is fixed.\n\nKind regards,\nExample Bank",
        "It is fixed.\n\nKind regards,\nThe support team",
        "Use the Wi-Fi",
        "Call us at 5 PM",
        "Thanks, but ask for Vera, the branch manager",
        "Your parcel comes on Friday. Thanks, Vera, you can write to us directly",
        "See https://example.com/a-Anna",
        "It is fixed. The Team of Example Bank",
        "It is fixed. Support from Example Bank",
        "We have news! Vera, Example Bank is open again",
        "It is fixed. Thanks, Example Bank",
        "It is fixed. Happy Saving, your Example Bank team",
        "Here is the letter. Greetings from Utrecht",
        "We sent you a letter from Example Bank",
        "",
    ],
)
def test_what_is_no_signature(text: str) -> None:
    assert find_signature(text, TEAM, CLOSERS, "Example Bank", TITLES) is None


def test_hostile_texts_end() -> None:
    for hostile in ("^" * 50_000, "-A" * 25_000, "A\n" * 25_000, "https://" * 8_000, "🙂" * 20_000):
        find_signature(hostile, TEAM, CLOSERS, "Example Bank", TITLES)
