"""How good the reading is: precision, recall and F1 per rule and per act against labelled replies, with intervals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.engine.gold import ACTS, GoldItem, Told, tell
from auditor.rulebook import Rulebook

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives; and how many true positives rest on the labelled words."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    spans_right: int = 0
    spans_labelled: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.tp + other.tp,
            self.fp + other.fp,
            self.fn + other.fn,
            self.spans_right + other.spans_right,
            self.spans_labelled + other.spans_labelled,
        )

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else 1.0

    @property
    def f1_interval(self) -> tuple[float, float]:
        """95 % interval: F1 is 2q/(1+q) of q = tp/(tp+fp+fn), a plain share with Wilson's interval (1927)."""
        low, high = wilson(self.tp, self.tp + self.fp + self.fn)
        return 2 * low / (1 + low), 2 * high / (1 + high)


@dataclass(frozen=True, slots=True)
class Miss:
    """One item on which the engine and a label differ, and why the engine said what it said."""

    label: str
    kind: str  # "false alarm" or "missed"
    item: str
    doubtful: bool
    language: str | None
    reply: str
    why: str


@dataclass(frozen=True)
class Evaluation:
    """Counts by label: over clear labels, over all labels, and (clear) by language of the reply."""

    items: int
    rules: tuple[str, ...]
    acts: tuple[str, ...]
    clear: Mapping[str, Counts]
    every: Mapping[str, Counts]
    by_language: Mapping[str, Mapping[str, Counts]]
    misses: tuple[Miss, ...]

    def micro(self, labels: Iterable[str], clear: bool = True) -> Counts:
        """All of ``labels`` as one."""
        counts = self.clear if clear else self.every
        return sum((counts[label] for label in labels), Counts())


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share; (0, 1) where there is nothing to count."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def evaluate(items: Sequence[GoldItem], book: Rulebook) -> Evaluation:
    """Judge every item and count. Items labelled ``unclear`` cannot be judged by anyone and are left out."""
    judged = [item for item in items if "unclear" not in item.labels]
    rules = tuple(
        name.replace("-", "_")
        for name, rule in book.rules.items()
        if rule.card.looks_at == "reply" and rule.card.severity != "strength" and name != "impersonal"
    )
    clear: dict[str, Counts] = defaultdict(Counts)
    every: dict[str, Counts] = defaultdict(Counts)
    by_language: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    misses: list[Miss] = []
    for item in judged:
        told = tell(item, book)
        for label in (*rules, *ACTS):
            counts = _compare(item, told, label)
            every[label] += counts
            if label not in item.doubtful:
                clear[label] += counts
                by_language[told.pack or item.language or "none"][label] += counts
            if counts.fp or counts.fn:
                misses.append(_miss(item, told, label, counts))
    return Evaluation(len(judged), rules, tuple(ACTS), clear, every, by_language, tuple(misses))


def _compare(item: GoldItem, told: Told, label: str) -> Counts:
    labelled, seen = label in item.labels, label in told.labels
    if not (labelled and seen):
        return Counts(fp=int(seen), fn=int(labelled))
    words = item.spans.get(label)
    if not words:
        return Counts(tp=1)
    return Counts(tp=1, spans_right=int(_meet(item.reply, words, told.labels[label])), spans_labelled=1)


def _meet(reply: str, one: str, other: str) -> bool:
    """Whether two stretches of the reply overlap."""
    a, b = reply.find(one), reply.find(other)
    return a >= 0 and b >= 0 and a < b + len(other) and b < a + len(one)


def _miss(item: GoldItem, told: Told, label: str, counts: Counts) -> Miss:
    if counts.fp:
        why = f"saw it in “{told.labels[label]}”"
    elif told.pack is None:
        why = "the language of the reply has no pack"
    else:
        words = item.spans.get(label)
        why = f"the label rests on “{words}”" if words else "no phrase of the pack matched"
    kind = "false alarm" if counts.fp else "missed"
    return Miss(label, kind, item.id, label in item.doubtful, told.pack or item.language, item.reply, why)
