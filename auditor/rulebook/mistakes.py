"""What is wrong with a card, in one sentence: which line, which key, what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from auditor.rulebook.cards import CardBase
from auditor.rulebook.strict import Strict, near
from auditor.rulebook.strict_yaml import LineDict, RuleError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_UNKNOWN = "extra_forbidden"


def mistake(path: Path, data: LineDict, error: ValidationError) -> RuleError:
    """The first mistake of a card, as the error to raise. An unknown key comes first: it explains a missing one."""
    found = error.errors()
    first = next((one for one in found if one["type"] == _UNKNOWN), found[0])
    where = ["check"] if first["type"] == "union_tag_invalid" else _steps(first, data)
    return RuleError(path, line_of(data, where), _sentence(first, where, data))


def line_of(data: object, where: Sequence[object]) -> int | None:
    """The line of the deepest mapping key along ``where``."""
    line = 1
    for part in where:
        if isinstance(data, LineDict):
            line = data.lines.get(str(part), data.line)
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
            line = data.line if isinstance(data, LineDict) else line
    return line


def _steps(error: ErrorDetails, data: LineDict) -> list[int | str]:
    """Where in the card, without the names that only the validator gives to steps: a check, a kind of value."""
    steps: list[int | str] = []
    here: object = data
    absent = error["loc"][-1:] if error["type"] == "missing" else ()
    for part in error["loc"]:
        if isinstance(here, dict) and (part in here or part in absent) and part != _tag(data, steps):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue
        steps.append(part)
    return steps


def _tag(data: LineDict, steps: Sequence[object]) -> object:
    return data.get("check") if not steps else None


def _sentence(error: ErrorDetails, where: Sequence[int | str], data: LineDict) -> str:
    kind, place = error["type"], ".".join(map(str, where))
    if kind == _UNKNOWN:
        hint = near(str(where[-1]), _keys()) or "see 'auditor rules schema' for the keys there are"
        inside = f" in {place.rpartition('.')[0]}" if len(where) > 1 else ""
        return f"unknown key '{where[-1]}'{inside}; {hint}"
    if kind == "missing":
        return f"'{place}' is missing; see 'auditor rules new' for a complete card"
    if kind == "union_tag_not_found":
        return "'check' is missing; it says which kind of looking this rule asks for"
    if kind == "union_tag_invalid":
        known = error["ctx"]["expected_tags"].replace("'", "")
        hint = near(str(data.get("check")), known.split(", ")) or f"there are {known}"
        return f"no check is called '{data.get('check')}'; {hint}"
    what = error["msg"].removeprefix("Value error, ")
    for word in ("Input", "String", "List", "Dictionary"):
        what = what.replace(f"{word} should", "it must", 1) if what.startswith(f"{word} should") else what
    return f"'{place}': {what}" if place else what


def _keys() -> set[str]:
    waiting: list[type[BaseModel]] = [Strict, CardBase]
    names: set[str] = set()
    while waiting:
        model = waiting.pop()
        names |= {field.alias or name for name, field in model.model_fields.items()}
        waiting += model.__subclasses__()
    return names
