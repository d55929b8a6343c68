"""Posts for tests, with little writing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from auditor.model import By, Origin, Post

START = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
_numbers = count()


def customer(text: str, at: float = 0, **more: Any) -> Post:
    """A customer's post ``at`` hours after the start."""
    return _post(text, By.CUSTOMER, at, {"author": "ann", **more})


def brand(text: str, at: float = 1, **more: Any) -> Post:
    """A reply of the account ``Acme``."""
    return _post(text, By.BRAND, at, {"author": "Acme", **more})


def _post(text: str, by: By, at: float | None, more: dict[str, Any]) -> Post:
    values: dict[str, Any] = {
        "id": f"p{next(_numbers):04d}",
        "account": "Acme",
        "origin": Origin("test"),
        "created_at": None if at is None else START + timedelta(hours=at),
        "conversation": "c",
    }
    return Post(text=text, by=by, **{**values, **more})
