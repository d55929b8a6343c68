"""Sheets on their way to reviewers and back: safe in a spreadsheet, read however they were saved, refused when not sound."""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditor.commands.sample import HELP
from auditor.review.design import draw
from auditor.review.files import as_csv, as_xlsx, read_sheet
from auditor.review.sheet import COLUMNS, Row, SheetError, sample_of, unseal
from auditor.review.verdicts import reviewed
from tests.review.make import RULES, filled, of_reply, rows_of, sheet, world

MADE = world(1, 120, 0.9, 0.1)
ROWS = sheet(MADE, 1, 40)
FORMULA = '=HYPERLINK("http://x.example","x")'


def xlsx(rows: list[Row]) -> bytes:
    drawn = draw(MADE.candidates, 1, 40, 0.5)
    return as_xlsx(rows, sample_of(drawn, 1, "digest", RULES), HELP)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_is_written_is_read_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(as_csv(ROWS).encode() if name.endswith("csv") else xlsx(ROWS))
    assert [row for _, row in read_sheet(path)] == ROWS
    assert read_sheet(path)[0][0] == f"{path}:2"


@pytest.mark.parametrize(("mark", "encoding"), [(";", "cp1252"), ("\t", "utf-8"), (",", "utf-8-sig")])
def test_as_spreadsheets_save_it(mark: str, encoding: str, tmp_path: Path) -> None:
    """Other separators, another encoding, columns in another order, one more of the reviewer's own, blank rows at the end."""
    columns = ["mine", *reversed(COLUMNS)]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=mark)
    writer.writeheader()
    writer.writerows({**row, "mine": "è così", "verdict": "No "} for row in ROWS)
    path = tmp_path / "a.csv"
    path.write_bytes(f"{out.getvalue()}{mark * 16}\r\n\r\n".encode(encoding))
    assert [row["sealed"] for _, row in read_sheet(path)] == [row["sealed"] for row in ROWS]
    assert reviewed({"anna": read_sheet(path)}).judged == {"anna": 40}


def test_a_workbook_offers_the_verdicts_and_hides_what_would_lead(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(xlsx(ROWS)))
    page = book["Review"]
    (choice,) = page.data_validations.dataValidation
    letter = "ABCDEFGHIJKLMNOP"[COLUMNS.index("verdict")]
    assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", '"yes,no,unsure"', f"{letter}2:{letter}41")
    hidden = {page.cell(1, n).value for n in range(1, 17) if page.column_dimensions["ABCDEFGHIJKLMNOP"[n - 1]].hidden}
    assert hidden == {"stratum", "stratum_size", "weight", "sample", "sealed"}
    assert [row[0].value for row in book["How to"].iter_rows()][-3:] == sorted(RULES)


def test_the_control_slice_does_not_show_what_was_found() -> None:
    """In every column that can be read, two control rows differ only by their stratum, whose name tells nothing."""
    readable = [
        {
            name: value
            for name, value in row.items()
            if name not in ("item", "stratum", "stratum_size", "weight", "sealed")
        }
        for row in ROWS
        if row["asked"] == "control"
    ]
    assert all(row == readable[0] for row in readable)
    assert {row["stratum"] for row in ROWS if row["asked"] == "control"} == {"control 1", "control 2"}


def test_the_same_rows_give_the_same_bytes() -> None:
    first = xlsx(ROWS)
    assert xlsx(ROWS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_computed_in_a_workbook() -> None:
    """Whatever text begins like a formula is text, marked as such for whoever edits the cell."""
    page = load_workbook(
        io.BytesIO(xlsx([{**ROWS[0], "conversation": FORMULA, "text": "-1+1", "account": "@SUM(A1)"}]))
    )["Review"]
    for cell in page[2]:
        assert cell.data_type in ("s", "n"), cell.value
        assert cell.value is None or cell.quotePrefix
    assert page.cell(2, COLUMNS.index("conversation") + 1).value == FORMULA


def resealed(change: Callable[[dict[str, object]], None]) -> str:
    """A seal whose words were changed and whose checksum was not."""
    text, _, checksum = ROWS[0]["sealed"].partition(".")
    told = json.loads(base64.urlsafe_b64decode(text))
    change(told)
    return f"{base64.urlsafe_b64encode(json.dumps(told).encode()).decode()}.{checksum}"


TAMPERED = {
    "gone": "",
    "nonsense": "abc",
    "no JSON": f"{base64.urlsafe_b64encode(b'x').decode()}.123",
    "another weight": resealed(lambda told: told.update(size=100_000)),
    "another kind": resealed(lambda told: told.update(asked="else")),
    "a list": base64.urlsafe_b64encode(b"[]").decode() + ".0",
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_changed_seal_is_refused(how: str) -> None:
    with pytest.raises(SheetError, match=r"^a\.csv:9: the column 'sealed' was changed"):
        unseal({**ROWS[0], "sealed": TAMPERED[how]}, "a.csv:9")


def test_a_row_that_is_another_is_refused() -> None:
    with pytest.raises(SheetError, match="'item' or 'sample' is not that of the row"):
        unseal({**ROWS[0], "item": ROWS[1]["item"]}, "a.csv:9")


CONTROL = next(row for row in ROWS if row["asked"] == "control")
FINDING = next(row for row in ROWS if row["asked"] == "finding")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({**FINDING, "verdict": "maybe"}, "the verdict 'maybe' is none; write yes, no, unsure"),
        ({**FINDING, "faults": "impersonal"}, "there is no verdict"),
        ({**CONTROL, "verdict": "yes"}, "yes, but no fault is named"),
        ({**CONTROL, "verdict": "no", "faults": "impersonal"}, "no, but faults are named"),
        ({**CONTROL, "faults": "impersonal"}, "the verdict is missing"),
        (
            {**CONTROL, "verdict": "yes", "faults": "rude, impersonal"},
            "no such fault is asked for: rude; known: hotline-redirect,",
        ),
    ],
)
def test_an_answer_that_says_nothing_clear_is_refused(row: Row, told: str) -> None:
    with pytest.raises(SheetError, match=f"^anna.csv:2: .*{told}"):
        reviewed({"anna": [("anna.csv:2", row)]})


def test_samples_are_not_mixed_and_no_row_counts_twice() -> None:
    other = rows_of(draw([of_reply(f"{n}") for n in range(9)], 1, 9, 0.9))
    with pytest.raises(SheetError, match=r"b\.csv:2: is of the sample s-.*; give sheets of one sample"):
        reviewed({"anna": [("a.csv:2", ROWS[0])], "bruno": [("b.csv:2", other[0])]})
    with pytest.raises(SheetError, match="stands in this sheet twice"):
        reviewed({"anna": [("a.csv:2", ROWS[0]), ("a.csv:3", ROWS[0])]})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no column item, sample, sealed, verdict, faults"),
        (b"PK\x03\x04 and nothing", "not a workbook that can be read"),
    ],
)
def test_another_file_is_refused(data: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(SheetError, match=told):
        read_sheet(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        for number in range(3):
            parts.writestr(f"xl/{number}.xml", b"0" * 70_000_000)
    with pytest.raises(SheetError, match="unpacks to over 200 MB"):
        read_sheet(path)


def test_two_who_share_the_work_are_put_together() -> None:
    answers = filled(ROWS, MADE.truth.__getitem__)
    both = reviewed({"anna": answers[:20], "bruno": answers[20:]})
    one = reviewed({"carla": answers})
    assert len(both.rows) == len(one.rows) == 40
    assert [cell.share for cell in both.cells] == [cell.share for cell in one.cells]
