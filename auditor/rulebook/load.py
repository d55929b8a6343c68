"""The rulebook: register, packs and cards read from disk, validated, compiled, with one digest over all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from auditor.rulebook.build import Check, build_check
from auditor.rulebook.cards import CARD, AnyCard
from auditor.rulebook.packs import ActKind, LazyPacks, load_register
from auditor.rulebook.strict_yaml import LineDict, RuleError, load
from auditor.text.language import LanguageReader, available_voices
from auditor.text.packs import Pack
from auditor.text.reader import TextReader

MARKER = "acts/acts.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A card and the check that it asks for."""

    card: AnyCard
    check: Check
    path: Path


@dataclass(frozen=True)
class Rulebook:
    """Everything the engine needs to judge: rules by name, the reader with its packs, and what they were read from."""

    rules: Mapping[str, Rule]
    packs: Mapping[str, Pack]
    register: Mapping[str, ActKind]
    reader: TextReader
    digest: str


def default_rules() -> Path:
    """The rules that come with the program: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / MARKER).is_file():
            return folder
    raise RuleError(package / "rules", None, "the rules that come with auditor are missing; install it again")


def load_rulebook(extra: Iterable[Path] = (), only: Sequence[str] | None = None) -> Rulebook:
    """The built-in rules and those of ``extra`` folders (a card there replaces the built-in one of its name).

    ``only`` keeps just these rules. Raises RuleError naming file, line and what to do.
    """
    folders = [default_rules(), *extra]
    register = load_register(folders[0] / MARKER)
    packs = LazyPacks(folders[0] / "acts", register)
    languages = LanguageReader(available_voices())
    cards = {card.name: (card, path) for folder in folders for card, path in load_cards(folder, register)}
    if only is not None:
        cards = {name: pair for name, pair in cards.items() if name in only}
    rules = {name: Rule(card, build_check(card, languages), path) for name, (card, path) in sorted(cards.items())}
    return Rulebook(rules, packs, register, TextReader(packs, languages), _digest(folders))


def load_cards(folder: Path, register: Mapping[str, ActKind]) -> list[tuple[AnyCard, Path]]:
    """Every card of a folder (``*.yaml`` at its top). Raises RuleError."""
    if not folder.is_dir():
        raise RuleError(folder, None, "is not a folder of rules")
    return [(load_card(path, register), path) for path in sorted(folder.glob("*.yaml"))]


def load_card(path: Path, register: Mapping[str, ActKind]) -> AnyCard:
    """One card. Raises RuleError naming the line of the first thing that is wrong."""
    data = load(path)
    try:
        card = CARD.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = [part for part in first["loc"] if not (isinstance(part, str) and part == data.get("check"))]
        what = first["msg"].removeprefix("Value error, ")
        raise RuleError(path, line_of(data, where), f"{'.'.join(map(str, where)) or 'card'}: {what}") from error
    if card.name != path.stem:
        raise RuleError(path, data.lines["name"], f"'name' must be the file's name, '{path.stem}'")
    for act, line in _acts_named(data):
        if act not in register and act not in STRUCTURAL_ACTS:
            raise RuleError(path, line, f"no act '{act}' stands in the register (acts.yaml)")
    return card


STRUCTURAL_ACTS = frozenset(
    {"public-answer", "question", "signed", "link", "handle", "own-handle", "phone-number", "email-address"}
)


def line_of(data: object, where: Sequence[object]) -> int | None:
    """The line of the deepest mapping key along ``where``."""
    line = 1
    for part in where:
        if isinstance(data, LineDict):
            line = data.lines.get(str(part), data.line)
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
            line = data.line if isinstance(data, LineDict) else line
    return line


def _acts_named(data: LineDict) -> Iterable[tuple[str, int]]:
    for key in ("when", "expects", "ignores", "moves-on", "closed-by", "no-answer"):
        value = data.get(key, [])
        for name in [value] if isinstance(value, str) else value:
            yield name, data.lines[key]
    for key in ("unless", "only-if", "worse-if"):
        waiting = list(data.get(key, []))
        while waiting:
            condition = waiting.pop()
            acts = condition.get("act", condition.get("all", []))
            yield from ((name, condition.line) for name in ([acts] if isinstance(acts, str) else acts))
            waiting += [condition["also"]] if "also" in condition else []


def _digest(folders: Iterable[Path]) -> str:
    """One hash over every rule file's name and bytes: two reports with the same digest used the same rules."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{total.hexdigest()}"


def select_rules(book: Rulebook, select: Sequence[str], ignore: Sequence[str]) -> Rulebook:
    """Only the rules of ``select`` (all when empty) without those of ``ignore``. Raises RuleError for a name unknown."""
    for name in (*select, *ignore):
        if name not in book.rules:
            close = get_close_matches(name, book.rules, 1)
            hint = f"; did you mean '{close[0]}'?" if close else "; see 'auditor rules list'"
            raise RuleError("--select/--ignore", None, f"no rule is called '{name}'{hint}")
    kept = {n: rule for n, rule in book.rules.items() if (not select or n in select) and n not in ignore}
    return replace(book, rules=kept)
