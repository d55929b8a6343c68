from __future__ import annotations

from pathlib import Path

from auditor.importers import importer_named
from auditor.model import By, Evidence

from .helpers import posts, skips, table, written

SOURCE = importer_named("reclameaqui")
COLUMNS = ("link", "enterprise", "title", "position_in_chat", "text", "collect_date")


def turn(position: object, text: str, link: str = "https://r/x/") -> tuple[object, ...]:
    return (link, "vinho-bom", "Atraso", position, text, "April 20, 2021 04:53PM")


def test_who_writes_each_turn(tmp_path: Path) -> None:
    rows = [
        turn(3, "Olá,\n\nEnviamos de novo.\n\nAtenciosamente,\nVinho Bom."),
        turn(0, "Não chegou.\n\nObrigado\nVinho Bom"),
        turn(1, "Respondemos por e-mail."),
        turn(2, "Não recebi nada.\nRecomendo a todos não comprar mais na Vinho Bom"),
        turn(4, "Resolvido, obrigado Vinho Bom"),
        turn("5.0", "Olá!\nAtenciosamente, Equipe Vinho Bom"),
    ]
    found = posts(SOURCE, written(tmp_path, "c.csv", table(COLUMNS, rows)))
    by = {key[-1]: one.by for key, one in found.items()}
    assert [by[place] for place in "012345"] == [
        By.CUSTOMER, By.BRAND, By.CUSTOMER, By.BRAND, By.CUSTOMER, By.BRAND,
    ]  # fmt: skip
    first, third = found["https://r/x/#0"], found["https://r/x/#3"]
    assert (first.title, first.in_reply_to, first.account, first.created_at) == ("Atraso", None, "vinho-bom", None)
    assert (third.title, third.in_reply_to, third.parent_missing) == (None, "https://r/x/#2", False)
    assert {one.conversation for one in found.values()} == {"https://r/x/"}


def test_a_turn_whose_forerunner_is_not_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "c.csv", table(COLUMNS, [turn(1, "Respondemos.")]))
    assert posts(SOURCE, path)["https://r/x/#1"].parent_missing


def test_broken_rows(tmp_path: Path) -> None:
    rows = [turn(0, "a"), turn("first", "b"), turn("²", "b"), turn(0, "c"), turn(1, ""), turn(1, "d", link="")]
    assert skips(SOURCE, written(tmp_path, "c.csv", table(COLUMNS, rows))) == [
        (3, "position_in_chat is not a number"),
        (4, "position_in_chat is not a number"),
        (5, "repeated id"),
        (6, "text is empty"),
        (7, "link is empty"),
    ]


def test_carries_neither_times_nor_authors_nor_handles() -> None:
    missing = {Evidence.TIMESTAMPS, Evidence.AUTHORS, Evidence.HANDLES}
    assert frozenset(Evidence) - SOURCE.carries == missing
