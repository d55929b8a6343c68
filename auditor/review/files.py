"""Review sheets as files: CSV and XLSX, written so that no cell is computed, read back as whoever edited them saved them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor.review.sheet import COLUMNS, FILLED_IN, VERDICTS, Row, Sample, SheetError

_LONGEST_CELL = 32_767  # characters, of a spreadsheet
_LARGEST = 200_000_000  # bytes that the parts of a workbook may unpack to
_WIDTHS = {
    "conversation": 60,
    "text": 60,
    "words": 30,
    "question": 45,
    "faults": 28,
    "note": 28,
    "account": 16,
    "posted": 17,
}
_HIDDEN = ("stratum", "stratum_size", "weight", "sample", "sealed")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_REVIEW, _HELP = "Review", "How to"


def as_csv(rows: Sequence[Row]) -> str:
    """CSV with a byte order mark, so that a spreadsheet takes it for UTF-8; all cells quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[name][:_LONGEST_CELL] for name in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def as_xlsx(rows: Sequence[Row], sample: Sample, words: Sequence[str]) -> bytes:
    """A workbook: the sheet, with a list to choose verdicts from, and a page of ``words`` on how to fill it in. The same rows
    give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = _REVIEW
    for number, row in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *rows], start=1):
        for column, name in enumerate(COLUMNS, start=1):
            cell = sheet.cell(number, column)
            _put(cell, row[name])
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column, name in enumerate(COLUMNS, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS.get(name, 12)
        dimension.hidden = name in _HIDDEN
    choice = DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"', allow_blank=True, showErrorMessage=True)
    choice.error = f"Write {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}"
    letter = get_column_letter(COLUMNS.index("verdict") + 1)
    choice.add(f"{letter}2:{letter}{len(rows) + 1}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "B2"
    page: Any = book.create_sheet(_HELP)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 32, 90
    for number, line in enumerate([*((text, "") for text in words), *sample.rules], start=1):
        for column, text in enumerate(line, start=1):
            _put(page.cell(number, column), text)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _put(cell: Any, text: str) -> None:
    """Text that stays text: whatever it begins with, it is not computed, nor when the cell is edited."""
    cell.value = text[:_LONGEST_CELL] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = True


def _without_clock(workbook: bytes) -> bytes:
    """The workbook with no moment of its making in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name != "docProps/core.xml":
                data = old.read(name)
                new.writestr(zipfile.ZipInfo(name, _EPOCH), _without_core(name, data), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_core(name: str, data: bytes) -> bytes:
    """Takes out what points at the part that holds the moment of making."""
    if name not in ("_rels/.rels", "[Content_Types].xml"):
        return data
    import re

    return re.sub(rb"<(?:Relationship|Override) [^>]*docProps/core\.xml[^>]*/>", b"", data)


def read_sheet(path: Path) -> list[tuple[str, Row]]:
    """The rows of a filled-in sheet, each with its place (``file:row``). Raises SheetError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: cannot be read ({error.strerror or error})") from error
    lines = list(_xlsx_lines(data, path) if data.startswith(b"PK") else _csv_lines(data, path))
    if not lines:
        raise SheetError(f"{path}: is empty; give a sheet that auditor sample wrote")
    header = [name.strip().casefold() for name in lines[0][1]]
    missing = [name for name in ("item", "sample", "sealed", *FILLED_IN[:2]) if name not in header]
    if missing:
        raise SheetError(
            f"{path}: no column {', '.join(missing)}; give a sheet that auditor sample wrote, with all its columns"
        )
    at = {name: header.index(name) for name in COLUMNS if name in header}
    rows = []
    for number, cells in lines[1:]:
        row = {name: cells[index] if index < len(cells) else "" for name, index in at.items()}
        if any(value.strip() for value in row.values()):
            rows.append((f"{path}:{number}", row))
    return rows


def _csv_lines(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # as spreadsheets save on some machines; verdicts are ASCII
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise SheetError(f"{path}: not CSV that can be read ({error})") from error


def _xlsx_lines(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    import warnings
    from xml.etree.ElementTree import ParseError

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise SheetError(
                    f"{path}: unpacks to over {_LARGEST // 10**6} MB; give a sheet that auditor sample wrote"
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet: Any = book[_REVIEW] if _REVIEW in book.sheetnames else book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, ["" if value is None else str(value) for value in cells]
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError, TypeError) as error:
        raise SheetError(f"{path}: not a workbook that can be read ({error})") from error
