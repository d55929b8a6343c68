"""Reads the register of acts and a language pack: ``rules/acts/acts.yaml`` and ``rules/acts/<code>/<act>.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.rulebook.prepared import Prepared
from auditor.rulebook.strict_yaml import LineDict, RuleError, load
from auditor.text.lexicon import ActPhrases
from auditor.text.packs import ActFile, Pack, Role, Side
from auditor.text.phrases import Phrase, PhraseError, WordLists, parse
from auditor.text.tokens import normal_form

_KEYS = {"phrases", "except"}
_PLAIN_LISTS = ("team-words", "closers", "titles", "tags", "clause-openers")
_SIDES = {"reply": frozenset({Side.REPLY}), "customer": frozenset({Side.CUSTOMER}), "both": frozenset(Side)}


@dataclass(frozen=True, slots=True)
class ActKind:
    """One entry of the register: what an act is, whatever the language."""

    name: str
    role: Role
    sides: frozenset[Side]
    about: str


def load_register(path: Path) -> dict[str, ActKind]:
    """All acts by name. Raises RuleError naming file and line."""
    data = load(path)
    register = {}
    for name, entry in data.items():
        line = data.lines[name]
        if not isinstance(entry, LineDict) or set(entry) != {"role", "side", "about"}:
            raise RuleError(path, line, f"act '{name}' needs exactly role, side and about")
        if entry["role"] not in set(Role) or entry["side"] not in _SIDES:
            raise RuleError(
                path, line, f"act '{name}': role is one of {', '.join(Role)}; side one of {', '.join(_SIDES)}"
            )
        register[name] = ActKind(name, Role(entry["role"]), _SIDES[entry["side"]], str(entry["about"]))
    return register


class LazyPacks(Mapping[str, Pack]):
    """The packs of a rules folder, each read when its language first comes up: as it was prepared, else from its files."""

    def __init__(self, rules: Path, register: Mapping[str, ActKind]) -> None:
        self._folders = {path.parent.name: path.parent for path in sorted(rules.glob("acts/*/words.yaml"))}
        self._register = register
        self._prepared = Prepared(rules)
        self._loaded: dict[str, Pack] = {}

    def __getitem__(self, code: str) -> Pack:
        if code not in self._loaded:
            kinds = {name: (kind.role, kind.sides) for name, kind in self._register.items()}
            pack = self._prepared.read(code, kinds) if code in self else None
            self._loaded[code] = pack or load_pack(self._folders[code], self._register)
        return self._loaded[code]

    def __contains__(self, code: object) -> bool:
        return code in self._folders

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


def prepare_packs(rules: Path) -> None:
    """Prepare every pack of a rules folder from its files. Raises RuleError naming file and line for what is not right."""
    register = load_register(rules / "acts" / "acts.yaml")
    prepared = Prepared(rules)
    for path in sorted(rules.glob("acts/*/words.yaml")):
        prepared.write(load_pack(path.parent, register), _word_lists(path))


def load_pack(folder: Path, register: Mapping[str, ActKind]) -> Pack:
    """One language. Raises RuleError naming file and line for anything that is not right."""
    words_path = folder / "words.yaml"
    words = _word_lists(words_path)
    files = tuple(_act_file(path, words, register) for path in sorted(folder.glob("*.yaml")) if path != words_path)
    plain = {name: tuple(normal_form(w) for w in words[name]) for name in _PLAIN_LISTS if name in words}
    return Pack(folder.name, files, plain)


def _word_lists(path: Path) -> WordLists:
    data = load(path)
    return WordLists({name: _strings(path, data, name) for name in data})


def _act_file(path: Path, words: WordLists, register: Mapping[str, ActKind]) -> ActFile:
    kind = register.get(path.stem)
    if kind is None:
        raise RuleError(path, None, f"no act '{path.stem}' stands in the register (acts.yaml)")
    data = load(path)
    for key in data:
        if key not in _KEYS:
            raise RuleError(path, data.lines[key], f"unknown key '{key}'; known: {', '.join(sorted(_KEYS))}")
    phrases = _phrases(path, data, "phrases", words)
    if not phrases:
        raise RuleError(path, data.lines.get("phrases", 1), "'phrases' must hold at least one phrase")
    return ActFile(ActPhrases(path.stem, phrases, _phrases(path, data, "except", words)), kind.role, kind.sides)


def _phrases(path: Path, data: LineDict, key: str, words: WordLists) -> tuple[Phrase, ...]:
    result = []
    for text in _strings(path, data, key) if key in data else ():
        try:
            result.append(parse(text, words))
        except PhraseError as error:
            raise RuleError(path, data.lines[key], f"in '{key}': {error}") from error
    return tuple(result)


def _strings(path: Path, data: LineDict, key: str) -> tuple[str, ...]:
    value: Any = data[key]
    if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
        raise RuleError(path, data.lines[key], f"'{key}' must be a list of phrases (quote those with ':' or '#')")
    return tuple(str(item) for item in value)
