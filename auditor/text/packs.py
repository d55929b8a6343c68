"""A language pack: everything the reader knows of one language, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.text.lexicon import ActPhrases, Lexicon
from auditor.text.plan import Plan
from auditor.text.ways import PhraseWays


class Role(StrEnum):
    """What an act is worth when a reply is asked for its substance.

    SUBSTANCE advances the matter; EMPTY acts are courtesy and intentions; ELSEWHERE acts move the customer on; MARK
    acts only say something about the text for rules to use.
    """

    SUBSTANCE = "substance"
    EMPTY = "empty"
    ELSEWHERE = "elsewhere"
    MARK = "mark"


class Side(StrEnum):
    """Whose texts an act is looked for in."""

    REPLY = "reply"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ActFile:
    """One file of a pack."""

    phrases: ActPhrases
    role: Role
    sides: frozenset[Side]


class Pack:
    """One language: a lexicon per side, the role of each act, and the word lists the readers use. ``made`` is what its
    lexicons' phrases come to, where that was made before."""

    def __init__(
        self,
        code: str,
        files: tuple[ActFile, ...],
        words: Mapping[str, tuple[str, ...]],
        made: Mapping[Side, tuple[Plan, Callable[[int], PhraseWays]]] | None = None,
    ) -> None:
        self.code = code
        self.roles = {f.phrases.act: f.role for f in files}
        self.team_words = frozenset(words.get("team-words", ()))
        self.closers = frozenset(words.get("closers", ()))
        self.tags = frozenset(words.get("tags", ()))
        self.titles = frozenset(words.get("titles", ()))
        self.clause_openers = frozenset(words.get("clause-openers", ()))
        self.files = files
        self.words = words
        self._made = made or {}
        self._lexicons: dict[Side, Lexicon] = {}

    def lexicon(self, side: Side) -> Lexicon:
        """The phrases of one side, compiled when first asked for (a check of canned responses needs no customers)."""
        if side not in self._lexicons:
            phrases = [f.phrases for f in self.files if side in f.sides]
            self._lexicons[side] = Lexicon(phrases, self.clause_openers, *self._made.get(side, ()))
        return self._lexicons[side]
