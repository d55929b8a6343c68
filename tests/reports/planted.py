"""Personal data planted in posts of eight languages: every ⟪value⟫ must be gone from whatever is printed.

All of it is invented. ``NOBODYS`` holds what looks alike and must stay, since a reviewer needs it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.model import By

_MARKED = re.compile("⟪(.*?)⟫", re.DOTALL)


class Planted(NamedTuple):
    """A post with its planted values marked; ``author`` is its customer's name as the record has it (in a reply the one
    that it answers), ``agent`` the record's agent."""

    marked: str
    by: By = By.BRAND
    author: str | None = None
    agent: str | None = None

    @property
    def text(self) -> str:
        return self.marked.replace("⟪", "").replace("⟫", "")

    @property
    def values(self) -> list[str]:
        return _MARKED.findall(self.marked)


def said(marked: str, author: str | None = None) -> Planted:
    return Planted(marked, By.CUSTOMER, author)


NAMES = (
    # where a name stands by its place
    Planted("Olá, Sra.⟪Raphaella⟫, tudo bem? Por favor, nos chame no privado."),
    Planted("Prezado Sr.⟪Quirino Tavares⟫, seu caso foi encaminhado. Chame no privado."),
    Planted("Dear Mr.⟪Thackwray⟫, please DM us."),
    Planted("Gentile Sig.⟪Bernardoni⟫, ci scriva in privato. Grazie Sig.ra ⟪Cordelli⟫."),
    Planted("Gentile dott.ssa ⟪Bellomunno⟫, ci scriva in DM."),
    Planted("Buongiorno Prof. ⟪Tancredini⟫, ci contatti in privato."),
    Planted("Bonjour M.⟪Delacourbe⟫, merci de nous écrire en MP."),
    Planted("Chère Mme. ⟪Chabertin⟫, merci de nous écrire en MP."),
    Planted("Sehr geehrte Frau Prof. Dr. ⟪Wiesengrundel⟫, bitte schreiben Sie uns eine DM."),
    Planted("Beste dhr.⟪Verhoevelen⟫, stuur ons een DM."),
    Planted("Beste heer ⟪Van abbenbroek⟫, stuur ons een DM."),
    Planted("Beste heer ⟪Du Marcq⟫, we kijken het na."),
    Planted("Beste mevrouw ⟪De Wolmaar⟫, dank voor uw geduld."),
    Planted("Bonjour Madame ⟪La Perrine⟫, nous regardons."),
    Planted("Olá Oi ⟪Brunilda⟫, chame no privado."),
    Planted("Estimada Sra. ⟪Eulalia Quintanar⟫, escríbanos por DM. Un saludo, D. ⟪Leandro⟫"),
    Planted("안녕하세요 ⟪남궁세라⟫님, DM으로 문의해 주세요."),
    Planted("⟪독고영재⟫ 고객님, DM 부탁드립니다."),
    Planted("HI ⟪MARIGOLD⟫, PLEASE DM US."),
    Planted("hi ⟪marigold⟫, please dm us"),
    Planted("Hey ⟪Zoë-Anne⟫! Please DM us, ⟪Zoë-Anne⟫."),
    Planted("Hello ⟪O'Shaughnelly⟫, please DM us."),
    Planted("Good evening, ⟪Peregrine⟫. Please DM us."),
    Planted("Thank you ⟪Isolde⟫ for the details. Please DM us."),
    Planted("⟪Ottilie⟫, please DM us so that we can look."),
    Planted("We are sorry to hear that, ⟪Ottilie⟫. Please DM us."),
    # a signature
    Planted("Please DM us.\n\nKind regards,\n⟪Philippa Nightingaley⟫\nCustomer Care"),
    Planted("Ci scriva in privato. Un saluto, ⟪Ermenegilda⟫"),
    Planted("Écrivez-nous en MP. Cordialement, ⟪Anselmine⟫"),
    Planted("Schreib uns eine DM. Viele Grüße, ⟪Wendeline⟫"),
    Planted("Stuur ons een DM. Groetjes, ⟪Jorrinde⟫"),
    Planted("Escríbanos por DM. Saludos, ⟪Leocadia⟫"),
    Planted("Chame no privado. Abraços, ⟪Quitéria⟫"),
    Planted("Please DM us. ^⟪ZQ⟫"),
    Planted("Please DM us. - ⟪Wilhelmine⟫"),
    Planted("Hi, I'm ⟪Thessaly⟫ from AcmeCare. Please DM us."),
    Planted("Hello, my name is ⟪Thessaly Crowe⟫, please DM us."),
    Planted("Salve, sono ⟪Ermenegilda⟫ di AcmeCare: ci scriva in privato."),
    Planted("Bonjour, je suis ⟪Anselmine⟫ du service client. Écrivez-nous en MP."),
    Planted("Hola, soy ⟪Leocadia⟫ del equipo de atención. Escríbenos por DM."),
    Planted("Olá, sou a ⟪Quitéria⟫ do atendimento. Chame no privado."),
    Planted("Hallo, ich bin ⟪Wendeline⟫ vom Kundenservice. Schreib uns eine DM."),
    Planted("Hoi, ik ben ⟪Jorrinde⟫ van AcmeCare. Stuur ons een DM."),
    # a name that only the thread knows, in the middle of a sentence
    Planted("We can see that ⟪Jessamyn⟫ was promised a visit. Please DM us.", author="Jessamyn Quillfeather"),
    Planted("The refund of ⟪Quillfeather⟫ is on its way. Please DM us.", author="Jessamyn Quillfeather"),
    Planted("⟪JESSAMYN⟫'S refund is on its way. Please DM us.", author="Jessamyn Quillfeather"),
    Planted("Verificamos que a ⟪Tamirés⟫ já recebeu. Chame no privado.", author="Tamires Vasconcellos"),
    Planted("Nous avons appelé ⟪Leonie⟫ hier. Écrivez-nous en MP.", author="Léonie d'Aubremont"),
    Planted("Le dossier d'⟪Aubremont⟫ est ouvert. Écrivez-nous en MP.", author="Léonie d'Aubremont"),
    Planted("Wir haben ⟪Krautheimer⟫ angerufen. Schreib uns eine DM.", author="Wendelin Krautheimer"),
    Planted("Abbiamo scritto a ⟪Smeralda⟫ ieri. Ci scriva in privato.", author="smeralda.pontecorvi"),
    Planted("We wrote to ⟪nightowl_77⟫ today. Please DM us.", author="nightowl_77"),
    Planted("We told ⟪Will⟫ so yesterday. Please DM us, ⟪Will⟫.", author="Will Thornbury"),
    # what customers write
    said("Nobody answers me. ⟪Jessamyn⟫ here again, order late!", author="Jessamyn Quillfeather"),
    said("Still no refund.\nRegards, ⟪Cornelius Bramblewood⟫"),
    said("Mai più. Distinti saluti, ⟪Ermete Pontecorvi⟫"),
    said("Péssimo. Atenciosamente, ⟪Quitéria Lobato⟫"),
    said("Nie wieder! Mit freundlichen Grüßen ⟪Wendelin Krautheimer⟫"),
    said("Jamais livré. Cordialement, ⟪Anselme Chabertin⟫"),
    said("My name is ⟪Bo Bergqvistle⟫ and nobody called."),
    said("I spoke to ⟪Bartholomew⟫ and he hung up on me!"),
    said("I spoke with an agent called ⟪Bartholomew⟫, useless."),
    said("Ho parlato con ⟪Ermete⟫ e mi ha chiuso il telefono in faccia!"),
    said("Hablé con ⟪Leandro⟫ y me colgó."),
    said("Falei com a ⟪Filomena⟫ e nada."),
    said("J'ai parlé avec ⟪Anselme⟫, aucune réponse."),
    said("Ich habe mit Herrn ⟪Krautheimer⟫ gesprochen, nichts passiert."),
    said("Ik heb met ⟪Jorrit⟫ gesproken, niets gebeurd."),
)

