"""Labelled replies: one item of a gold file, its thread, and what the engine says of its reply."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.checks.moment import Moment
from auditor.engine.judge import Engine
from auditor.engine.reading import read_thread
from auditor.model import By, Evidence, Origin, Post, ReadThread, Sighting, Span, Thread
from auditor.rulebook import Rulebook

ACTS: Mapping[str, tuple[str, ...]] = {
    "answer": ("public-answer",),
    "question": ("question", "asks-detail"),
    "dm_invite": ("dm-invite",),
    "empathy": ("apology", "empathy"),
    "promise": ("promise", "callback-promise"),
    "signed": ("signed",),
}
_STARS = re.compile(r"\[([1-5]) stars?\] ?")


class GoldError(Exception):
    """A gold file that is not right: one sentence with file and line."""


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One labelled reply. ``doubtful`` labels are scored apart; ``spans`` give the words a label rests on."""

    id: str
    account: str
    thread: tuple[tuple[str, str, str], ...]  # (by, author, text)
    reply: str
    labels: frozenset[str]
    spans: Mapping[str, str]
    doubtful: frozenset[str]
    language: str | None


def read_gold(path: Path) -> Iterator[GoldItem]:
    """Items of a gold file. Raises GoldError naming file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read as UTF-8 text; give a gold file (JSONL)") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _item(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                what = f"lacks {error}" if isinstance(error, KeyError) else "is not an item of a gold file"
                raise GoldError(
                    f"{path}:{number}: {what}; each line needs id, account, thread, reply, labels"
                ) from error


def _item(data: Mapping[str, Any]) -> GoldItem:
    return GoldItem(
        id=str(data["id"]),
        account=str(data["account"]),
        thread=tuple((str(t["by"]), str(t.get("author", t["by"])), str(t["text"])) for t in data["thread"]),
        reply=str(data["reply"]),
        labels=frozenset(data["labels"]),
        spans={str(k): str(v) for k, v in data.get("spans", {}).items()},
        doubtful=frozenset(data.get("doubtful", ())),
        language=data.get("reply_lang"),
    )


def thread_of(item: GoldItem) -> Thread:
    """The item's posts as a thread; a review's stars stand as ``[3 stars]`` before its title."""
    posts = []
    for number, (by, author, text) in enumerate(item.thread):
        stars = _STARS.match(text) if by == "customer" else None
        posts.append(
            Post(
                id=f"{item.id}#{number}",
                text=text[stars.end() :] if stars else text,
                by=By.CUSTOMER if by == "customer" else By.BRAND,
                account=item.account,
                origin=Origin("gold"),
                author=author,
                rating=float(stars[1]) if stars else None,
                conversation=item.id,
            )
        )
    posts.append(Post(f"{item.id}#reply", item.reply, By.BRAND, item.account, Origin("gold"), conversation=item.id))
    return Thread(item.id, item.account, None, "gold", tuple(posts))


@dataclass(frozen=True, slots=True)
class Told:
    """What the engine says of an item's reply: labels with the words each rests on, and the pack it was read with."""

    labels: Mapping[str, str]
    pack: str | None
    thread: ReadThread


def tell(item: GoldItem, book: Rulebook) -> Told:
    """Judge one item by the rules that look at replies, and read its acts."""
    thread = read_thread(thread_of(item), book.reader)
    index = next(i for i, t in enumerate(thread.turns) if any(p.id == f"{item.id}#reply" for p in t.parts))
    engine = Engine(book, {"gold": frozenset(Evidence)}, Moment())
    reading = thread.turns[index].reading
    labels: dict[str, str] = {}
    for name, rule in book.rules.items():
        if rule.card.looks_at == "reply" and rule.card.severity != "strength":
            verdict = engine.reply_verdict(rule, thread, index)
            if isinstance(verdict, Sighting):
                labels[name.replace("-", "_")] = verdict.span.of(verdict.post.text)
    for label, acts in ACTS.items():
        act = reading.first(*acts)
        if act is not None:
            labels[label] = Span(act.span.start, act.span.end).of(reading.text)
    return Told(labels, reading.pack, thread)
