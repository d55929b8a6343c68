"""The review sheet as rows of text: what a reviewer reads and fills in, and, sealed, what the engine said.

The last column of a row says who the row is, how it was drawn and what the engine found, in a form that is not read in passing:
a reviewer of the control slice should not know. A checksum tells whether a row was changed in anything but the reviewer's
columns.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.model.review import Asked, Drawn

COLUMNS = (
    "item", "asked", "account", "posted", "conversation", "text", "words", "question", "verdict", "faults", "note",
    "stratum", "stratum_size", "weight", "sample", "sealed",
)  # fmt: skip
FILLED_IN = ("verdict", "faults", "note")
VERDICTS = ("yes", "no", "unsure")
Row = dict[str, str]


class SheetError(Exception):
    """A sheet that cannot be used: one clear sentence with file and row."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What all rows of one sheet share. ``rules``: the faults that the control slice is asked for, with their titles;
    ``rows``: how many rows were drawn."""

    name: str
    rules: tuple[tuple[str, str], ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a row's sealed column tells: see Drawn. ``rules`` are those that a control row is asked for."""

    item: str
    asked: Asked
    found: tuple[str, ...]
    rules: tuple[str, ...]
    stratum: str
    size: int
    drawn: int
    sample: str
    rows: int

    @property
    def weight(self) -> float:
        return self.size / self.drawn


def sample_of(drawn: Sequence[Drawn], seed: int, digest: str, rules: Mapping[str, str]) -> Sample:
    """Names a sample by what is in it, so that sheets of two samples cannot be mixed unseen."""
    parts = [str(seed), digest, *sorted(f"{d.candidate.id} {d.stratum} {d.size} {d.drawn}" for d in drawn)]
    mark = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Sample(f"s-{mark}", tuple(sorted(rules.items())), len(drawn))


def row_of(drawn: Drawn, sample: Sample, texts: Mapping[str, str]) -> Row:
    """One row. ``texts`` gives ``account``, ``posted``, ``conversation``, ``text``, ``words`` and, of a finding, its
    ``message``, as they may be shown."""
    candidate = drawn.candidate
    if candidate.asked is Asked.FINDING:
        question = f"{candidate.found[0]}: {texts['message']} Is that so, in the words given? yes, no or unsure"
    else:
        names = ", ".join(name for name, _ in sample.rules)
        question = f"Has this reply a fault of these? yes, no or unsure; if yes, name all of them in ‘faults’: {names}"
    return {
        **{name: texts.get(name, "") for name in COLUMNS},
        "item": candidate.id,
        "asked": candidate.asked.value,
        "question": question,
        "stratum": drawn.stratum,
        "stratum_size": str(drawn.size),
        "weight": f"{drawn.weight:.4f}",
        "sample": sample.name,
        "sealed": _seal(drawn, sample),
    }


def _seal(drawn: Drawn, sample: Sample) -> str:
    candidate = drawn.candidate
    control = candidate.asked is Asked.CONTROL
    told = {
        "item": candidate.id,
        "asked": candidate.asked.value,
        "found": candidate.found,
        "rules": [name for name, _ in sample.rules] if control else [],
        "stratum": drawn.stratum,
        "size": drawn.size,
        "drawn": drawn.drawn,
        "sample": sample.name,
        "rows": sample.rows,
    }
    text = json.dumps(told, separators=(",", ":")).encode()
    return f"{base64.urlsafe_b64encode(text).decode()}.{_checksum(text)}"


def _checksum(text: bytes) -> str:
    return hashlib.sha256(b"auditor review sheet\0" + text).hexdigest()[:12]


def unseal(row: Mapping[str, str], where: str) -> Sealed:
    """What a row's sealed column tells. ``where`` is file and row, for the sentence of a SheetError."""
    text, _, checksum = row["sealed"].strip().partition(".")
    try:
        told = base64.urlsafe_b64decode(text)
        data: dict[str, Any] = json.loads(told)
        sealed = Sealed(
            str(data["item"]),
            Asked(data["asked"]),
            tuple(data["found"]),
            tuple(data["rules"]),
            str(data["stratum"]),
            int(data["size"]),
            int(data["drawn"]),
            str(data["sample"]),
            int(data["rows"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SheetError(
            f"{where}: the column 'sealed' was changed; take the row from the sheet as it was written"
        ) from error
    if _checksum(told) != checksum or not 0 < sealed.drawn <= sealed.size:
        raise SheetError(f"{where}: the column 'sealed' was changed; take the row from the sheet as it was written")
    if (row["item"].strip(), row["sample"].strip()) != (sealed.item, sealed.sample):
        raise SheetError(
            f"{where}: 'item' or 'sample' is not that of the row; take the row from the sheet as it was written"
        )
    return sealed
