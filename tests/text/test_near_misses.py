"""What is nobody's fault, in every language: an event outside the company, a letter that never came, the brand's address."""

from __future__ import annotations

from functools import lru_cache

import pytest

from auditor.model import Certainty
from auditor.rulebook import load_rulebook
from auditor.text.language import LanguageReader, available_voices
from auditor.text.packs import Side
from auditor.text.reader import TextReader
from tests.text.listed import listed

OUTSIDE = {
    "en": (
        "The strike at the airport is outside our control, but we are adding two extra flights tomorrow.",
        "The courier's strike is out of our hands here, sorry. Your parcel leaves tomorrow.",
        "We have no control over the fog, sorry. Trains run every 20 minutes.",
        "We have no influence on the weather, but here is a new timetable.",
    ),
    "it": (
        "Lo sciopero dell'aeroporto è fuori dal nostro controllo, ma abbiamo aggiunto due voli.",
        "Il maltempo non dipende dalla nostra volontà: la consegna è prevista lunedì.",
    ),
    "es": (
        "La huelga del aeropuerto está fuera de nuestro control, pero hemos añadido dos vuelos.",
        "Se trata de una situación que está fuera de nuestro alcance, le pedimos disculpas.",
        "El clima no está en nuestras manos, pero ya hemos reprogramado la entrega.",
    ),
    "fr": (
        "La grève est indépendante de notre volonté, mais nous avons ajouté deux vols.",
        "Ce type d'événement n'est pas de notre ressort, mais votre colis part demain.",
    ),
    "de": (
        "Das Wetter liegt außerhalb unserer Kontrolle, die Lieferung kommt am Montag.",
        "Die Verzögerung lag leider nicht an uns, sondern am Unwetter; Ihr Paket kommt am Montag.",
    ),
    "nl": (
        "De staking ligt buiten onze macht, maar we hebben twee vluchten toegevoegd.",
        "Het noodweer ligt helaas niet aan ons, uw pakket komt maandag.",
    ),
    "pt": (
        "Trata-se de uma situação que fica fora do nosso alcance, esse tipo de acontecimento.",
        "A greve está fora do nosso controle, mas acrescentamos dois voos.",
        "O temporal foge ao nosso controle; a entrega chega na segunda-feira.",
        "O clima não está no nosso controle, infelizmente.",
    ),
}
EXCUSES = {
    "en": (
        "Refunds are outside of our remit, so please ask the claims people.",
        "Your bill is outside our control here on Twitter, sorry.",
    ),
    "it": ("Non rientra nelle nostre competenze.", "Dipende da un altro ufficio."),
    "es": (
        "Ese tema está fuera de nuestra competencia.",
        "Las facturas están fuera de nuestro alcance por este canal.",
        "Eso está fuera del alcance de este canal.",
    ),
    "fr": ("Cela ne relève pas de notre service.", "Ce n'est pas de notre ressort."),
    "de": ("Das fällt leider nicht in unseren Bereich.",),
    "nl": ("Daar gaan wij helaas niet over.",),
    "pt": (
        "Isso foge da nossa competência.",
        "Isso está fora da alçada da nossa equipe.",
        "Isso foge do alcance deste canal.",
        "Nas redes sociais isso está fora do nosso alcance.",
    ),
}
NOTHING_CAME = {
    "en": (
        "We couldn't find any email from you in our inbox, otherwise we would gladly have answered.",
        "I'm afraid we have no record of your call, but we've now booked the visit for Tuesday.",
    ),
    "it": (
        "Non abbiamo trovato nessuna sua e-mail nella nostra casella, altrimenti le avremmo risposto volentieri.",
        "Non ci risulta alcuna sua chiamata, ma abbiamo già prenotato la visita per martedì.",
    ),
    "es": (
        "No hemos recibido ningún correo suyo en nuestro buzón, con gusto lo habríamos atendido.",
        "No nos consta ninguna llamada suya, pero ya hemos tramitado el cambio.",
    ),
    "fr": (
        "Nous n'avons trouvé aucun e-mail de votre part, sinon nous vous aurions répondu avec plaisir.",
        "Sauf erreur de notre part, nous n'avons reçu aucun courriel de votre part.",
    ),
    "de": (
        "Wir haben keine E-Mail von Ihnen gefunden, sonst hätten wir gern geantwortet.",
        "Haben Sie uns denn auch eine E-Mail geschickt?",
    ),
    "nl": (
        "Wij hebben geen e-mail van u gevonden, anders hadden wij graag geantwoord.",
        "We hebben nog geen bericht van je ontvangen; is het misschien naar een ander adres gestuurd?",
    ),
    "pt": (
        "Não localizamos nenhum e-mail da senhora em nossa caixa de entrada, teríamos o prazer em atendê-la.",
        "Não recebemos nenhum contato de sua parte; pode ter sido enviado para outro endereço?",
    ),
}
REPROACHES = {
    "en": ("You should have checked the timetable.",),
    "it": ("Avrebbe dovuto controllare l'orario.",),
    "es": ("Debería haber revisado las condiciones.",),
    "fr": ("Vous auriez dû lire les conditions.",),
    "de": ("Sie hätten das Kleingedruckte lesen müssen.", "Das liegt nicht an uns.", "Haben Sie überhaupt gelesen?"),
    "nl": ("U had de voorwaarden moeten lezen.", "Dat ligt niet aan ons."),
    "pt": ("A senhora deveria ter lido as condições.",),
}