HANDLES = (
    Planted("@⟪some_person⟫ Please DM us."),
    Planted("Hi ＠⟪some.person⟫, please DM us via https://www.instagram.com/⟪quill.feather⟫/"),
    Planted("We wrote to t.me/⟪nightowl77⟫ and https://x.com/⟪jess_q⟫/status/123. Please DM us."),
    said("My Instagram: ⟪quill.feather⟫, my PSN id is ⟪NightOwl77⟫. Still locked out."),
    said("username ⟪jess.quill⟫ is locked since May"),
)

PHONES = (
    Planted("Call ⟪+44 20 7946 0958⟫ or ⟪020 7946 0958⟫, please DM us."),
    Planted("Tel. ⟪+44 (0)20 7946 0958⟫ ext. 12. Please DM us."),
    Planted("Call ⟪(555) 867-5309⟫, ⟪555.867.5309⟫ or ⟪1-555-867-5309⟫. Please DM us."),
    Planted("Chiami il ⟪333 1234567⟫ o lo ⟪06.12345678⟫. Ci scriva in privato."),
    Planted("Appelez le ⟪06 12 34 56 78⟫ ou le ⟪0033 6 12 34 56 78⟫. Écrivez-nous en MP."),
    Planted("Ruf uns unter ⟪0171/2345678⟫ oder ⟪+49 (171) 234 56 78⟫ an. Schreib uns eine DM."),
    Planted("Bel ⟪06-12345678⟫ of ⟪020 123 45 67⟫. Stuur ons een DM."),
    Planted("Llame al ⟪612 34 56 78⟫ o al ⟪91 123 45 67⟫. Escríbanos por DM."),
    Planted("Ligue para ⟪(11) 98765-4321⟫ ou ⟪+55 11 98765-4321⟫. Chame no privado."),
    Planted("⟪010-1234-5678⟫ 또는 ⟪02-123-4567⟫로 전화 주세요."),
    said("Ring me on ⟪０７７００９００１２３⟫ or tel:⟪07700900123⟫ please, no one calls back"),
    said("mio cell ⟪3331234567⟫, nessuno chiama"),
    said("my number: ⟪07700 900123⟫. nobody rang"),
)

