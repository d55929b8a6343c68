"""Filled-in sheets become cells: for an item and a rule, what the engine and each reviewer say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.model.review import Asked
from auditor.review.sheet import VERDICTS, Row, Sealed, SheetError, unseal

_SEPARATOR = re.compile(r"[,;\s]+")
Verdicts = dict[str, bool]  # by reviewer; who is unsure or has not judged is left out


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: does ``item`` have the fault ``rule``? ``engine`` is its answer, ``verdicts`` those of the reviewers."""

    item: str
    rule: str
    engine: bool
    verdicts: Verdicts

    @property
    def share(self) -> float | None:
        """The share of the reviewers who say yes: where they differ none of them is taken for right. None where nobody judged."""
        return sum(self.verdicts.values()) / len(self.verdicts) if self.verdicts else None

    @property
    def disputed(self) -> bool:
        """Whether some say yes and some no."""
        return len(set(self.verdicts.values())) > 1


@dataclass(frozen=True)
class Reviewed:
    """All sheets together. ``rows`` by item; ``cells`` in the order of items. ``unsure``: verdicts that say so, by reviewer;
    ``rules``: those that the control slice was asked for."""

    sample: str
    drawn: int
    reviewers: tuple[str, ...]
    rules: tuple[str, ...]
    rows: Mapping[str, Sealed]
    cells: tuple[Cell, ...]
    unsure: Mapping[str, int] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)

    def of(self, asked: Asked) -> list[Cell]:
        """The cells of findings, or of the control slice."""
        return [cell for cell in self.cells if self.rows[cell.item].asked is asked]


def reviewed(sheets: Mapping[str, Sequence[tuple[str, Row]]]) -> Reviewed:
    """Put the sheets of several reviewers together, by reviewer's name. Raises SheetError."""
    rows: dict[str, Sealed] = {}
    said: dict[tuple[str, str], Verdicts] = defaultdict(dict)
    unsure: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    first = ""
    for reviewer, lines in sheets.items():
        seen: set[str] = set()
        for where, row in lines:
            sealed = unseal(row, where)
            first = first or sealed.sample
            if sealed.sample != first:
                raise SheetError(f"{where}: is of the sample {sealed.sample}, not {first}; give sheets of one sample")
            if sealed.item in seen:
                raise SheetError(f"{where}: the item {sealed.item} stands in this sheet twice; keep one of the rows")
            seen.add(sealed.item)
            rows[sealed.item] = sealed
            answer = _answer(row, sealed, where)
            judged[reviewer] += answer is not None and answer != "unsure"
            unsure[reviewer] += answer == "unsure"
            if isinstance(answer, dict):
                for rule, verdict in answer.items():
                    said[sealed.item, rule][reviewer] = verdict
    if not rows:
        raise SheetError(f"{', '.join(sheets)}: no row of a sample; give sheets that auditor sample wrote")
    cells = [
        Cell(item, rule, rule in sealed.found, said[item, rule])
        for item, sealed in sorted(rows.items())
        for rule in (sealed.found if sealed.asked is Asked.FINDING else sealed.rules)
    ]
    rules = next((sealed.rules for sealed in rows.values() if sealed.asked is Asked.CONTROL), ())
    drawn = next(iter(rows.values())).rows
    return Reviewed(first, drawn, tuple(sheets), rules, rows, tuple(cells), dict(unsure), dict(judged))


def _answer(row: Row, sealed: Sealed, where: str) -> Mapping[str, bool] | str | None:
    """By rule what a row says; ``unsure``; None where nothing was filled in."""
    verdict = row["verdict"].strip().strip("'").casefold()
    named = [name.casefold() for name in _SEPARATOR.split(row["faults"].strip().strip("'")) if name]
    if verdict and verdict not in VERDICTS:
        raise SheetError(f"{where}: the verdict {row['verdict'].strip()!r} is none; write {', '.join(VERDICTS)}")
    if not verdict and not named:
        return None
    if verdict == "unsure":
        return verdict
    if sealed.asked is Asked.FINDING:
        if not verdict:
            raise SheetError(f"{where}: faults are named but there is no verdict; write {', '.join(VERDICTS)}")
        return {sealed.found[0]: verdict == "yes"}
    unknown = [name for name in named if name not in sealed.rules]
    if unknown:
        raise SheetError(f"{where}: no such fault is asked for: {', '.join(unknown)}; known: {', '.join(sealed.rules)}")
    if (verdict == "yes") != bool(named):
        told = (
            "yes, but no fault is named" if verdict == "yes" else "no, but faults are named" if verdict else "missing"
        )
        raise SheetError(f"{where}: the verdict is {told}; yes goes with the names of faults, no with none")
    return {rule: rule in named for rule in sealed.rules}
