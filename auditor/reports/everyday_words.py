"""Everyday words that people are called by too, things that nobody is called by, and authors who are nobody."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names that a text may well use as words: of families, and of persons beside those that ``name_words`` has. No accents.
EVERYDAY = _words(
    """
    ash baker bank banks bell berry best bird bishop black bloom bond boots bright brook brooks brown bush butcher
    carpenter carter case chance charity church cook cooper cross crystal day dean diamond duke early ernest field fields
    fish fisher flint flowers ford forest fox french frost gardener german gold golden good goodman grave graves gray
    green grey guest hall hand harmony hazel heath hill hills holiday holly home hood house hunter iris jade jet jewel
    king kitty knight lake lane law legend light lily little lock long love low lucky major marsh martin mason mercy mills
    moon moore north olive page paris park parker parks patience pearl penny pepper piper pope porter post potter power
    precious price prince prudence queen rain read reader rice rich river rivers road robin rock ruby sage sale salt sandy
    scarlet shepherd short silver small smart south sparks spring stone storm street strong sugar sunny sweet taylor temple
    thorn tiger town trinity turner victor violet walker wall ward water waters weaver webb wells west white wilder wise
    wolf wood woods worth yard young
    alba allegri amato amore angelo aria bella bello benedetto bianca bianchi bianco bruna bruno caro carta chiara chiari
    conti costa costantino cuoco dolce fabbri ferrari ferro fiore fiori forte fortuna franca franchi franco fresco gallo
    gatti gatto gioia giusti giusto grande grandi greco guerra leone lieto luce luna mancini marina marino martini mare
    monte monti moro neri nero oro pace palma perla piazza piccolo poli prima primo riva rocca romana romano rosa rossa
    rosse rossi rosso santi santo sereno serena stella testa valle vera verde verdi vero vigna villa viola vita vitale
    blanco calle campo campos casa clara cruz delgado dolores flores fuente fuentes gloria guerrero iglesia leal leon luz
    marcos mercado mercedes montes moreno nieves paz pilar pilares reina rey reyes rico rojo roman sol soledad torre torres
    vega vergara victoria
    beau belle blanc blanche boulanger boucher bois chevalier claire clement constant desire fontaine france franc garde
    gentil grand jardin lebrun legrand leroy marchand marche moulin noble noel olivier parfait petit pierre poisson prudent
    rose roux roy royal sage soleil valentin victoire vigne ville
    alt bach bauer baum becker berg ernst frank freitag frei frohlich fuchs gross haas hahn herbst hirsch hoch horn huber
    jager jung kaiser kaufmann klein kluge koch konig kraft kurz lang lange lieb mai maier meister montag muller neu neumann
    reich richter ritter roth sommer sonntag stark stein sturm tag vogel wagner weber weiss winter wunder zimmermann
    bakker boer boom bos brand brink dekker dijk groen groot haan hart hoek huis jong klok kok kool koning kuiper meer molen
    mulder peer post prins rood schouten smit snel snelder steen veld visser vos wit zee zwart
    amor aurora barros belo bento branco carvalho coelho costa domingos ferreira fidalgo guerra leite lima lobo luz machado
    melo moreira natal neves nobre oliveira pereira pinheiro pinto porto ramos reis ribeiro rios rocha salvador santos serra
    silva souto vale vitoria
    """
)
# Parts of nicknames that are no person's name, and that a reviewer has to read.
THINGS = _words(
    """
    amazon android anonymous apple app apps chrome customer client cliente facebook fan fans gamer games google gmail hotmail
    huawei instagram internet ipad iphone kunde lover mac max microsoft mini nintendo nokia outlook paypal playstation
    plus pro reviewer samsung shop sony store trustpilot twitter uber user utente usuario usuaria utilisateur visa windows
    xbox yahoo youtube klant nutzer gebruiker acheteur buyer seller
    """
)
# Records that name nobody.
NOBODY = frozenset(
    (
        "a google user", "google user", "google-nutzer", "ein google-nutzer", "un utente google", "un usuario de google",
        "un utilisateur de google", "een google-gebruiker", "um utilizador do google", "um usuario do google", "구글 사용자",
        "google 사용자", "amazon customer", "cliente amazon", "apple customer", "amazon kunde", "kindle customer",
        "anonymous", "anonymous user", "anonym", "anonyme", "anoniem", "anonimo", "anonima", "customer", "client", "cliente",
        "kunde", "klant", "user", "utente", "usuario", "utilisateur", "guest", "ospite", "gast", "unknown", "none", "null",
        "n/a", "nan", "deleted", "deleted user", "[deleted]", "consumer", "consumidor", "consumatore", "reviewer", "nickname",
        "brand", "agent", "author",
    )
)  # fmt: skip
