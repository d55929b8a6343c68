"""What a review says, for people and scripts. Takes plain data of the schema ``auditor/agreement/1``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.markdown import escaped, table_lines
from auditor.reports.shape import dumped
from auditor.reports.terminal import printed
from auditor.reports.view import percent, plural

FORMATS = ("terminal", "markdown", "json")
Data = Mapping[str, Any]
_RULES = ("Rule", "Judged", "Precision", "Recall", "Alpha", "Kappa with engine")
_ADVICE = {
    "reviewers disagree": "the reviewers do not agree on what it is (alpha {value}): settle that first, on the card",
    "false alarms": "too many false alarms: {value} of its findings are right",
    "misses": "too much is missed: {value} of its faults are found",
}


def render_agreement(data: Data, format: str, look: Look) -> str:
    """The result in one of ``FORMATS``."""
    if format == "json":
        return dumped(data, indent=1) + "\n"
    if format == "markdown":
        return "\n".join(_markdown(data)) + "\n"
    return printed(_page(data), look)


def _page(data: Data) -> Iterator[RenderableType]:
    yield Text.assemble(("auditor agree ", "bold"), f"sample {one_line(data['sample']['name'])}")
    yield from (Text(line) for line in _read(data))
    yield Text("\nThe engine on this archive", "bold underline")
    yield _grid(("", "Estimate", "95 % interval", "Rows"), _engine(data))
    yield Text("\nAgreement", "bold underline")
    yield _grid(("", "Figure", "Cells"), _agreement(data))
    yield Text("\nRules", "bold underline")
    yield _grid(_RULES, _rules(data))
    yield Text("\nTo recalibrate", "bold underline")
    yield from (Text(f"- {line}") for line in _advice(data))
    yield from (Text(f"\n{line}", "dim") for line in _notes())


def _grid(header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, name in enumerate(header):
        grid.add_column(name, justify="right" if number else "left", overflow="fold", no_wrap=number == 0)
    for row in rows:
        grid.add_row(*(Text(one_line(cell)) for cell in row))
    return grid


def _read(data: Data) -> Iterator[str]:
    sample = data["sample"]
    who = ", ".join(
        f"{one.get('name')} ({one['judged']:,} judged" + (f", {one['unsure']:,} unsure)" if one["unsure"] else ")")
        for one in data["reviewers"]
    )
    yield f"{plural(len(data['reviewers']), 'reviewer')}: {one_line(who)}."
    yield (
        f"Judged: {plural(sample['findings_judged'], 'finding')} and {sample['replies_judged']:,} replies drawn at random, of "
        f"{sample['rows']:,} rows; the archive has {sample['replies_in_archive']:,} replies."
    )
    if sample["in_sheets"] < sample["rows"]:
        missing = sample["rows"] - sample["in_sheets"]
        yield f"{plural(missing, 'row')} of the sample stand in none of these sheets: the rest of each stratum stands for them."


def _engine(data: Data) -> Iterator[tuple[str, ...]]:
    overall = data["overall"]
    for name, key in (
        ("findings that are right (precision)", "precision"),
        ("faults of replies that are found (recall)", "recall"),
        ("replies on which it is wrong", "error_rate"),
    ):
        share = overall[key]
        if share is None:
            yield (name, "not known", "", "0")
        else:
            yield (name, percent(share["value"]), _interval(share), f"{share['cases']:,}")


def _agreement(data: Data) -> Iterator[tuple[str, ...]]:
    overall = data["overall"]
    yield ("all reviewers (Krippendorff's alpha)", _figure(overall["alpha"]), f"{overall['twice_judged']:,}")
    for pair in data["pairs"]:
        yield (f"{pair['one']} and {pair['other']} (Cohen's kappa)", _figure(pair["kappa"]), f"{pair['cells']:,}")
    for name, value in overall["kappa_engine"].items():
        yield (f"{name} and the engine (Cohen's kappa, weighted)", _figure(value), "")


def _rules(data: Data) -> Iterator[tuple[str, ...]]:
    for rule in data["rules"]:
        known = [_figure(value) for value in rule["kappa_engine"].values() if value is not None]
        yield (
            rule["rule"],
            f"{rule['rows']:,} of {rule['found']:,}",
            _share(rule["precision"]),
            _share(rule["recall"]),
            _figure(rule["alpha"]),
            ", ".join(known) or "–",
        )


def _advice(data: Data) -> Iterator[str]:
    for one in data["recalibrate"]:
        disagree = one["why"] == "reviewers disagree"
        value = _figure(one["value"]) if disagree else percent(one["value"])
        sure = "" if one["sure"] or disagree else " (by the estimate; the interval leaves it open)"
        yield f"{one_line(one['rule'])}: {_ADVICE[one['why']].format(value=value)}{sure}"
    if not data["recalibrate"]:
        yield "no rule, by what was judged so far"


def _notes() -> Iterator[str]:
    yield (
        "Precision is that of the findings, by the weights of the drawing; recall that of the faults of single replies, by what "
        "the replies drawn at random show to be missed. Where reviewers differ, a row counts for each in equal parts. A kappa or "
        "alpha of 1 is full agreement, 0 what chance gives; – where it cannot be told (docs/review.md)."
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _share(share: Data | None) -> str:
    return "–" if share is None else f"{percent(share['value'])} ({_interval(share)})"


def _interval(share: Data) -> str:
    return f"{100 * share['interval'][0]:.0f} – {100 * share['interval'][1]:.0f}".replace(" ", "\u00a0")


def _markdown(data: Data) -> Iterator[str]:
    yield from ("# Review", "", f"Sample {escaped(data['sample']['name'])}.")
    yield from (escaped(line) for line in _read(data))
    yield from ("", "## The engine on this archive", "")
    yield from table_lines(("What", "Estimate", "95 % interval", "Rows"), _engine(data))
    yield from ("## Agreement", "")
    yield from table_lines(("Who", "Figure", "Cells"), _agreement(data))
    yield from ("## Rules", "")
    yield from table_lines(_RULES, _rules(data))
    yield from ("## To recalibrate", "")
    yield from (f"- {escaped(line)}" for line in _advice(data))
    yield from ("", *(escaped(line) for line in _notes()))
