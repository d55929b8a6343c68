"""JSON Schemas of what the auditor writes, shipped with it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

NAMES = ("report", "compare", "history", "agreement")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of that name, one of ``NAMES``."""
    text = files("auditor.schemas").joinpath(f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def first_error(value: object, name: str, part: str = "") -> str | None:
    """What is wrong with ``value`` by a schema, or by one of its ``$defs``, and where; None when it is sound."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    schema = load_schema(name)
    checked = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]} if part else schema
    error = best_match(Draft202012Validator(checked).iter_errors(value))
    if error is None:
        return None
    where = "/".join(str(step) for step in error.absolute_path)
    message = error.message if len(error.message) <= 160 else f"{error.message[:160]}…"
    return f"at {where}: {message}" if where else message
