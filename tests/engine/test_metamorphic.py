"""What must not matter does not matter: names, handles, brands, signatures, emoji, links, case, quotes change no verdict;
what must matter does: a reply in another language than the post is another verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.engine.gold import GoldItem, read_gold, tell
from auditor.rulebook import Rulebook, load_rulebook

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "gold.jsonl"
_HANDLE = re.compile(r"@(\d{4,})")
_MARK = re.compile(r"(?<=[.!?] )\^[A-Z][A-Za-z]{1,8}$")
_LINK = re.compile(r"https?://\S+?(?=[?!.,)]*$)")
_GREETED = re.compile(r"\b((?:Hi|Hello|Hey|Dear|Ciao|Buongiorno|Hola|Bonjour|Hallo|Beste|Olá) )([A-Z][a-z]+)([,!])")
_EMOJI = re.compile(r"[\U0001F600-\U0001F60F😊👍]")

Change = Callable[[GoldItem], GoldItem]


def _reply(item: GoldItem, reply: str) -> GoldItem:
    return replace(item, reply=reply)


def handles(item: GoldItem) -> GoldItem:
    """Customers are numbers in the archive; another number is the same customer."""
    return _reply(item, _HANDLE.sub(lambda m: "@" + m[1][::-1].replace("0", "9"), item.reply))


def quotes(item: GoldItem) -> GoldItem:
    return _reply(item, item.reply.replace("'", "’") if "’" not in item.reply else item.reply.replace("’", "'"))


def signature(item: GoldItem) -> GoldItem:
    return _reply(item, _MARK.sub("^QZ", item.reply))


def link(item: GoldItem) -> GoldItem:
    return _reply(item, _LINK.sub("https://example.org/q/w8", item.reply))


def smile(item: GoldItem) -> GoldItem:
    return _reply(item, _EMOJI.sub("🙂", item.reply))


def name(item: GoldItem) -> GoldItem:
    return _reply(item, _GREETED.sub(lambda m: m[1] + "Kim" + m[3], item.reply))


def capital_first(item: GoldItem) -> GoldItem:
    """The first letter of each sentence in lower case, as people type."""
    return _reply(item, re.sub(r"(?<=[.!?] )([A-Z])(?=[a-z]+ (?!http)[a-z])", lambda m: m[1].lower(), item.reply))


def brand(item: GoldItem) -> GoldItem:
    """The brand by another name, wherever its name stands."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", re.sub(r"\(.*\)", "", item.account))
    if not words:
        return item
    named = re.compile(r"\b" + r"[\s-]?".join(map(re.escape, words)) + r"\b", re.IGNORECASE)
    other = [(by, author, named.sub("Zenithex", text)) for by, author, text in item.thread]
    return replace(item, account="Zenithex", thread=tuple(other), reply=named.sub("Zenithex", item.reply))


CHANGES: Sequence[Change] = (handles, quotes, signature, link, smile, name, brand, capital_first)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def verdict(item: GoldItem, book: Rulebook) -> frozenset[str]:
    return frozenset(tell(item, book).labels)


def flips(items: Sequence[GoldItem], change: Change, book: Rulebook, plain: dict[str, frozenset[str]]) -> list[str]:
    """Items whose verdict a change that must not matter has changed."""
    changed = [(item, change(item)) for item in items]
    return [
        f"{item.id}: {sorted(plain[item.id] ^ verdict(other, book))} in {other.reply!r}"
        for item, other in changed
        if other.reply != item.reply and verdict(other, book) != plain[item.id]
    ]


@pytest.fixture(scope="module")
def ours(book: Rulebook) -> tuple[list[GoldItem], dict[str, frozenset[str]]]:
    items = list(read_gold(FIXTURE))
    return items, {item.id: verdict(item, book) for item in items}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_must_not_matter_on_our_own_set(change: Change, book: Rulebook, ours) -> None:  # type: ignore[no-untyped-def]
    assert flips(ours[0], change, book, ours[1]) == []


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_must_not_matter_on_real_replies(change: Change, book: Rulebook, shared: Path, real) -> None:  # type: ignore[no-untyped-def]
    assert flips(real[0], change, book, real[1]) == []


@pytest.fixture(scope="module")
def real(book: Rulebook) -> tuple[list[GoldItem], dict[str, frozenset[str]]]:
    path = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev.jsonl"
    if not path.exists():
        pytest.skip("the labelled real replies are not beside this checkout")
    items = list(read_gold(path))
    return items, {item.id: verdict(item, book) for item in items}


@pytest.mark.slow
def test_swapping_the_languages_of_post_and_reply_matters(book: Rulebook, ours) -> None:  # type: ignore[no-untyped-def]
    """An English post with an Italian reply is a wrong language; with its own language it is not."""
    english = "My parcel has not arrived yet and nobody answers my questions about it."
    italian = "Il suo pacco è stato consegnato ieri mattina e si trova adesso dal portiere del palazzo."
    same = "Your parcel was delivered yesterday morning and is now with the caretaker of the house."
    item = next(i for i in ours[0] if len(i.thread) == 1)
    wrong = replace(item, thread=(("customer", "ann", english),), reply=italian)
    assert "wrong_language" in verdict(wrong, book)
    assert "wrong_language" not in verdict(replace(wrong, reply=same), book)
    swapped = replace(item, thread=(("customer", "ann", italian),), reply=english)
    assert "wrong_language" in verdict(swapped, book)