EMAILS = (
    Planted("Write to ⟪g.rossi+care@mail.example⟫. Please DM us."),
    Planted("Schreib an ⟪jürgen.müller@post.example⟫ eine DM."),
    said("mail me: ⟪ANNA_B@MAIL.EXAMPLE⟫ or ⟪anna(at)mail(dot)example⟫, nobody does"),
    said("write to ⟪anna.b at mail dot example⟫, nobody does"),
    said("I got https://shop.example/reset?email=⟪anna%40mail.example⟫&x=1 and it fails"),
    said("mailto:⟪anna.b@mail.example⟫ bounced"),
)

NUMBERS = (
    Planted("Your order #⟪7741-229-18⟫ and order no. ⟪4455667⟫ are late. Please DM us."),
    Planted("Il suo ordine n. ⟪IT-4455667⟫ e la pratica ⟪2024/55881⟫: ci scriva in privato."),
    Planted("Votre commande n°⟪CMD-99812⟫, numéro client ⟪778899⟫. Écrivez-nous en MP."),
    Planted("Bestellnummer: ⟪B-20231-77⟫, Kundennummer ⟪12345678⟫, Vorgang ⟪4711-0815⟫. Schreib uns eine DM."),
    Planted("Buchungscode ⟪QX7P2L⟫, Sendungsnummer ⟪00340434161094012345⟫. Schreib uns eine DM."),
    Planted("Su pedido ⟪123-4567890-1234567⟫, localizador ⟪KXPLMW⟫, reserva ⟪8H7G6F⟫. Escríbanos por DM."),
    Planted("Seu protocolo ⟪2024.123.456-7⟫ e CPF ⟪123.456.789-09⟫. Chame no privado."),
    Planted("Uw bestelling ⟪NL-558811⟫, pakket ⟪3SKABA123456789⟫, klantnummer ⟪40023355⟫. Stuur ons een DM."),
    Planted("주문번호 ⟪20240101-123456⟫, 예약번호 ⟪A1B2C3⟫ 확인했습니다."),
    Planted("Ticket ⟪INC0012345⟫, case ⟪00123456⟫, parcel ⟪1Z999AA10123456784⟫. Please DM us."),
    Planted("Booking reference: ⟪K9PLM2⟫; PNR ⟪X7KQ2P⟫; policy ⟪P-123457⟫. Please DM us."),
    Planted("Track it: https://track.example/parcels/⟪1Z999AA10123456784⟫. Please DM us."),
    Planted("See https://shop.example/orders/⟪7741229⟫ and DM us. https://shop.example/o?order=⟪77412⟫"),
    said("order ⟪7741229⟫ never came, ref ⟪AB-77412⟫"),
    said("codice fiscale ⟪RSSMRA85T10A562S⟫, SSN ⟪123-45-6789⟫, IMEI ⟪356938035643809⟫, no help"),
)

