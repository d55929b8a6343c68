"""A redirect after "Any other questions?": a closing offer where the reply answers, a redirect where it does not."""

from __future__ import annotations

import pytest

from tests.scenarios.stage import play, talk

REPLIES = {  # a question, a full answer to it, a redirect led by a short question
    "en": (
        "Are you open on Easter Monday, the shop in Leeds?",
        "Yes, on Easter Monday we are open from 10 to 5.",
        "Any other questions? Email us at hello@example.com.",
    ),
    "it": (
        "Il negozio di Torino è aperto a Pasquetta?",
        "Sì, a Pasquetta il negozio è aperto dalle 10 alle 17.",
        "Altri dubbi? Scrivici a ciao@example.com.",
    ),
    "de": (
        "Habt ihr in Köln am Ostermontag geöffnet?",
        "Ja, am Ostermontag haben wir von 10 bis 17 Uhr geöffnet.",
        "Noch Fragen? Schreib uns an hallo@example.com.",
    ),
    "nl": (
        "Is de winkel in Utrecht open op paasmaandag?",
        "Ja, op paasmaandag is de winkel open van 10 tot 17 uur.",
        "Nog andere vragen? Mail ons op hallo@example.com.",
    ),
    "es": (
        "¿La tienda de Sevilla abre el lunes de Pascua?",
        "Sí, el lunes de Pascua la tienda abre de 10 a 17 h.",
        "¿Más preguntas? Escríbenos a hola@example.com.",
    ),
    "fr": (
        "Le magasin de Lille est-il ouvert le lundi de Pâques ?",
        "Oui, le lundi de Pâques le magasin est ouvert de 10h à 17h.",
        "D'autres questions ? Écrivez-nous à bonjour@example.com.",
    ),
    "pt": (
        "A loja do Porto abre na segunda-feira de Páscoa?",
        "Sim, na segunda-feira de Páscoa a loja abre das 10h às 17h.",
        "Mais dúvidas? Escreva para ola@example.com.",
    ),
}


def found(*turns: str) -> int:
    asked, reply = turns
    return len(play("channel-redirect", talk("t", ("c", asked, 0), ("b", reply, 1))).findings)


@pytest.mark.parametrize("language", REPLIES)
def test_after_an_answer_it_is_a_closing_offer(language: str) -> None:
    asked, answer, offer = REPLIES[language]
    assert found(asked, f"{answer} {offer}") == 0


@pytest.mark.parametrize("language", REPLIES)
def test_without_an_answer_it_is_a_redirect(language: str) -> None:
    asked, _, offer = REPLIES[language]
    assert found(asked, offer) == 1


@pytest.mark.parametrize("language", REPLIES)
def test_what_no_question_leads_is_a_redirect(language: str) -> None:
    asked, answer, offer = REPLIES[language]
    redirect = offer.partition("? ")[2]
    assert found(asked, f"{answer} {redirect}") == 1


def test_a_longer_question_leads_nothing() -> None:
    asked, answer, offer = REPLIES["en"]
    longer = "Any other questions about the price, the size or the colour of what you saw there today? "
    assert found(asked, f"{answer} {longer}{offer.partition('? ')[2]}") == 1