NO_DATA = {
    "en": ("You can put your first name as Ana Lucia.", "Please forward the email to abuse@example.com and delete it."),
    "fr": ("Nous aimerions en savoir plus sur vous et votre situation.",),
}
REGRETTED = {
    "en": ("We regret what you have been through.", "We regret how this went."),
    "es": ("Lamentamos cómo le atendieron.",),
    "nl": ("We betreuren hoe dit gelopen is.",),
}
STAYS_HERE = {
    "en": ("Could you give us your email by DM?", "Please send suspicious emails to abuse@example.com"),
    "it": ("Puoi fornirci la tua mail in DM?", "Se ricevi messaggi di phishing, inoltrali a abuso@example.it"),
    "es": ("¿Nos podrías facilitar tu correo por MD?", "Reenvía los mensajes sospechosos a fraude@example.es"),
    "fr": ("Pouvez-vous nous fournir votre mail en DM ?", "Envoyez tout courriel suspect à abus@example.fr"),
    "de": ("Kannst du uns deine E-Mail per DM geben?", "Leite verdächtige Mails bitte an abuse@example.de weiter"),
    "nl": ("Kun je je e-mailadres via DM doorgeven?", "Stuur verdachte mails door naar valse-mail@example.nl"),
    "pt": ("Poderia nos informar seu e-mail por DM?", "Encaminhe mensagens suspeitas para abuso@example.pt"),
}
HERE_TOO = {
    "en": ("We can help you here, but you can also write to the chat team at https://example.com/chat.",),
    "it": ("Possiamo aiutarti qui, oppure puoi scrivere in chat.", "Se preferisci, possiamo aiutarti anche qui."),
    "es": ("Podemos ayudarte por aquí, pero puedes escribir al chat.", "También podemos atenderle aquí."),
    "fr": ("Nous pouvons vous aider ici, mais vous pouvez écrire au chat.", "Nous pouvons aussi vous renseigner ici."),
    "de": ("Wir helfen dir gern hier, du kannst aber auch in den Chat.", "Wir können Ihnen auch hier weiterhelfen."),
    "nl": ("We helpen je graag hier, maar je kunt ook chatten.", "We kunnen je ook hier helpen."),
    "pt": ("Podemos ajudar por aqui, mas pode escrever no chat.", "Também podemos te ajudar aqui."),
}
IN_A_FORM = {
    "en": (
        "Please share your details in the form we linked above.",
        "Kindly give us your info via the link from before.",
    ),
    "it": ("Lasciaci i tuoi dati nel modulo al link qui sopra.",),
    "es": ("Déjanos tu número de pedido en el formulario del enlace.", "Comparte tus datos en el enlace de antes."),
    "fr": ("Laissez vos coordonnées via le lien envoyé plus tôt.",),
    "de": ("Hinterlass uns hier deine Kontaktdaten im Formular.",),
    "nl": ("Deel je klantgegevens via de link hierboven.",),
    "pt": ("Informe o número do pedido no formulário do link.", "Partilhe os seus dados no link enviado antes."),
}


