"""Words by which names and numbers of persons are found, and words that are none; all languages together, lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a name stands.
GREETS = _words(
    """
    hi hey hiya hello dear good morning thanks thank thx cheers sorry welcome ciao salve buongiorno buonasera
    buon gentile gentilissimo gentilissima caro cara egregio grazie bonjour bonsoir coucou salut cher chère
    merci hallo guten liebe lieber liebes moin danke sehr beste dag geachte goedemorgen goedemiddag
    goedenavond bedankt hola buenos buenas estimado estimada gracias olá ola oi bom boa prezado prezada
    obrigado obrigada hoi hej goedendag servus estimados prezados
    """
)
# After these it stands even in small letters.
PLAIN_GREETS = _words("hi hey hiya hello dear ciao bonjour salut hallo beste dag hola olá ola oi hoi hej")
TITLES = _words(
    """
    mr mrs ms mx dr dra sr sra srta sig signor signora dott dottore dottoressa dottssa avv prof profssa mme mlle
    monsieur madame herr herrn frau heer mevrouw dhr mevr señor señora don doña dña dona senhor senhora
    """
)
CLOSES = _words(
    """
    regards wishes cheers sincerely faithfully truly thanks you saluti saluto cordialità cordialmente cordialement
    vous salutations bien cordialement grüße grüßen grüssen gruesse gruß gruss groeten groet groetjes saludos saludo
    atentamente cordialmente atenciosamente respeitosamente abraços abraço att
    """
)
# Without one of these in it no text is searched for somebody who introduces themselves, or whom somebody spoke with.
# With these the phrases begin by which a text says that a name follows, or that a nickname does.
INTRODUCING = _words(
    """
    my name mi il je mon mein ich me mijn ik o meu chamo i im this it here sono qui c soy aquí sou aqui hier
    """
)
SPEAKING = _words(
    """
    spoke spoken talked chatted speaking talking agent advisor adviser guy man woman lady person rep colleague operator driver
    technician engineer manager someone somebody your an the with ho abbiamo avevo hablé hablado hable atendió falei falado
    parlé eu mit met
    """
)
LABELS = _words(
    """
    instagram insta ig twitter telegram skype snapchat snap tiktok discord psn xbox steam gamertag user username userid login
    nickname nome nombre usuario usuário benutzername gebruikersnaam identifiant pseudo
    """
)
# After words that begin so a telephone number, or the number of an order or a case.
CALLS = tuple(
    sorted(
        _words(
            """
            phone call dial tel mobile whatsapp chiam verde appel anruf rufen bellen ligue llam
            """
        )
    )
)
ORDERS = tuple(
    sorted(
        _words(
            """
            주문번호 예약번호 접수번호 송장번호 운송장 고객번호
            order ordine commande bestell pedido booking reservation prenotazione réservation buchung boeking
            reserva track parcel package spedizione colis sendung shipment ticket case caso chamado protocolo
            incident ref riferimento référence dossier pratica segnalazione vorgang confirm conferma pnr
            locator invoice fattura facture rechnung account customer client kunden klant contract contratto
            policy polizza claim serial imei membership loyalty passport cpf card
            """
        )
    )
)
# After these six letters that open a booking.
LOCATES = _words(
    """
    pnr locator booking localizador localizzatore buchungscode reservierungscode buchungsnummer reserva reservation
    réservation prenotazione boeking boekingsnummer reserveringsnummer dossier
    """
)
# Between a first name and a family name.
PARTICLES = _words(
    """
    van von de den der du di da del della la le el dos das
    """
)
# Parts of social networks' addresses that are no person.
NO_PERSON = _words(
    """
    messages direct_messages i intent search hashtag home share login help settings pages groups events watch
    p reel reels company jobs school explore hc legal business dialog sharer sharer.php story.php photo.php
    send
    """
)
# First names that are also everyday words: known from elsewhere, they are hidden only where a name stands.
COMMON = _words(
    """
    will may mark grace hope joy faith april june bill art rose dawn chase drew pat sue rob jack chip dean
    grant frank gene guy ivy josh lance miles nick norm ray rich rusty skip sky star summer autumn team care
    support help the
    """
)
# What stands before the Korean for Mr or Mrs and is no name: customer, member, precious, our, all.
NO_KOREAN_NAME = tuple(
    sorted(
        _words(
            """
            고객 회원 손 선생 사장 부모 센터 소중한 저희 우리 모든 해당 먼저 세요 입니다 으로도 하는 주신
            """
        )
    )
)
# Words that stand where a name could and are none: a name lost here is rare.
NO_NAME = _words(
    """
    a about after all alright am an and any anyone are as ask at back be because been before but by can cannot
    check could did do does dm don done each even every everyone everybody feel first folks follow for friend
    friends from get give glad go good great guys had happy has have he hello help her here hey hi his how
    however i if im in is it its just kindly ladies let lets like look looks love madam make many may mate
    maybe me more most much my need never new next nice no not now of off oh ok okay on once one only or our
    out over people please quick really same see send shame she should simply since sir so some someone sorry
    still such sure take team thank thanks that the their them then there these they this those though thus to
    today tomorrow too trying unfortunately until up update us very was we welcome well were what when where
    which while who why will with would wow yes yesterday yet you your yours absolutely again also already
    apologies congratulations awesome enjoy fantastic excellent amazing lovely brilliant cool grazieee
    grazieeee sr sra srta sig dr workout davvero heya howdy yikes aww ouch whoa hooray yay woah bummer sounds
    dear mr mrs ms definitely delighted hopefully indeed meanwhile perfect right understood monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october
    november december christmas xmas uk us usa eu customer customers client valued support care service
    shopper traveler guest member fan user rider driver gentile cliente clienti caro cara utente utenti tutti
    tutte grazie ciao salve buongiorno buonasera ragazzi staff signore signora siamo ci ti la lo le il i gli
    un una per con se non che chi come dove quando anche abbiamo mi dispiace scusa purtroppo certo sì si
    perfetto hai puoi potete vi vorremmo vorrei mille infinite ancora molte dottore assistenza bonjour bonsoir
    merci madame monsieur messieurs mesdames client cliente clients nous vous je tu il elle on ce cette votre
    vos notre nos le les un une des du de pour par avec sans si oui non désolé désolée beaucoup equipe équipe
    tout tous toutes monde à malheureusement pouvez avez service hallo guten tag kunde kundin kunden damen
    herren team leute zusammen wir sie ihr du ich es das der die den dem ein eine für mit und oder aber wenn
    wie was wo wer ja nein danke bitte leider vielen liebe lieber beste geachte klant klanten heer mevrouw
    allemaal wij we u jij je ik het de een dit dat voor met en of maar als hoe wat waar wie ja nee helaas hola
    estimado estimada cliente usuario usuaria todos todas señor señora gracias nosotros usted tú yo el los las
    por para con sin sí lamentamos equipo amigo amiga buenas olá prezado prezada consumidor consumidora senhor
    senhora obrigado obrigada nós você vocês eu ele ela os as um uma não sim tudo bem boa bom informamos
    agradecemos lamento pedimos conforme referente equipe atendimento morgen abend mittag nacht morning afternoon
    evening night day pomeriggio giorno sera notte días dias tardes tarde noches noite soir jour journée ochtend
    middag
    avond premium gold silver platinum vip reader subscriber passenger agent agents manager kundendienst kundenservice
    klantenservice head office headquarters sales billing technical tech returns delivery apple google amazon
    microsoft
    samsung england scotland wales ireland britain france italy italia germany deutschland österreich austria spain
    españa
    portugal netherlands nederland holland belgium belgië belgique europe europa london londres londra paris parigi
    berlin berlino madrid lisboa lisbon rome roma milan milano america canada australia brasil brazil india china
    japan
    consumer particulier bank experiência experience experiencia expérience buon cerchiamo riferiremo korea mexico
    méxico argentina chile colombia california texas florida
    """
)
