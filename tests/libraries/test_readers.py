"""Every reader on a small library of its own: the whole output, and every character at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.libraries import READERS, LibraryError, SkippedEntry, detect, read_library, reader_named
from auditor.model import Entry, Span, Suppression
from tests.libraries.helpers import entries, file_text, misplaced, read, written

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "libraries"

# File, and of each entry: key, language, public, channel, text; of each skipped one: its line and the reason.
EXPECTED: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    "zendesk_macros.json": (
        "zendesk",
        [
            (
                "360001",
                None,
                True,
                None,
                "Hi {{ticket.requester.first_name}},\n\nYour parcel left us on Monday — it is café éclair number 42 🚚. "
                "Follow it https://track.example/?a=1&b=2.",
            ),
            ("360002", None, False, "web", "Please look for the parcel.\nCall back by noon."),
            (19, "the macro has no comment"),
            (20, "the macro is not active"),
        ],
    ),
    "freshdesk.json": (
        "freshdesk",
        [
            ("7", None, True, None, "Your refund is on its way.\nIt takes 5\xa0days."),
            (5, "the reply has no text"),
        ],
    ),
    "intercom.json": (
        "intercom",
        [("123", None, True, None, 'Hi {{user.name | fallback: "there"}}, your order is ready!')],
    ),
    "helpscout.json": (
        "helpscout",
        [
            ("1", None, True, None, "Hi there,\n\ngift cards never expire."),
            ("1", None, True, "chat", "They never expire."),
            (3, "the reply has no text"),
        ],
    ),
    "front.json": ("front", [("rsp_42", None, True, None, "Here is your invoice.\n\n- March\n- April")]),
    "gorgias.json": (
        "gorgias",
        [
            ("11", "it", True, None, "Ciao {{ticket.customer.firstname}},\n\nil pacco è in viaggio."),
            (7, "the macro has no response text"),
        ],
    ),
    "chatwoot.json": (
        "chatwoot",
        [
            ("1", None, True, None, "Hello {{contact.name}},\nhow can we help?"),
            ("2", None, True, None, 'Thanks for writing. "Bye" / see you!'),
        ],
    ),
    "rocketchat.json": (
        "rocketchat",
        [("Xa1", None, True, None, "We are here from 9 to 5, {{contact.name}}.")],
    ),
    "replies.csv": (
        "csv",
        [
            ('The "blue" box', "en", True, None, 'Your "blue" box, as promised,\nis in the post.'),
            ("La scatola", "it", True, None, "La scatola è partita."),
            (5, "2 cells under 4 columns"),
        ],
    ),
    "greetings.tsv": (
        "csv",
        [
            ("hello", "en", True, None, "Hello and welcome."),
            ("hello", "it", True, None, "Ciao e benvenuto."),
            ("bye", "en", True, None, "See you soon."),
        ],
    ),
    "windows.csv": ("csv", [("Gruß", None, True, None, "Guten Tag,\nwie geht es?")]),
    "nested.json": (
        "json",
        [
            ("late", "en", True, None, "It is late, and we are sorry."),
            ("late", "it", True, None, "È in ritardo, ci dispiace."),
            ("Lost", None, True, None, "It is lost. We send a new one today."),
            ("b-1", None, True, None, "Your invoice is attached."),
            ("b-2", None, False, None, "Check the card first."),
        ],
    ),
    "flat_de.json": (
        "json",
        [
            ("gruss", "de", True, None, "Guten Tag, wie können wir helfen?"),
            ("ende.kurz", "de", True, None, "Danke und bis bald!"),
            ("ende.lang", "de", True, None, "Danke, dass Sie uns geschrieben haben."),
        ],
    ),
    "replies.jsonl": (
        "jsonl",
        [
            ("a", None, True, None, "First line.\nSecond line."),
            ("b", "it", True, None, "Il pacco è qui."),
            (4, "the text is empty"),
        ],
    ),
    "replies.yaml": (
        "yaml",
        [
            ("plain", None, True, None, "Hello there, this goes on over a line."),
            ("single", None, True, None, "It's here, #auditor: ignore[x] is text"),
            ("double", None, True, None, 'Café "Nord": open\n until 9 tonight 😀.'),
            ("block", "it", True, None, "Gentile cliente,\n\n  il pacco è qui."),
            ("folded", None, True, None, "A long line folded here.\nA new paragraph."),
        ],
    ),
    "by_language.yml": (
        "yaml",
        [
            ("hello", "en", True, None, "Hello and welcome."),
            ("parcels.late", "en", True, None, "Your parcel is late."),
            ("hello", "it", True, None, "Ciao e benvenuto."),
        ],
    ),
    "quoted.md": (
        "markdown",
        [
            (
                "Late parcel",
                "en",
                True,
                None,
                "Hi {name},\nyour parcel is late. You can follow it on our page https://track.example/x.\n\n- by post\n- by van",
            ),
            ("Late parcel (2)", "en", True, None, "Short: it is late."),
            ("Internal notes", "en", False, None, "Customer called twice."),
        ],
    ),
    "fenced.md": (
        "markdown",
        [
            (
                "Out of scope",
                None,
                True,
                None,
                "Thanks for your report, we appreciate the time you have put into it, and we have read it.\n\n{signature}",
            )
        ],
    ),
    "plain_fr.md": (
        "markdown",
        [
            ("Colis perdu", "fr", True, None, "Votre colis est perdu. Nous en envoyons un autre."),
            ("Merci", "fr", True, None, "Merci et à bientôt !"),
        ],
    ),
    "letters.txt": (
        "text",
        [
            ("Your order", None, True, None, "Hello {name},\n\nyour order is on its way."),
            ("letters (2)", None, True, None, "Thanks for waiting."),
        ],
    ),
    "it/saluti.txt": ("text", [("saluti", "it", True, None, "Gentile cliente, buongiorno.")]),
    "welcome.html": (
        "html",
        [
            (
                "welcome",
                "es",
                True,
                None,
                "Hola ¡y bienvenido! Visita https://example.mx/inicio.\n\nHasta pronto,\nAna",
            )
        ],
    ),
}

SUPPRESSED = {
    ("zendesk_macros.json", "360001"): (Suppression(("bare-link",), "the tracking page has no other name"),),
    ("rocketchat.json", "Xa1"): (Suppression(("stale-date",), "checked in May"),),
    ("replies.csv", "La scatola"): (Suppression(("no-answer-slot", "bare-link"), "temporary"),),
    ("nested.json", "Lost"): (Suppression(("promise-date",), "we do"),),
    ("replies.yaml", "single"): (Suppression(("greeting",), "it is a follow-up"),),
    ("replies.yaml", "block"): (Suppression(("shouting", "stale-date"), "wanted"),),
    ("quoted.md", "Late parcel"): (Suppression(("empathy",), "the customer only asks"),),
    ("welcome.html", "welcome"): (Suppression(("bare-link",), "es la portada"),),
}


def told(one: Entry | SkippedEntry) -> tuple[object, ...]:
    if isinstance(one, SkippedEntry):
        return one.origin.line, one.reason
    return one.key, one.lang, one.public, one.channel, one.text


@pytest.mark.parametrize("name", EXPECTED)
def test_whole_output(name: str) -> None:
    reader, expected = EXPECTED[name]
    found = read(FIXTURES / name)
    assert detect(FIXTURES / name).name == reader
    assert [told(one) for one in found] == expected
    assert all(one.reader == reader and one.title and one.file == str(FIXTURES / name) for one in entries(found))


@pytest.mark.parametrize("name", EXPECTED)
def test_every_character_stands_at_its_place(name: str) -> None:
    assert [(entry.key, wrong) for entry in entries(read(FIXTURES / name)) if (wrong := misplaced(entry))] == []


def test_suppressions_stand_with_their_entry_and_no_other() -> None:
    found = entries(read_library([FIXTURES]))
    given = {
        (Path(entry.file).relative_to(FIXTURES).as_posix(), entry.key): entry.suppressions
        for entry in found
        if entry.suppressions
    }
    assert given == SUPPRESSED


def test_every_reader_has_a_library_here() -> None:
    assert {reader for reader, _ in EXPECTED.values()} == {reader.name for reader in READERS}
    assert all(reader_named(reader.name) is reader and reader.describes for reader in READERS)
    platforms = {entry.platform for entry in entries(read_library([FIXTURES]))} - {None}
    assert platforms == {reader.name for reader in READERS[:8]}


def test_a_folder_is_read_whole_without_its_readme_and_with_a_word_for_what_holds_no_reply() -> None:
    found = list(read_library([FIXTURES]))
    files = {Path(entry.file).relative_to(FIXTURES).as_posix() for entry in entries(found)}
    assert files == set(EXPECTED)
    assert [
        (one.origin.line, one.reason)
        for one in found
        if isinstance(one, SkippedEntry) and one.origin.file.endswith("other_field.json")
    ] == [
        (
            1,
            "no field that usually holds a reply; there are ref, what_we_say, why: name the one that holds the text",
        )
    ]


def test_the_text_field_can_be_named() -> None:
    path = FIXTURES / "other_field.json"
    with pytest.raises(
        LibraryError, match=r"other_field\.json: no field that usually holds a reply; there are ref, what"
    ):
        read(path)
    (entry,) = entries(read_library([path], text_field="what_we_say"))
    assert (entry.key, entry.text, misplaced(entry)) == ("A1", "We have found your parcel.", [])
    with pytest.raises(LibraryError, match="no field said; there are ref"):
        read(path, text_field="said")
    with pytest.raises(LibraryError, match=r"replies\.csv: no field said; there are Title"):
        read(FIXTURES / "replies.csv", text_field="said")


def test_a_span_is_found_again_in_the_file() -> None:
    entry = entries(read(FIXTURES / "zendesk_macros.json"))[0]
    at = entry.text.index("Your parcel")
    start, end = entry.place(Span(at, at + len("Your parcel")))
    line = file_text(entry).split("\n")[start.line - 1]
    assert (start.line, line[start.column - 1 : end.column - 1]) == (10, "Your parcel") or start.line == end.line
    assert line[start.column - 1 : end.column - 1] == "Your parcel"


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("replies_es.json", "es"),
        ("es.json", "es"),
        ("src_replies_ro.json", "ro"),
        ("messages.pt-BR.json", "pt"),
        ("macros-it.json", "it"),
        ("macros_pt_BR.json", "pt"),
        ("it/replies.json", "it"),
        ("zh-Hans/replies.json", "zh"),
        ("no.json", "no"),
        ("how_to.json", None),
        ("sign_in.json", None),
        ("say_no.json", None),
        ("replies.json", None),
        ("faq/replies.json", None),
    ],
)
def test_language_by_file_name(tmp_path: Path, name: str, lang: str | None) -> None:
    written(tmp_path, name, '[{"title": "T", "content": "Some words here."}]')
    (entry,) = entries(read_library([tmp_path]))
    assert entry.lang == lang


def test_a_field_says_more_about_the_language_than_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a_es.json", '[{"text_en": "One text.", "text_it": "Un testo."}, {"text": "Un texto."}]')
    assert [entry.lang for entry in entries(read(path))] == ["en", "it", "es"]


def test_translations_keep_the_key_of_their_entry(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.json",
        '[{"id": 5, "text": "One text.", "translations": [{"locale": "it-IT", "text": "Un testo."}]},'
        ' {"id": 6, "text": "Two texts.", "translations": {"it": {"text": "Due testi."}}}]',
    )
    assert [(entry.key, entry.lang, entry.text) for entry in entries(read(path))] == [
        ("5", None, "One text."),
        ("5", "it", "Un testo."),
        ("6", None, "Two texts."),
        ("6", "it", "Due testi."),
    ]


def test_files_are_read_once_and_in_order() -> None:
    twice = entries(read_library([FIXTURES / "letters.txt", FIXTURES, FIXTURES / "letters.txt"]))
    assert [entry.file for entry in twice[:2]] == [str(FIXTURES / "letters.txt")] * 2
    assert len(twice) == len(entries(read_library([FIXTURES])))


def test_one_reader_can_be_asked_for() -> None:
    found = entries(read_library([FIXTURES / "chatwoot.json"], reader="json"))
    assert [(entry.reader, entry.key, entry.title) for entry in found] == [("json", "1", "greet"), ("json", "2", "bye")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"r1": {"text": "One text."},\n "r1": {"text": "Two texts."}}'),
        ("a.yaml", "r1:\n  text: One text.\n" + "r1: {text: Two texts.}\n"),
    ],
)
def test_of_a_name_written_twice_the_last_counts(tmp_path: Path, name: str, content: str) -> None:
    entry, lost = read(written(tmp_path, name, content))
    assert isinstance(entry, Entry) and (entry.key, entry.text) == ("r1", "Two texts.")
    assert isinstance(lost, SkippedEntry)
    assert (lost.origin.line, lost.key, lost.reason) == (1, "r1", "the name is written twice, and the last one counts")


def test_yaml_repeated_by_alias_is_read_once(tmp_path: Path) -> None:
    bomb = "a: &a [{text: One text.}]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    assert [entry.text for entry in entries(read(written(tmp_path, "a.yaml", bomb)))] == ["One text."]