@lru_cache(maxsize=1)
def reader() -> TextReader:
    shipped = load_rulebook().packs
    packs = {language: shipped[language] for language in OUTSIDE}
    return TextReader(packs, LanguageReader(available_voices()))


def seen(text: str, language: str) -> set[str]:
    """Which of the accusing acts a reply does."""
    reading = reader().read(text, Side.REPLY, [language])
    assert reading.pack == language
    return {act.name for act in reading.acts} & {"team-disclaimer", "blames", "asks-personal-data", "visit-local"}


@pytest.mark.parametrize(("language", "text"), listed(OUTSIDE))
def test_an_event_outside_is_no_excuse_by_the_organisation(language: str, text: str) -> None:
    assert seen(text, language) == set()


@pytest.mark.parametrize(("language", "text"), listed(EXCUSES))
def test_the_organisation_as_an_excuse_is_still_seen(language: str, text: str) -> None:
    assert seen(text, language) == {"team-disclaimer"}


@pytest.mark.parametrize(("language", "text"), listed(NOTHING_CAME))
def test_a_letter_that_never_came_is_told_without_blame(language: str, text: str) -> None:
    assert seen(text, language) == set()


@pytest.mark.parametrize(("language", "text"), listed(REPROACHES))
def test_a_reproach_is_still_seen(language: str, text: str) -> None:
    assert seen(text, language) == {"blames"}


ADDRESSES = {
    "en": ("Please write to us directly at the email address help@example.com.",),
    "it": ("Ti consiglio di scriverci direttamente all'indirizzo mail: aiuto@example.it",),
    "es": ("Le aconsejamos escribirnos directamente a la dirección de correo electrónico: ayuda@example.es",),
    "fr": ("Merci de nous écrire directement à l'adresse e-mail : aide@example.fr",),
    "de": ("Schreiben Sie uns bitte direkt an die E-Mail-Adresse hilfe@example.de",),
    "nl": ("Schrijf ons gerust rechtstreeks op het e-mailadres hulp@example.nl",),
    "pt": ("Aconselhamos que nos escreva diretamente para o endereço de e-mail: ajuda@example.pt",),
}
ASKED = {
    "en": ("What is your email address?",),
    "it": ("Puoi scriverci qui il tuo indirizzo mail?",),
    "es": ("¿Cuál es su dirección de correo electrónico?",),
    "de": ("Wie lautet deine E-Mail-Adresse?",),
}


@pytest.mark.parametrize(("language", "text"), listed(ADDRESSES))
def test_the_address_to_write_to_is_no_question_for_the_customers(language: str, text: str) -> None:
    assert seen(text, language) == set()


@pytest.mark.parametrize(("language", "text"), listed(ASKED))
def test_the_customers_address_is_still_asked_for(language: str, text: str) -> None:
    assert seen(text, language) == {"asks-personal-data"}


DONE = {
    "es": ("Ayer solicitamos la eliminación de su correo electrónico de la lista.",),
    "pt": (
        "Hoje solicitamos a exclusão do seu e-mail da lista de envios.",
        "Como ficou combinado ao telefone, a senhora irá buscar um quadro novo numa das nossas lojas.",
        "Soubemos que o gerente entrou em contato para tratar da recolha junto à loja.",
    ),
}
ASKED_FOR_IT = {
    "es": ("Para la baja, solicitamos su correo electrónico.",),
    "pt": ("Para o cancelamento, solicitamos o seu e-mail.",),
}
SENT_AWAY = {"pt": ("Entre em contato com a nossa loja.", "Pode retirar um formulário em uma de nossas lojas.")}


@pytest.mark.parametrize(("language", "text"), listed(DONE))
def test_what_was_done_or_arranged_asks_nothing_of_the_customer(language: str, text: str) -> None:
    assert seen(text, language) == set()


@pytest.mark.parametrize(("language", "text"), listed(ASKED_FOR_IT))
def test_data_asked_for_such_a_purpose_are_still_seen(language: str, text: str) -> None:
    assert seen(text, language) == {"asks-personal-data"}


