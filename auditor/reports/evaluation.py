"""An evaluation as a table for people and as JSON for scripts. Takes plain data, so that it knows no engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def as_json(data: Mapping[str, Any]) -> str:
    """The evaluation as JSON (schema ``auditor/evaluation/1``)."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_table(data: Mapping[str, Any], misses: bool) -> str:
    """A plain table of 100 columns: every rule, every act, the sums; then languages; then misses when asked for."""
    lines = [f"{data['items']} labelled replies; clear labels first, all labels (with the doubtful ones) behind", ""]
    lines += _block("rules", data["rules"]) + _block("acts", data["acts"])
    lines += ["", "F1 by language of the reply (clear labels)"]
    for language, counts in data["languages"].items():
        rules, acts = counts["rules"], counts["acts"]
        lines.append(
            f"  {language:<6} rules {rules['f1']:.3f} ({rules['positives']:>3} positives)   "
            f"acts {acts['f1']:.3f} ({acts['positives']:>4})"
        )
    if misses:
        lines += ["", "misses"]
        for miss in data["misses"]:
            doubt = ", doubtful" if miss["doubtful"] else ""
            lines += [f"  {miss['label']}: {miss['kind']}{doubt}  {miss['item']} ({miss['language']})"]
            lines += [f"      {_one_line(miss['reply'])}", f"      {_one_line(miss['why'])}"]
    return "\n".join(lines) + "\n"


def _block(title: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    head = (
        f"{title:<28} {'precision':>9} {'recall':>7} {'F1':>6}  {'95 % interval':<15} "
        f"{'tp':>4} {'fp':>4} {'fn':>4}  {'spans':>7}  {'F1 all':>6}"
    )
    lines = ["", head, "-" * len(head)]
    for row in rows:
        low, high = row["f1_interval"]
        spans = f"{row['spans_right']}/{row['spans_labelled']}" if row["spans_labelled"] else "–"
        lines.append(
            f"{row['label']:<28} {row['precision']:>9.3f} {row['recall']:>7.3f} {row['f1']:>6.3f}  {low:.3f} – {high:.3f}   "
            f"{row['tp']:>4} {row['fp']:>4} {row['fn']:>4}  {spans:>7}  {row['f1_all']:>6.3f}"
        )
    return lines


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
