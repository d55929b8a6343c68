"""Where a text names or numbers a person. Every pattern is bounded: none takes more than linear time.

Looks for shapes (addresses, numbers, handles) and for the places where names stand (after a greeting, in a signature).
A name in the middle of a sentence is found only where it is known from elsewhere. When in doubt it hides too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """A range of a text that is about a person: what it is, and the value by which it is known again."""

    start: int
    end: int
    kind: str
    value: str


_FIRST = r"[^\W\d_a-zà-öø-ÿ][\w'’-]{0,24}"
_NEXT = r"(?:(?:van|von|de|van de|van der|van den|von der|de la|du|di|da|del|della|dos)[ \u00a0])?[^\W\d_a-zà-öø-ÿ][\w'’-]{1,24}"
_NAME = rf"(?:[A-Z]\.[ ]?){{0,2}}{_FIRST}(?:[ \u00a0](?:{_NEXT}|(?:van|von|de) (?:den|der|de) [\w'’-]{{1,24}})){{0,2}}"
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_AN_AT = re.compile(r"\w[@]\w|[(\[]\s?at\s?[)\]]", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@＠.])[@＠](\w[\w.]{0,29}\w|\w)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_SOCIAL = re.compile(
    r"(?://|www\.|m\.|mobile\.)(?:twitter|x|facebook|fb|instagram|linkedin|tiktok|threads|t|wa)\.(?:com|me|net)/(?:in/|@)?([\w.+-]{2,60})",
    re.IGNORECASE,
)
_NO_PERSON = frozenset(
    "messages direct_messages i intent search hashtag home share login help settings pages groups events watch p reel "
    "reels company jobs school explore hc legal business dialog sharer sharer.php story.php photo.php send".split()
)
_QUERY = re.compile(
    r"[?&;](?:[\w.-]{0,20}(?:order|track|booking|reserv|ticket|case|mail|phone|tel|name|user|account|customer|token"
    r"|pnr|awb|parcel|shipment|invoice|ref)[\w.-]{0,20})=([^&;#\s]{3,200})",
    re.IGNORECASE,
)
_NOT_BARE, _DIGIT = re.compile(r"@\w{1,40}|https?://\S{1,2000}"), re.compile(r"\d")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,@＠])(?:[+＋]|\(\+?)?\d(?:[ \u00a0.()/\-–‑]{0,3}\d){5,24}(?![\w])")
_AFTER_CALL = re.compile(r"\w{0,20}\W{1,4}(?:\w{1,8}\W{1,3}){0,3}?(\d[\d .\-/]{3,12}\d)(?!\w)")
_VANITY = re.compile(r"(?<!\w)(?:\+?1[ .-]?)?8\d\d[ .-][A-Z]{3,4}-?[A-Z]{3,5}(?!\w)")
_PARCEL = re.compile(r"(?<!\w)(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}|\d{3}-\d{7}-\d{7}|#\d{4,20})(?!\w)")
_LONG_CODE = re.compile(r"(?<![\w./-])(?=[A-Z-]{0,20}\d)[A-Z0-9](?:[A-Z0-9-]{6,38})[A-Z0-9](?![\w-])")
_AFTER_ORDER = re.compile(
    r"\w{0,20}(?:[ \u00a0](?:number|numero|número|numéro|nummer|code|codice|id|no|nr|n°|num|ref|is|è|est|ist|é|of))?"
    r"[ \u00a0]{0,2}[:#.°º=-]{0,2}[ \u00a0]{0,2}(?:(?:n|no|nr|is|è|é|est|ist)[.°º:]?[ \u00a0]{0,2}[#:]?[ \u00a0]{0,2})?"
    r"((?=[A-Za-z-]{0,20}\d)[A-Za-z0-9](?:[A-Za-z0-9-]{2,38})[A-Za-z0-9])(?![\w@])",
    re.IGNORECASE,
)
_AFTER_LOCATOR = re.compile(r"\w{3,7}(?: (?:code|reference|ref|number))?\W{1,3}(?:is )?([A-Z0-9]{6})(?!\w)")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)(?:[ T]{1,2}\d{1,2}[.:]?\d{0,2})?"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d"
)
_MONEY_BEFORE, _MONEY_AFTER = re.compile(r"[€$£¥₩][ \u00a0]?$"), re.compile(r"[ \u00a0]?(?:[€$£¥₩%]|eur|usd|gbp)", re.IGNORECASE)
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,5}){2,4}")
_ARTICLE = re.compile(r"(?:KB|HT|CVE|ISO|RFC|COVID)-?\d")  # numbers of help pages and norms: nobody's

_TITLE = (
    r"(?:mr|mrs|ms|mx|dr|sr|sra|srta|sig|sig\.ra|signora?|mme|m|mlle|monsieur|madame|herrn?|frau|heer|mevrouw|dhr|mevr"
    r"|señora?|don|doña|senhora?)\.?[ \u00a0]"
)
_GREETING = re.compile(
    r"\w{2,20}(?:[ \u00a0](?:again|morning|afternoon|evening|day|you|pomeriggio|tag|morgen|abend|geehrte[rs]?|d[ií]as?|tardes?"
    r"|noches?|dia|tarde|noite))?[ \u00a0,!]{1,3}(?:@\w{1,30}[ \u00a0,]{1,2})?" rf"(?:{_TITLE})?",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"(?i:{_TITLE})(?P<name>{_NAME})")
_NAMED_SELF = re.compile(
    rf"(?i:my name(?: is|['’]s)|mi chiamo|il mio nome è|je m['’]appelle|mein name ist|ich heiße|me llamo|mi nombre es"
    rf"|mijn naam is|meu nome é|me chamo)[ \u00a0](?P<name>{_NAME})"
    rf"|(?i:this is)[ \u00a0](?P<name2>{_NAME})(?=[ \u00a0](?:from|with|at|here)\b)"
)
_CLOSING = re.compile(
    rf"\w{{1,20}}[,.!]{{0,2}}\s{{1,4}}(?P<name>{_NAME})"
    r"(?=\s{0,3}$|[,.\n]|[ ](?:van|from|at|de|du|dal|del|vom|von|da|do|di|der)\b)"
)
_OPENING_NAME = re.compile(rf"(?:@\w{{1,30}}[ ,:]{{1,2}}){{0,8}}(?P<name>{_NAME})(?=,[ \u00a0\n]|[!:]\s)")
_CALLED = re.compile(r",[ \u00a0](?P<name>[A-ZÀ-Þ][a-zà-ÿ'’]{1,20})(?=[.!?]|,\s|\s?$)")
_KOREAN = re.compile(r"(?<!\S)(?P<name>[^\s,.!?~]{1,20})[ ]?님")
_AT_NAME = re.compile(_NAME)
_AT_PLAIN = re.compile(r"(?P<name>[a-zà-ÿ][\w'’-]{1,24}(?: [a-zà-ÿ][\w'’-]{1,24})?)(?=\s?[,!]|\s?$)")
_MARK = re.compile(r"(?<!\w)\^[ ]?(?P<name>[^\W\d_][\w.&]{0,20})")
_SIGNED = re.compile(
    rf"(?:(?<=[\s.!?,…)])|^)(?:[-–—~*/]{{1,2}}[ \u00a0]?)(?P<name>[A-ZÀ-Þ]{{1,4}}|{_NAME})\s{{0,3}}(?:https?://\S{{1,60}}\s{{0,3}}|\(?\d/\d\)?\s{{0,3}}){{0,3}}$"
)
_WORD = re.compile(r"[^\W\d_]{1,40}")
_GREETS = frozenset(
    "hi hey hiya hello dear good morning thanks thank thx cheers sorry welcome ciao salve buongiorno buonasera buon gentile "
    "gentilissimo gentilissima caro cara egregio grazie bonjour bonsoir coucou salut cher chère merci hallo guten liebe lieber "
    "liebes moin danke sehr beste dag geachte goedemorgen goedemiddag goedenavond bedankt hola buenos buenas estimado estimada "
    "gracias olá ola oi bom boa prezado prezada obrigado obrigada".split()
)
_TITLES = frozenset(
    "mr mrs ms mx dr sr sra srta sig signor signora mme mlle monsieur madame herr herrn frau heer mevrouw dhr mevr señor señora "
    "senhor senhora".split()
)
_SELF = frozenset("my mi il je mein ich me mijn meu this".split())
_CLOSES = frozenset(
    "regards wishes cheers sincerely thanks you saluti cordialità cordialement vous salutations grüße grüßen grüssen gruß groeten "
    "groet saludos atentamente cordialmente atenciosamente abraços abraço att".split()
)
_LOCATES = frozenset("pnr locator booking".split())
_CALLS = ("phone", "call", "dial", "tel", "mobile", "whatsapp", "chiam", "verde", "appel", "anruf", "rufen", "bellen", "ligue", "llam")
_ORDERS = (
    "order", "ordine", "commande", "bestell", "pedido", "booking", "reservation", "prenotazione", "réservation", "buchung",
    "boeking", "reserva", "track", "parcel", "package", "spedizione", "colis", "sendung", "shipment", "ticket", "case", "caso",
    "chamado", "protocolo", "incident", "ref", "riferimento", "référence", "dossier", "pratica", "segnalazione", "vorgang",
    "confirm", "conferma", "pnr", "locator", "invoice", "fattura", "facture", "rechnung", "account", "customer", "client",
    "kunden", "klant", "contract", "contratto", "policy", "polizza", "claim", "serial", "imei", "membership", "loyalty",
    "passport", "cpf", "card",
)  # fmt: skip

# Words that stand where a name could and are none. Lower case; all languages together: a name lost here is rare.
_NO_NAME = frozenset(
    """
    a about after all alright am an and any anyone are as ask at back be because been before but by can cannot check could did do
    does dm don done each even every everyone everybody feel first folks follow for friend friends from get give glad go good
    great guys had happy has have he hello help her here hey hi his how however i if im in is it its just kindly ladies
    let lets like look looks love madam make many may mate maybe me more most much my need never new next nice no not now of
    off oh ok okay on once one only or our out over people please quick really same see send shame she should simply since
    sir so some someone sorry still such sure take team thank thanks that the their them then there these they this those
    though thus to today tomorrow too trying unfortunately until up update us very was we welcome well were what when where
    which while who why will with would wow yes yesterday yet you your yours absolutely again also already apologies
    congratulations dear mr mrs ms definitely delighted hopefully indeed meanwhile perfect right understood
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december christmas xmas uk us usa eu customer customers client valued support care service shopper traveler guest
    member fan user rider driver
    gentile cliente clienti caro cara utente utenti tutti tutte grazie ciao salve buongiorno buonasera ragazzi staff signore
    signora siamo ci ti la lo le il i gli un una per con se non che chi come dove quando anche abbiamo mi dispiace scusa
    purtroppo certo sì si perfetto hai puoi potete vi vorremmo vorrei mille infinite ancora molte dottore assistenza
    bonjour bonsoir merci madame monsieur messieurs mesdames client cliente clients nous vous je tu il elle on ce cette
    votre vos notre nos le les un une des du de pour par avec sans si oui non désolé désolée beaucoup equipe équipe tout tous
    toutes monde à malheureusement pouvez avez service
    hallo guten tag kunde kundin kunden damen herren team leute zusammen wir sie ihr du ich es das der die den dem ein eine
    für mit und oder aber wenn wie was wo wer ja nein danke bitte leider vielen liebe lieber beste geachte klant klanten
    heer mevrouw allemaal wij we u jij je ik het de een dit dat voor met en of maar als hoe wat waar wie ja nee helaas
    hola estimado estimada cliente usuario usuaria todos todas señor señora gracias nosotros usted tú yo el los las por
    para con sin sí lamentamos equipo amigo amiga buenas
    olá prezado prezada consumidor consumidora senhor senhora obrigado obrigada nós você vocês eu ele ela os as um uma
    não sim tudo bem boa bom informamos agradecemos lamento pedimos conforme referente equipe atendimento
    """.split()  # noqa: SIM905
)


def places(text: str, *, brand: bool) -> Iterator[Place]:
    """Everything in ``text`` that shows a person by its shape or its place. ``brand``: the account itself speaks."""
    has_link = "http" in text or "www" in text or "HTTP" in text
    links = [match.span() for match in _LINK.finditer(text)] if has_link else []
    yield from _addresses(text, links)
    if _DIGIT.search(_NOT_BARE.sub("", text)):
        yield from _numbers(text, lambda start: any(a <= start < b for a, b in links))
    yield from _names(text, brand)


def _addresses(text: str, links: list[tuple[int, int]]) -> Iterator[Place]:
    if _AN_AT.search(text):
        for match in _EMAIL.finditer(text):
            yield Place(*match.span(), "email", match.group().casefold())
    if "@" in text or "＠" in text:
        for match in _HANDLE.finditer(text):
            yield Place(*match.span(), "handle", match[1].casefold())
    for start, end in links:
        for match in _SOCIAL.finditer(text, start, end):
            if match[1].casefold() not in _NO_PERSON:
                yield Place(*match.span(1), "handle", match[1].casefold())
        for match in _QUERY.finditer(text, start, end):
            yield Place(*match.span(1), "number", _code(match[1]))


def _numbers(text: str, in_link: Callable[[int], bool]) -> Iterator[Place]:
    for match in _IBAN.finditer(text):
        if _is_iban(_code(match.group())):
            yield Place(*match.span(), "iban", _code(match.group()))
    for pattern in (_PARCEL, _LONG_CODE):
        for match in pattern.finditer(text):
            words = match.group()
            digits = sum(c.isdigit() for c in words)
            if digits >= 4 and not in_link(match.start()) and not (_is_plain(words) or _ARTICLE.match(words)):
                yield Place(*match.span(), "number", _code(words))
    for match in _DIGITS.finditer(text):
        if not in_link(match.start()):
            yield from _digit_run(match)
    for match in _VANITY.finditer(text):
        yield Place(*match.span(), "phone", _code(match.group()))
    for word in _WORD.finditer(text):
        lower = word.group().lower()
        if lower.startswith(_ORDERS) or lower in _LOCATES:
            for pattern in (_AFTER_ORDER, _AFTER_LOCATOR) if lower in _LOCATES else (_AFTER_ORDER,):
                found = pattern.match(text, word.start())
                if found and not in_link(found.start(1)) and not _DATE.fullmatch(found[1]) and _is_code(found[1]):
                    yield Place(*found.span(1), "number", _code(found[1]))
        elif lower.startswith(_CALLS):
            found = _AFTER_CALL.match(text, word.start())
            if found and not in_link(found.start(1)) and not _DATE.fullmatch(found[1]) and len(_phone(found[1])) > 4:
                yield Place(*found.span(1), "phone", _phone(found[1]))


def _is_code(words: str) -> bool:
    """A number that someone was given: three digits, or six characters as on a boarding pass."""
    return sum(c.isdigit() for c in words) > 2 or (len(words) == 6 and words.isupper()) or words.isalpha()


def _is_plain(words: str) -> bool:
    """Nothing but digits: left to the patterns for telephone and card numbers."""
    return all(c.isdigit() or c == "-" for c in words) and not _PARCEL.fullmatch(words)


def _digit_run(match: re.Match[str]) -> Iterator[Place]:
    """A card number, a phone number, another long number, or nothing personal (a date, a price)."""
    words = match.group()
    digits = re.sub(r"\D", "", words)
    text, start, end = match.string, match.start(), match.end()
    if _DATE.fullmatch(words.strip("()")) or _MONEY_BEFORE.search(text, max(start - 2, 0), start) or _MONEY_AFTER.match(text, end):
        return
    if len(digits) < 10 and _VERSION.fullmatch(words):
        return
    if 13 <= len(digits) <= 19 and _passes_luhn(digits):
        yield Place(*match.span(), "card", digits)
    elif len(digits) > 15:
        yield Place(*match.span(), "number", digits)
    elif len(digits) >= 7 or words[0] in "+＋(":
        yield Place(*match.span(), "phone", _phone(words))
    elif len(digits) == 6 and re.search(r"\D", words) is None:
        yield Place(*match.span(), "number", digits)
    elif re.fullmatch(r"\d{3,4}[ -]\d{3,4}", words):
        yield Place(*match.span(), "phone", digits)


def _phone(words: str) -> str:
    digits = re.sub(r"\D", "", words)
    return digits.removeprefix("00")


def _code(words: str) -> str:
    return re.sub(r"[\W_]", "", words).upper()


def _is_iban(code: str) -> bool:
    if not 15 <= len(code) <= 34 or not code.isascii():
        return False
    turned = code[4:] + code[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _passes_luhn(digits: str) -> bool:
    values = [int(d) for d in reversed(digits)]
    doubled = (sum(divmod(2 * value, 10)) for value in values[1::2])
    return (sum(values[::2]) + sum(doubled)) % 10 == 0


def _names(text: str, brand: bool) -> Iterator[Place]:
    kind = "customer" if brand else "name"  # whom a brand addresses is its customer
    for word in _WORD.finditer(text):
        lower, start = word.group().lower(), word.start()
        if lower in _GREETS and (greeting := _GREETING.match(text, start)):
            found = _AT_NAME.match(text, greeting.end()) or _AT_PLAIN.match(text, greeting.end())
            yield from _name(text, found.span(), kind) if found else ()
        if lower in _TITLES and (found := _TITLED.match(text, start)):
            yield from _name(text, found.span("name"), kind)
        if lower in _SELF and (found := _NAMED_SELF.match(text, start)):
            yield from _name(text, found.span("name" if found["name"] else "name2"), "agent" if brand else "customer")
        if brand and lower in _CLOSES and start > len(text) - 120 and (found := _CLOSING.match(text, start)):
            yield from _name(text, found.span("name"), "agent")
    if brand:
        yield from _spoken_to(text)
        yield from _marks(text)


def _spoken_to(text: str) -> Iterator[Place]:
    """The customer's name in a reply, where no greeting leads to it."""
    opening = _OPENING_NAME.match(text)
    if opening:
        yield from _name(text, opening.span("name"), "customer")
    for match in _CALLED.finditer(text):
        if match.start() and text[match.start() - 1].islower():
            yield from _name(text, match.span("name"), "customer")
    for match in _KOREAN.finditer(text) if "님" in text else ():
        if not match["name"].endswith(("고객", "회원", "손", "선생", "사장", "부모", "센터")):
            yield Place(*match.span("name"), "customer", match["name"].casefold())


def _marks(text: str) -> Iterator[Place]:
    """The agent's mark in a reply."""
    for match in _MARK.finditer(text) if "^" in text else ():
        yield Place(*match.span(), "agent", match["name"].casefold())
    base = max(len(text) - 240, 0)
    signed = _SIGNED.search(text[base:])
    if signed:
        yield from _name(text, (base + signed.start("name"), base + signed.end("name")), "agent")


def _name(text: str, span: tuple[int, int], kind: str) -> Iterator[Place]:
    """The words of ``span`` that can be a name: cut where a word is none."""
    start, end = span
    cut = start
    for word in re.finditer(r"[^ \u00a0]+", text[start:end]):
        plain = re.split("['’]", word.group().casefold().strip(".'’-"), maxsplit=1)[0]
        if plain in _NO_NAME and not (cut > start and plain in _PARTICLES):
            break
        cut = start + word.end()
    name = text[start:cut].rstrip(".'’-")
    if len(name) > 1:
        yield Place(start, start + len(name), kind, name.casefold())


_PARTICLES = frozenset("van von de den der du di da del della la le el dos das".split())
