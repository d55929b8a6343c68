"""Packs made ready when the program is packed: reading a language's phrases and planning how to look for them takes a
second, reading what came of it a few hundredths.

``rules/prepared/<code>.json`` holds a pack's phrases as text, for each side its plan and the ways through its phrases, and a
digest of all that they were made from: the pack's files, the register, and the code. Where the digest is another
(somebody edits phrases in a checkout) or there is no such file, the pack is read as ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from auditor.text.lexicon import ActPhrases
from auditor.text.packs import ActFile, Pack, Role, Side
from auditor.text.phrases import LazyPhrases, WordLists
from auditor.text.plan import Plan
from auditor.text.ways import PhraseWays

FOLDER = "prepared"
_CODE = ("tokens.py", "phrases.py", "vocabulary.py", "rows.py", "plan.py", "expand.py", "ways.py")

Kinds = Mapping[str, tuple[Role, frozenset[Side]]]
"""For each act its role and its sides."""


class Prepared:
    """The prepared packs of a rules folder."""

    def __init__(self, rules: Path) -> None:
        self._rules = rules

    def read(self, code: str, kinds: Kinds) -> Pack | None:
        """The pack of a language; None where it is not prepared, or was prepared from something else."""
        try:
            with self._path(code).open(encoding="utf-8") as file:
                data = json.load(file)
        except (OSError, ValueError):
            return None
        if not isinstance(data, dict) or data.get("of") != self._digest(code):
            return None
        words = WordLists(data["words"])
        acts = tuple(
            ActFile(ActPhrases(name, LazyPhrases(phrases, words), LazyPhrases(exceptions, words)), *kinds[name])
            for name, phrases, exceptions in data["acts"]
        )
        made = {Side(side): (_plan(plan), partial(_ways, lines)) for side, (plan, lines) in data["made"].items()}
        return Pack(code, acts, {name: tuple(listed) for name, listed in data["plain"].items()}, made)

    def write(self, pack: Pack, words: Mapping[str, Iterable[str]]) -> None:
        """Prepare a pack that was read from the files of this folder, whose word lists are ``words``."""
        acts = [
            [act.phrases.act, [p.source for p in act.phrases.phrases], [p.source for p in act.phrases.exceptions]]
            for act in pack.files
        ]
        lexicons = {side.value: pack.lexicon(side) for side in Side}
        made = {
            side: (_listed(one.plan), [_line(one.ways(number)) for number in range(len(one.plan.least))])
            for side, one in lexicons.items()
        }
        data = {"of": self._digest(pack.code), "words": words, "plain": pack.words, "acts": acts, "made": made}
        path = self._path(pack.code)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    def _path(self, code: str) -> Path:
        return self._rules / FOLDER / f"{code}.json"

    def _digest(self, code: str) -> str:
        total = self._common.copy()
        for path in sorted((self._rules / "acts" / code).glob("*.yaml")):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return str(total.hexdigest())

    @cached_property
    def _common(self) -> Any:
        """A digest begun with what all packs have in common."""
        total = hashlib.sha256((self._rules / "acts" / "acts.yaml").read_bytes())
        for name in _CODE:
            total.update((files("auditor.text") / name).read_bytes())
        return total


def _ways(lines: Sequence[str], number: int) -> PhraseWays:
    """A phrase's ways, read when they are asked for: of the most phrases no text ever holds the words."""
    source, at_start, words, letters, ends, nodes, *opens = json.loads(lines[number])
    ways = tuple(tuple(tuple(map(tuple, way)) for way in node) for node in nodes)
    return PhraseWays(source, at_start, words, letters, ends, ways, *opens)


def _line(ways: PhraseWays) -> str:
    return json.dumps(astuple(ways), ensure_ascii=False, separators=(",", ":"))


def _listed(plan: Plan) -> list[object]:
    return [plan.words, plan.prefixes, plan.sets, plan.rows, plan.least, sorted(plan.across)]


def _plan(listed: list[Any]) -> Plan:
    words, prefixes, sets, rows, least, across = listed
    return Plan(
        tuple(words),
        tuple(prefixes),
        tuple(sets),
        tuple((number, before, after, tuple(anchor), tuple(needed)) for number, before, after, anchor, needed in rows),
        tuple(least),
        frozenset(across),
    )