@pytest.mark.parametrize(("language", "text"), listed(SENT_AWAY))
def test_a_customer_sent_to_a_shop_is_still_seen(language: str, text: str) -> None:
    assert seen(text, language) == {"visit-local"}


@pytest.mark.parametrize(
    ("text", "further"),
    [
        (
            "앱을 다시 설치하시면 됩니다. 혹시 추가로 궁금한 사항 발생 시 고객센터 1588-0000으로 연락주시면 안내드리겠습니다.",
            True,
        ),
        ("정확한 확인을 위해 고객센터 1588-0000으로 연락주시면 안내드리겠습니다.", False),
    ],
)
def test_what_comes_up_further_is_an_offer_at_the_end(text: str, further: bool) -> None:
    """In Korean; a hotline named for it after an answer is no redirect, one named for the matter itself is."""
    reading = TextReader(load_rulebook().packs, LanguageReader(available_voices())).read(text, Side.REPLY, ["ko"])
    assert reading.has("call-us")
    assert reading.has("anything-else") is further


@pytest.mark.parametrize(("language", "text"), listed(IN_A_FORM))
def test_what_is_written_into_a_form_is_not_written_in_public(language: str, text: str) -> None:
    assert any(act.name == "private-form" for act in reader().read(text, Side.REPLY, [language]).acts)


@pytest.mark.parametrize("handles", ["@anna_b", "@anna_b @carl_d,"])
def test_nobody_is_sent_to_whom_a_reply_speaks(handles: str) -> None:
    def sent_to(text: str) -> bool:
        return any(act.name == "other-account" for act in reader().read(text, Side.REPLY, ["en"]).acts)

    assert not sent_to(f"{handles} Can we help?")
    assert sent_to(f"{handles} Sorry about that. @AcmeTrains can help you with refunds.")


@pytest.mark.parametrize(("language", "text"), listed(NO_DATA))
def test_what_to_type_and_who_one_is_are_no_personal_data(language: str, text: str) -> None:
    assert seen(text, language) == set()


@pytest.mark.parametrize(("language", "text"), listed(REGRETTED))
def test_what_happened_can_be_regretted_without_naming_it(language: str, text: str) -> None:
    assert any(act.name in {"apology", "empathy"} for act in reader().read(text, Side.REPLY, [language]).acts)


@pytest.mark.parametrize(("language", "text"), listed(STAYS_HERE))
def test_an_address_told_or_a_false_message_passed_on_moves_nobody(language: str, text: str) -> None:
    assert all(act.name != "write-elsewhere" for act in reader().read(text, Side.REPLY, [language]).acts)


@pytest.mark.parametrize("text", [r"¯\_(ツ)_/¯", r"ok ¯\_(ツ)_/¯"])
def test_a_face_made_of_letters_is_no_language(text: str) -> None:
    assert reader().languages.label(text).certainty is Certainty.NONE
    assert reader().languages.label("かしこまりました").certainty is Certainty.SURE


@pytest.mark.parametrize(("language", "text"), listed(HERE_TOO))
def test_another_channel_can_be_a_choice(language: str, text: str) -> None:
    assert any(act.name == "helps-here" for act in reader().read(text, Side.REPLY, [language]).acts)


def test_a_reply_may_begin_with_the_handle_and_then_ask_for_a_private_message() -> None:
    assert any(
        act.name == "dm-invite" for act in reader().read("@anna_b DM us and we can look.", Side.REPLY, ["en"]).acts
    )


@pytest.mark.parametrize(
    "text",
    [
        "Please take two minutes and answer this survey: https://www.example.com/s",
        "https://www.example.com/tune! Have a lovely evening /AB",
        "We value your comment. Take a rest and have a great weekend.",
    ],
)
def test_a_survey_or_a_wish_is_no_answer_and_points_at_no_link(text: str) -> None:
    reading = load_rulebook().reader.read(text, Side.REPLY, ["en"])
    assert not reading.has("public-answer", "points-to-link")


@pytest.mark.parametrize(
    "text",
    ["Have a look here: https://www.example.com/h", "Please take a quick peek at this https://www.example.com/h"],
)
def test_a_look_at_a_link_points_at_it(text: str) -> None:
    assert load_rulebook().reader.read(text, Side.REPLY, ["en"]).has("points-to-link")
