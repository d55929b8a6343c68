"""What a run remembers for the next: ``sheets.json`` beside the sheets, numbers only, no words of any post."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.model import Coaching, Rate, Sheet
from auditor.rulebook import RuleError

SCHEMA = "auditor/coaching/1"
FILE = "sheets.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Count(_Strict):
    """How often of how many."""

    count: int = Field(ge=0)
    of: int = Field(ge=0)


class LastSheet(_Strict):
    """The numbers of one sheet: faults and strengths by rule, and which rules were its habits."""

    id: str
    rules: dict[str, Count]
    strengths: dict[str, Count]
    habits: list[str]


class LastSheets(_Strict):
    """One run. ``as_of``: its archive held replies up to then; ``digest``: of the rules it was judged by."""

    schema_name: Literal["auditor/coaching/1"] = Field(alias="schema")
    by: str
    rules_digest: str
    as_of: datetime | None
    sheets: list[LastSheet]

    def of(self, sheet_id: str) -> LastSheet | None:
        """The last sheet of the same agent, team or account."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)


def sheet_id(by: str, accounts: tuple[str, ...], name: str) -> str:
    """The same from run to run, and no name. A team may come to speak on more accounts and stays itself."""
    where = accounts[0] if by == "agent" else ""
    return hashlib.sha256("\0".join((by, where.casefold(), name.casefold())).encode("utf-8", "replace")).hexdigest()[
        :16
    ]


def read_record(path: Path) -> LastSheets:
    """The record of an earlier run: the file, or the folder in which it lies. Raises RuleError."""
    file = path / FILE if path.is_dir() else path
    try:
        last = LastSheets.model_validate_json(file.read_bytes())
    except OSError as error:
        raise RuleError(
            file, None, f"cannot be read ({error.strerror}); --since takes a folder of earlier sheets"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise RuleError(file, None, f"is no record of earlier sheets ({where}: {first['msg']})") from error
    if last.as_of is not None and last.as_of.tzinfo is None:
        last = last.model_copy(update={"as_of": last.as_of.replace(tzinfo=UTC)})
    return last


def record(coaching: Coaching, language: str) -> str:
    """The record of this run as JSON."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "tool": {"name": "auditor", "version": coaching.version},
            "rules_digest": coaching.rules,
            "as_of": coaching.as_of.astimezone(UTC).isoformat() if coaching.as_of else None,
            "by": coaching.by,
            "language": language,
            "minimum_conversations": coaching.minimum,
            "sheets": [_sheet(sheet) for sheet in coaching.sheets],
        },
        ensure_ascii=True,
        indent=1,
    )


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "file": sheet.file,
        "name": sheet.name,
        "accounts": list(sheet.accounts),
        "replies": sheet.replies,
        "conversations": sheet.conversations,
        "score": sheet.score.value if sheet.score else None,
        "interval": [sheet.score.low, sheet.score.high] if sheet.score else None,
        "rules": _counts(sheet.rates),
        "strengths": _counts(sheet.strengths),
        "habits": [habit.rule for habit in sheet.habits],
    }


def _counts(rates: tuple[tuple[str, Rate], ...]) -> dict[str, dict[str, int]]:
    return {name: {"count": one.count, "of": one.of} for name, one in rates}
