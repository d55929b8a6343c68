"""The names under which the world keeps a reply, its title, its id, its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.libraries.languages import is_common, language_of
from auditor.libraries.nodes import Items, Leaf, Node, Record, plain_name

# In this order, as plain names. HTML before its plain twin, a reply before what may be the question to it.
TEXTS_HTML = (
    "content_html",
    "body_html",
    "text_html",
    "html_body",
    "html_content",
    "message_html",
    "reply_html",
    "html",
)
TEXTS = (
    *TEXTS_HTML,
    *("reply", "response", "answer", "canned_response", "saved_reply", "reply_text", "response_text", "macro_text"),
    *("content", "body", "text", "message", "body_text", "message_text", "text_body", "content_text", "reply_body"),
    *("comment_value_html", "comment_value", "macro", "template", "snippet", "wording", "comment", "copy"),
    *("contenido", "contenuto", "texto", "testo", "texte", "respuesta", "risposta", "réponse", "reponse", "resposta"),
    *("mensaje", "messaggio", "mensagem", "antwort", "nachricht", "antwoord", "bericht"),
)
TITLES = (
    *("title", "name", "label", "subject", "heading", "topic", "question", "scenario", "situation", "use_case"),
    *("shortcut", "short_code", "shortcode", "trigger", "intent", "category"),
    *("titulo", "título", "titolo", "titre", "titel", "nombre", "nome", "nom"),
)
KEYS = (
    *("id", "_id", "uuid", "key", "slug", "external_id", "macro_id", "template_id", "identifier", "code"),
    *("short_code", "shortcode", "shortcut", "ref", "reference"),
)
LANGUAGES = (
    "lang",
    "language",
    "locale",
    "language_code",
    "lang_code",
    "idioma",
    "lingua",
    "langue",
    "sprache",
    "taal",
)
CHANNELS = ("channel", "channels")
_INNER = ("internal", "is_internal", "internal_note", "is_internal_note", "private_note")
_OUTER = ("public", "is_public", "comment_mode_is_public")
_KINDS = frozenset(("internal", "internal_note", "internal note", "note", "private_note"))
_BESIDE = frozenset(
    (*TITLES, *KEYS, *LANGUAGES, *CHANNELS, "auditor", "notes", "note", "tags", "description", "folder")
)
_SUFFIX = re.compile(r"(.+)_([a-z]{2}(?:_[a-z]{2})?)")


def text_nodes(record: Record, text_field: str | None = None) -> Iterator[tuple[str | None, Node, bool]]:
    """A record's texts: the language its name or key says, the node, and whether the name says it is HTML.

    One text, unless it is kept in several languages: ``text: {en: …, it: …}``, ``text_en`` and ``text_it``.
    """
    for name in (text_field,) if text_field else TEXTS:
        node = record.get(name)
        if isinstance(node, Leaf) and (text_field or (node.words and node.text.strip())):
            yield None, node, name in TEXTS_HTML
            return
        if isinstance(node, Items) and strings(node):
            yield None, node, False
            return
        if isinstance(node, Record) and (versions := by_language(node)):
            yield from ((code, version, name in TEXTS_HTML) for code, version in versions)
            return
    wanted = (text_field,) if text_field else TEXTS
    for leaf, node in record.members:
        suffix = _SUFFIX.fullmatch(plain_name(leaf.text))
        if suffix and suffix[1] in wanted and isinstance(node, Leaf) and (code := language_of(suffix[2])):
            yield code, node, suffix[1] in TEXTS_HTML
            wanted = (suffix[1],)
    if wanted == TEXTS and all(isinstance(node, Leaf) for _, node in record.members):
        # A reply without words: told as such, not passed over.
        yield from ((None, node, False) for name in TEXTS if isinstance(node := record.get(name), Leaf))


def by_language(record: Record) -> list[tuple[str, Node]]:
    """A record's members by language, where its names are languages (beside titles and ids); else nothing."""
    found = [
        (code, node)
        for name, node in record.members
        if (code := language_of(name.text)) and len(plain_name(name.text)) > 1
    ]
    rest = [plain_name(name.text) for name, _ in record.members if not language_of(name.text)]
    sure = any(is_common(code) for code, _ in found)
    return found if sure and all(name in _BESIDE for name in rest) else []


def strings(items: Items) -> list[Leaf]:
    """The sentences of a list, if it holds nothing but strings and one of them is more than a word."""
    leaves = [node for node in items.nodes if isinstance(node, Leaf) and node.words]
    return leaves if len(leaves) == len(items.nodes) and any(" " in leaf.text.strip() for leaf in leaves) else []


def is_public(record: Record) -> bool:
    """Whether customers get to read it: False for what says of itself that it is an internal note."""
    if any(record.is_false(name) for name in _OUTER) or any(record.is_true(name) for name in _INNER):
        return False
    return (record.said("type", "kind") or "").lower() not in _KINDS
