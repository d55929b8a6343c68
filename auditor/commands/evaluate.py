"""``auditor evaluate``: how good the reading is, measured on labelled replies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.options import OutputFile, RuleFolders
from auditor.commands.output import check_output, write
from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.engine.evaluate import Counts, Evaluation


def evaluate_command(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.jsonl…", help="Labelled replies.")],
    rules: RuleFolders = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss with its reply and why.")] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="terminal or json.")] = "terminal",
    output: OutputFile = None,
) -> None:
    """Measure precision, recall and F1 per rule and per act, with intervals, per language.

    \b
    Examples:
      auditor evaluate fixtures/gold.jsonl
      auditor evaluate gold.jsonl --misses
    """
    from auditor.reports.evaluation import as_json, as_table

    if format not in {"terminal", "json"}:
        raise Problem(f"--format {format}: no such format; known: terminal, json")
    check_output(output, gold)
    data = as_data(run_evaluate(gold, rules or []))
    write(as_json(data) if format == "json" else as_table(data, misses), output)


def run_evaluate(gold: list[Path], rules: list[Path]) -> Evaluation:
    """Judge the items of gold files. Raises Problem."""
    from auditor.engine.evaluate import evaluate
    from auditor.engine.gold import GoldError, read_gold
    from auditor.rulebook import load_rulebook

    with told_plainly():
        book = load_rulebook(rules)
    try:
        items = [item for path in gold for item in read_gold(path)]
    except GoldError as error:
        raise Problem(str(error)) from error
    if not items:
        raise Problem(f"{', '.join(map(str, gold))}: no labelled reply in it")
    return evaluate(items, book)


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as plain data, rounded to four digits."""

    def row(label: str) -> dict[str, Any]:
        return {"label": label, **_numbers(evaluation.clear[label]), "f1_all": round(evaluation.every[label].f1, 4)}

    def micro(title: str, labels: tuple[str, ...]) -> dict[str, Any]:
        every = evaluation.micro(labels, clear=False)
        return {"label": title, **_numbers(evaluation.micro(labels)), "f1_all": round(every.f1, 4)}

    return {
        "schema": "auditor/evaluation/1",
        "items": evaluation.items,
        "rules": [*(row(label) for label in evaluation.rules), micro("all rules (micro)", evaluation.rules)],
        "acts": [*(row(label) for label in evaluation.acts), micro("all acts (micro)", evaluation.acts)],
        "languages": {
            language: {"rules": _sum(counts, evaluation.rules), "acts": _sum(counts, evaluation.acts)}
            for language, counts in sorted(evaluation.by_language.items())
        },
        "misses": [
            {
                "label": m.label,
                "kind": m.kind,
                "item": m.item,
                "doubtful": m.doubtful,
                "language": m.language,
                "reply": m.reply,
                "why": m.why,
            }
            for m in sorted(evaluation.misses, key=lambda m: (m.doubtful, m.label, m.kind, m.item))
        ],
    }


def _numbers(counts: Counts) -> dict[str, Any]:
    from auditor.engine.evaluate import wilson

    return {
        "precision": round(counts.precision, 4),
        "precision_interval": _rounded(wilson(counts.tp, counts.tp + counts.fp)),
        "recall": round(counts.recall, 4),
        "recall_interval": _rounded(wilson(counts.tp, counts.tp + counts.fn)),
        "f1": round(counts.f1, 4),
        "f1_interval": _rounded(counts.f1_interval),
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "positives": counts.tp + counts.fn,
        "spans_right": counts.spans_right,
        "spans_labelled": counts.spans_labelled,
    }


def _sum(counts: Mapping[str, Counts], labels: tuple[str, ...]) -> dict[str, Any]:
    from auditor.engine.evaluate import Counts as Zero

    return _numbers(sum((counts[label] for label in labels), Zero()))


def _rounded(pair: tuple[float, float]) -> list[float]:
    return [round(pair[0], 4), round(pair[1], 4)]
