"""Reads a text for what it does: sentences, acts with exact spans, and whether it holds public substance."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.model import Act, Certainty, Language, Reading, Span
from auditor.text.hashtags import open_hashtags
from auditor.text.language import LanguageReader
from auditor.text.mood import UPSET, is_content, mood
from auditor.text.packs import Pack, Side
from auditor.text.sentences import SentenceSplitter
from auditor.text.signature import find_signature, name_at
from auditor.text.substance import public_answers, questions
from auditor.text.tokens import Tokens, tokenize

_ANOTHER = "other-account"
_BEFORE_WORDS = frozenset({"handle", "punct", "end", "newline"})


class TextReader:
    """Turns texts into Readings. ``hints`` are the languages of the texts around (the thread), used only where a text
    is too short to tell its own: they decide which phrases it is read with, never what language it is accused of."""

    def __init__(self, packs: Mapping[str, Pack], languages: LanguageReader) -> None:
        self._packs = packs
        self.languages = languages
        self._splitter = SentenceSplitter()

    def get_ready(self, every_language: bool = False) -> None:
        """Load what nearly every text needs (spaCy), before processes are forked that then have it in common; with
        ``every_language`` what a large archive comes to need (all phrases, the second voice)."""
        self._splitter.get_ready()
        if every_language:
            self.languages.get_ready()
            for pack in self._packs.values():
                for side in Side:
                    pack.lexicon(side)

    def read(
        self, text: str, side: Side, hints: Sequence[str] = (), brand: str = "", rating: float | None = None
    ) -> Reading:
        language = self.languages.label(text)
        pack = self._pack_for(language, hints)
        tokens = tokenize(text) if side is Side.REPLY else open_hashtags(text, tokenize(text))
        ranges = self._splitter.split(tokens)
        sentences = tuple(Span(tokens.starts[a], tokens.ends[b - 1]) for a, b in ranges)
        acts = list(_structure(text, tokens, ranges, brand))
        if pack is not None:
            acts += self._phrase_acts(pack, side, tokens, ranges)
        if side is Side.CUSTOMER:
            if is_content(rating):
                acts = [act for act in acts if act.name != UPSET]
            acts += mood(text, tokens, ranges, acts, rating)
        if side is Side.REPLY:
            acts = [_named(text, act) if act.name == "signed" else act for act in acts]
            mark = None if any(a.name == "signed" for a in acts) else _mark(text, pack, brand)
            if mark and not any(_says(act.span, mark) for act in acts):
                acts.append(Act("signed", mark, _sentence_at(sentences, mark.start), "signature"))
        roles = pack.roles if pack else {}
        acts += questions(tokens, ranges, acts, roles, pack.tags if pack and side is Side.REPLY else frozenset())
        if side is Side.REPLY and pack is not None:
            acts += public_answers(tokens, ranges, acts, roles, pack.clause_openers)
        return Reading(text, language, pack.code if pack else None, sentences, Reading.in_order(acts))

    def _pack_for(self, language: Language, hints: Sequence[str]) -> Pack | None:
        if language.certainty is not Certainty.NONE and language.code:
            return self._packs.get(language.code)
        for hint in hints:
            if hint in self._packs:
                return self._packs[hint]
        return self._packs.get(language.code or "")

    def _phrase_acts(self, pack: Pack, side: Side, tokens: Tokens, ranges: Sequence[tuple[int, int]]) -> Iterable[Act]:
        ends = [end for _, end in ranges]
        for match in pack.lexicon(side).find(tokens):
            if match.act == _ANOTHER and match.start < _addressed(tokens):
                continue  # "@anna Can we help?" sends nobody to Anna
            sentence = bisect_right(ends, match.start)
            span = Span(tokens.starts[match.start], tokens.ends[match.end - 1])
            yield Act(match.act, span, sentence, match.phrase)


def _mark(text: str, pack: Pack | None, brand: str) -> Span | None:
    """The agent's mark or name, by the words of the language where it is known."""
    if pack is None:
        return find_signature(text, frozenset(), frozenset(), brand)
    return find_signature(text, pack.team_words, pack.closers, brand, pack.titles)


def _addressed(tokens: Tokens) -> int:
    """How many tokens a reply takes to say to whom it is: its handles before any word."""
    return next((at for at, kind in enumerate(tokens.kinds) if kind not in _BEFORE_WORDS), len(tokens))


def _structure(text: str, tokens: Tokens, ranges: Sequence[tuple[int, int]], brand: str) -> Iterable[Act]:
    """Acts that no language decides: links, handles (the account's own too), phone numbers, e-mail addresses."""
    names = {"url": "link", "handle": "handle", "phone": "phone-number", "email": "email-address"}
    if names.keys().isdisjoint(tokens.kinds):
        return
    for index, (a, b) in enumerate(ranges):
        for i in range(a, b):
            if name := names.get(tokens.kinds[i]):
                span = Span(tokens.starts[i], tokens.ends[i])
                yield Act(name, span, index, "structure")
                if name == "handle" and span.of(text)[1:].casefold() == brand.lstrip("@").casefold():
                    yield Act("own-handle", span, index, "structure")


def _named(text: str, act: Act) -> Act:
    """A person who signs in words ("my name is Anna") signs with the name."""
    name = name_at(text, act.span.start + act.span.of(text).rfind(" ") + 1) or name_at(text, act.span.end + 1)
    return replace(act, span=name) if name else act


def _says(act: Span, mark: Span) -> bool:
    """Whether an act is the mark itself: "Enjoy." is no name where it is known as a wish."""
    return act.covers(mark) and act.end - act.start < mark.end - mark.start + 3


def _sentence_at(sentences: Sequence[Span], position: int) -> int:
    return next((i for i, s in enumerate(sentences) if position < s.end), max(len(sentences) - 1, 0))
