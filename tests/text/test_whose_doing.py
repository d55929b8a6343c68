"""Who did what, in every language: nobody is blamed by "you did nothing wrong", nobody sent away by what the brand did itself."""

from __future__ import annotations

import pytest

from auditor.rulebook import load_rulebook
from auditor.text.packs import Side
from tests.text.listed import listed

SENT = {"call-us", "visit-local", "write-elsewhere", "other-account"}

CLEARED = {
    "en": ("You did nothing wrong, the double charge was our error.", "This isn't your fault at all, Kim."),
    "it": ("Non ha sbagliato nulla, l'errore è nostro.", "Non è affatto colpa sua, signora."),
    "es": ("No has hecho nada malo, el error es nuestro.", "Esto no es culpa suya, señora."),
    "fr": ("Vous n'avez rien fait de mal, l'erreur vient de nous.", "Ce n'est absolument pas votre faute."),
    "de": ("Sie haben nichts falsch gemacht, der Fehler liegt bei uns.", "Das ist überhaupt nicht Ihre Schuld."),
    "pt": ("Você não fez nada de errado, o erro foi nosso.", "A culpa não é sua de forma alguma."),
    "nl": ("U heeft niets verkeerd gedaan, de fout ligt bij ons.", "Dit is helemaal niet uw schuld."),
    "ko": ("고객님께서 잘못하신 것은 전혀 없습니다. 저희 실수입니다.",),
}
BLAMED = {
    "en": ("You must have deleted the photos yourself.", "Had you read the manual, this would not have happened."),
    "it": ("Le foto deve averle cancellate lei stessa.", "Se avesse letto il manuale non sarebbe successo."),
    "es": ("Las fotos las habrá borrado usted mismo.", "Si hubiera leído el manual, esto no habría pasado."),
    "fr": ("Vous avez dû supprimer les photos vous-même.", "Si vous aviez lu la notice, cela ne serait pas arrivé."),
    "de": (
        "Die Fotos haben Sie wohl selbst gelöscht.",
        "Hätten Sie die Anleitung gelesen, wäre das nicht passiert.",
    ),
    "pt": ("As fotos deve ter apagado você mesmo.", "Se tivesse lido o manual, isto não teria acontecido."),
    "nl": (
        "De foto's heeft u waarschijnlijk zelf verwijderd.",
        "Had u de handleiding gelezen, dan was dit niet gebeurd.",
    ),
    "ko": ("설명서를 읽으셨다면 이런 일은 없었을 것입니다.",),
}
DONE_HERE = {
    "en": (
        "I've just rung the branch and they are holding the coat for you.",
        "You won't have to go back to the store, the courier collects it on Monday.",
    ),
    "it": (
        "Ho appena chiamato la filiale: il cappotto è da parte per lei.",
        "Non dovrà tornare in negozio, il corriere lo ritira lunedì.",
    ),
    "es": (
        "Acabo de llamar a la sucursal y te guardan el abrigo.",
        "No hace falta que vuelva a la tienda, el mensajero lo recoge el lunes.",
    ),
    "fr": (
        "Je viens d'appeler l'agence, le manteau vous attend.",
        "Inutile de retourner en magasin, le coursier passe lundi.",
    ),
    "de": (
        "Ich habe gerade mit der Filiale telefoniert, der Mantel liegt für Sie bereit.",
        "Sie müssen nicht noch einmal in die Filiale, der Kurier holt ihn am Montag ab.",
    ),
    "pt": (
        "Acabei de ligar para a agência e o casaco está guardado.",
        "Não será preciso voltar à loja, o estafeta recolhe-o na segunda.",
    ),
    "nl": (
        "Ik heb net met het filiaal gebeld, de jas ligt voor je klaar.",
        "Je hoeft niet terug naar de winkel, de koerier haalt hem maandag op.",
    ),
    "ko": ("방금 제가 매장에 전화해서 확인했고, 코트는 보관 중입니다.",),
}
SENT_AWAY = {
    "en": ("Please ring the branch about the coat.", "You will have to go back to the store with the receipt."),
    "it": ("Chiami la filiale per il cappotto.", "Deve tornare in negozio con lo scontrino."),
    "es": ("Llame a la sucursal para el abrigo.", "Tiene que volver a la tienda con el tique."),
    "fr": ("Appelez l'agence pour le manteau.", "Il faut retourner en magasin avec le ticket."),
    "de": ("Rufen Sie bitte in der Filiale an.", "Sie müssen mit dem Bon noch einmal in die Filiale."),
    "pt": ("Ligue para a agência por causa do casaco.", "Tem de voltar à loja com o talão."),
    "nl": ("Bel even met het filiaal over de jas.", "Je moet met de bon terug naar de winkel."),
    "ko": ("코트는 해당 매장으로 직접 문의해 주세요.",),
}
ASSENT = {
    "en": ("The refund left this morning, okay?",),
    "it": ("Il rimborso è partito stamattina, va bene?",),
    "es": ("El reembolso salió esta mañana, ¿vale?",),
    "fr": ("Le remboursement est parti ce matin, d'accord ?",),
    "de": ("Die Erstattung ist heute früh raus, okay?",),
    "pt": ("O reembolso saiu hoje cedo, combinado?",),
    "nl": ("De terugbetaling is vanochtend verstuurd, oké?",),
}
ASKED = {
    "en": ("Which model is it, and is the light white or red?",),
    "it": ("Che modello è, e la luce è bianca o rossa?",),
    "es": ("¿Qué modelo es, y la luz es blanca o roja?",),
    "fr": ("Quel est le modèle, et le voyant est-il blanc ou rouge ?",),
    "de": ("Welches Modell ist es, und leuchtet es weiß oder rot?",),
    "pt": ("Qual é o modelo, e a luz é branca ou vermelha?",),
    "nl": ("Welk model is het, en is het lampje wit of rood?",),
}


def seen(text: str, language: str) -> frozenset[str]:
    reading = load_rulebook().reader.read(text, Side.REPLY, [language])
    assert reading.pack == language
    return reading.names


@pytest.mark.parametrize(("language", "text"), listed(CLEARED))
def test_who_is_cleared_is_not_blamed(language: str, text: str) -> None:
    assert "blames" not in seen(text, language)


@pytest.mark.parametrize(("language", "text"), listed(BLAMED))
def test_who_is_blamed_is_seen(language: str, text: str) -> None:
    assert "blames" in seen(text, language)


@pytest.mark.parametrize(("language", "text"), listed(DONE_HERE))
def test_what_the_brand_did_or_spares_them_sends_nobody_away(language: str, text: str) -> None:
    assert SENT.isdisjoint(seen(text, language))


@pytest.mark.parametrize(("language", "text"), listed(SENT_AWAY))
def test_who_is_sent_away_is_seen(language: str, text: str) -> None:
    assert not SENT.isdisjoint(seen(text, language))


@pytest.mark.parametrize(("language", "text"), listed(ASSENT))
def test_to_ask_for_assent_is_no_question(language: str, text: str) -> None:
    assert "question" not in seen(text, language)


@pytest.mark.parametrize(("language", "text"), listed(ASKED))
def test_two_questions_in_one_are_a_question(language: str, text: str) -> None:
    assert "question" in seen(text, language)
