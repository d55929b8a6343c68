"""``--parquet DIR``: a report as two Parquet files, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.problems import Problem

if TYPE_CHECKING:
    import duckdb

    from auditor.model import Report
    from auditor.reports import Redactor
    from auditor.reports.tables import TableOf

_LINE_LIMIT = 16 * 1024 * 1024  # bytes of one JSON object that DuckDB reads unasked


def check_folder(folder: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse, before the work, a folder that cannot be written in, or that is read: the next run would read the tables.
    Raises Problem."""
    if folder is None:
        return
    whole = folder.resolve()
    place = whole if whole.is_dir() else whole.parent
    if (folder.exists() and not folder.is_dir()) or not place.is_dir() or not os.access(place, os.W_OK):
        why = "a file of this name is there" if folder.is_file() else f"{place} is no folder that can be written in"
        raise Problem(f"{folder}: cannot be written ({why}); choose another --parquet")
    tables = {whole / f"{name}.parquet" for name in ("findings", "scores")}
    for path in inputs:
        if path.is_dir() and whole.is_relative_to(path.resolve()):
            raise Problem(f"{folder}: lies in what is read; choose another --parquet")
        if path.resolve() in tables:
            raise Problem(f"{path}: is what is read, and would be replaced; choose another --parquet")


def write_tables(report: Report, redactor: Redactor, folder: Path) -> None:
    """Write ``findings.parquet`` and ``scores.parquet`` into ``folder``. A new folder appears with both; in one that is
    there, both are complete before either takes its place. Raises Problem."""
    import duckdb

    from auditor.reports.tables import TABLES

    there = folder.is_dir()
    try:
        with (
            tempfile.TemporaryDirectory(
                dir=folder if there else folder.resolve().parent, prefix=".tables."
            ) as temporary,
            duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection,
        ):
            made = Path(temporary) / "made"
            made.mkdir()
            for name, table in TABLES.items():
                lines = Path(temporary) / f"{name}.jsonl"
                longest = _write_lines(lines, report, redactor, table)
                _convert(connection, lines, longest, made / f"{name}.parquet", table)
                lines.unlink()
            if there:
                for file in sorted(made.iterdir()):
                    file.replace(folder / file.name)
            else:
                made.rename(folder)
    except (OSError, duckdb.Error) as error:
        why = (isinstance(error, OSError) and error.strerror) or str(error).splitlines()[0]
        raise Problem(f"{folder}: the tables cannot be written ({why}); choose another --parquet") from error


def _write_lines(path: Path, report: Report, redactor: Redactor, table: TableOf) -> int:
    """The rows as JSON, a line each; the bytes of the longest line."""
    from auditor.reports.shape import dumped

    longest = 0
    with path.open("wb") as file:
        for row in table.rows(report, redactor):
            line = dumped(row).encode("utf-8") + b"\n"
            longest = max(longest, len(line))
            file.write(line)
    return longest


def _convert(connection: duckdb.DuckDBPyConnection, lines: Path, longest: int, to: Path, table: TableOf) -> None:
    """One thread and a kept order: the same report gives the same bytes."""
    columns = ", ".join(f"{_quoted(name)}: {_literal(kind)}" for name, kind in table.columns.items())
    chosen = ", ".join(_quoted(name) for name in table.columns)
    connection.execute(
        f"COPY (SELECT {chosen} FROM read_json({_literal(str(lines))}, format = 'newline_delimited', "
        f"columns = {{{columns}}}, maximum_object_size = {max(longest, _LINE_LIMIT)})) "
        f"TO {_literal(str(to))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{schema: {_literal(table.schema)}}})"
    )


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
