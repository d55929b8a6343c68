"""The rulebook: register, packs and cards read from disk, validated, compiled, with one digest over all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from auditor.checks.calendar import Calendar
from auditor.rulebook.build import Check, build_check
from auditor.rulebook.built_in import default_rules, load_reading
from auditor.rulebook.cards import CARD, AnyCard
from auditor.rulebook.mistakes import mistake
from auditor.rulebook.packs import ActKind
from auditor.rulebook.strict import near
from auditor.rulebook.strict_yaml import LineDict, RuleError, load
from auditor.text.packs import Pack
from auditor.text.reader import TextReader


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


def load_rulebook(extra: Iterable[Path] = (), only: Sequence[str] | None = None) -> Rulebook:
    """The built-in rules and those of ``extra`` folders (a card there replaces the built-in one of its name).

    ``only`` keeps just these rules. Raises RuleError naming file, line and what to do.
    """
    folders = [default_rules(), *extra]
    read = load_reading()
    cards = {card.name: (card, path) for folder in folders for card, path in load_cards(folder, read.register)}
    if only is not None:
        cards = {name: pair for name, pair in cards.items() if name in only}
    rules = {name: Rule(card, build_check(card, read.languages), path) for name, (card, path) in sorted(cards.items())}
    return Rulebook(rules, read.packs, read.register, read.reader, _digest(folders))


def rebuilt(cards: Iterable[tuple[AnyCard, Path]], calendar: Calendar, digest: str) -> Rulebook:
    """A rulebook made again elsewhere, from its cards: on another machine, where only what comes with the program is on
    disk. ``calendar`` is the one that its checks count in, ``digest`` its own."""
    read = load_reading()
    rules = {card.name: Rule(card, build_check(card, read.languages, calendar), path) for card, path in cards}
    return Rulebook(rules, read.packs, read.register, read.reader, digest)


def built_in_digest() -> str:
    """The digest of the rules that come with the program, alone."""
    return _digest([default_rules()])


def load_cards(folder: Path, register: Mapping[str, ActKind]) -> list[tuple[AnyCard, Path]]:
    """Every card of a folder (``*.yaml`` at its top). Raises RuleError."""
    if not folder.is_dir():
        raise RuleError(folder, None, "is not a folder of rules")
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RuleError(
            folder, None, "holds no card (NAME.yaml); write one with: auditor rules new NAME --folder FOLDER"
        )
    return [(load_card(path, register), path) for path in paths]


def load_card(path: Path, register: Mapping[str, ActKind]) -> AnyCard:
    """One card. Raises RuleError naming the line of the first thing that is wrong."""
    data = load(path)
    try:
        card = CARD.validate_python(data)
    except ValidationError as error:
        raise mistake(path, data, error) from error
    if card.name != path.stem:
        raise RuleError(path, data.lines["name"], f"'name' must be the file's name, '{path.stem}'")
    for act, line in _acts_named(data):
        if act not in register and act not in STRUCTURAL_ACTS:
            hint = near(act, [*register, *STRUCTURAL_ACTS]) or "the acts are those of acts.yaml"
            raise RuleError(path, line, f"no act is called '{act}'; {hint}")
    return card


STRUCTURAL_ACTS = frozenset(
    {"public-answer", "question", "signed", "link", "handle", "own-handle", "phone-number", "email-address"}
)


def _acts_named(data: LineDict) -> Iterable[tuple[str, int]]:
    for key in ("when", "expects", "ignores", "moves-on", "closed-by", "no-answer", "answers", "redirects"):
        yield from ((name, data.lines[key]) for name in _listed(data.get(key)))
    for key in ("unless", "only-if", "worse-if"):
        waiting = list(data.get(key, []))
        while waiting:
            condition = waiting.pop(0)
            for word in ("act", "all", "without"):
                yield from ((name, condition.lines[word]) for name in _listed(condition.get(word)))
            waiting += [condition["also"]] if condition.get("also") else []


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def _digest(folders: Iterable[Path]) -> str:
    """One hash over every rule file's name and bytes: two reports with the same digest used the same rules."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*.yaml") if path.is_file()):
            try:
                content = path.read_bytes()
            except OSError as error:
                raise RuleError(path, None, f"cannot be read ({error.strerror})") from error
            total.update(path.relative_to(folder).as_posix().encode(errors="surrogateescape") + b"\0" + content + b"\0")
    return f"sha256:{total.hexdigest()}"


def select_rules(
    book: Rulebook, select: Sequence[str], ignore: Sequence[str], option: str = "--select/--ignore"
) -> Rulebook:
    """Only the rules of ``select`` (all when empty) without those of ``ignore``. Raises RuleError for a name unknown,
    as said with ``option``, and when no rule is left."""
    for name in (*select, *ignore):
        if name not in book.rules:
            hint = near(name, book.rules) or "see 'auditor rules list'"
            raise RuleError(option, None, f"no rule is called '{name}'; {hint}")
    kept = {n: rule for n, rule in book.rules.items() if (not select or n in select) and n not in ignore}
    if not kept:
        raise RuleError(option, None, "no rule is left; give fewer names to --ignore")
    return replace(book, rules=kept)