ACCOUNTS = (
    Planted("IBAN ⟪DE89 3704 0044 0532 0130 00⟫ or ⟪GB29NWBK60161331926819⟫. Please DM us."),
    Planted("iban ⟪it60x0542811101000000123456⟫: ci scriva in privato."),
    Planted(
        "IBAN ⟪NL91 ABNA 0417 1643 00⟫, ⟪ES91 2100 0418 4502 0005 1332⟫, ⟪FR14 2004 1010 0505 0001 3M02 606⟫. DM us."
    ),
    Planted("Card ⟪4111 1111 1111 1111⟫, ⟪5500-0000-0000-0004⟫, Amex ⟪3782 822463 10005⟫. Please DM us."),
    said("charged twice on ⟪4111111111111111⟫!"),
)

POSTS = (*NAMES, *HANDLES, *PHONES, *EMAILS, *NUMBERS, *ACCOUNTS)

NOBODYS = (
    "The update came on 31/10/2017 at 22:10, and 2017-11-02 for the rest, on 10.05.2024 too.",
    "It costs €1.299.000, R$ 1.299,00, 1.299.000 kr, US$ 250000 or 250000 EUR, 24/7, in 2017-2018.",
    "More than 10 000 000 customers and 1.200.000 views; 100000 km; 12 March 2024 at 10:30.",
    "You are on version 8.4.23.784; try iOS 17.4.1, Android 14 or build 19045.3803.",
    "See https://support.example.com/articles/360001234567 and KB4041676.",
    "Error 0x80070057, error code CE-34878-0, HTTP 404 and Fehler E-2041 mean the disc is scratched.",
    "The XPS 13-9310, an RTX 4090 and the iPhone 15 Pro Max are in stock.",
    "Flight BA1234 and train ICE 595 leave at 10:45; RE 10423 is late.",
    "Call 112 in an emergency; we answer within 24-48 hours, 7 days a week, from 09:00-18:00.",
    "@AcmeCare is us.",
    "Hi there! Thanks for reaching out, we are happy to help. May we ask for the model? Will you restart it?",
    "Hello, Sorry about that. Please restart your phone. Mark it as read. The grace period is 14 days.",
    "Good morning! Happy Monday. Our store in Leeds, England. Our office in Paris, France.",
    "Dear Valued Customer, Dear Premium Member, we are sorry.",
    "Bonjour Madame, nous sommes désolés. Merci Beaucoup. Le magasin est à Lyon.",
    "Gentile cliente, grazie mille. Il negozio di Roma apre domani.",
    "Liebe Kundin, lieber Kunde, vielen Dank. Viele Grüße aus Hamburg.",
    "Hallo zusammen, guten Morgen. Danke dir!",
    "Olá! Boa tarde. Agradecemos o contato. A loja de Lisboa abre amanhã.",
    "Hola, buenos días. Gracias por escribirnos desde Madrid.",
    "Beste klant, dank je wel. De winkel in Utrecht is open.",
    "고객님 안녕하세요! 이용에 불편을 드려 죄송합니다.",
    "저희가 요금을 두 번 청구한 것이 아님을 안내드립니다.",
    "You should have read the terms before you ordered.",
    "I spoke to Support and to Customer Service twice.",
)
