"""``repeated-question``: the account asks again for something that the customer already gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Act, Clear, Excuse, History, ReadThread, Related, Sighting, Turn
from auditor.text.normal import bare_words

_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class RepeatedQuestionCheck:
    """Two questions of the account (``asks`` acts) alike to ``alike`` percent, with the customer's own words between
    them that answer: they ask nothing back and do not refuse. A reply after silence may ask again."""

    asks: tuple[str, ...]
    alike: float
    no_answer: tuple[str, ...]

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            asked: list[tuple[int, str]] = []
            for index in thread.replies:
                questions = [(act, self._sentence(thread.turns[index], act)) for act in self._acts(thread.turns[index])]
                again = next(
                    ((a, e) for a, words in questions for e in asked if self._same(thread, e, index, words)), None
                )
                if again is not None:
                    yield Judged(thread.thread.id, self._sighting(thread, index, again[0], again[1][0]))
                elif questions and asked:
                    yield Judged(thread.thread.id, Clear())
                asked += [(index, words) for _, words in questions]

    def _acts(self, turn: Turn) -> list[Act]:
        return [act for act in turn.reading.acts if act.name in self.asks]

    def _sentence(self, turn: Turn, act: Act) -> str:
        return bare_words(turn.reading.sentences[act.sentence].of(turn.reading.text))

    def _same(self, thread: ReadThread, earlier: tuple[int, str], index: int, words: str) -> bool:
        at, before = earlier
        if at == index or min(len(words.split()), len(before.split())) < _MIN_WORDS:
            return False
        if token_set_ratio(words, before) < self.alike or abs(len(words) - len(before)) > 0.5 * max(
            len(words), len(before)
        ):
            return False
        between = [t for t in thread.turns[at + 1 : index] if not t.is_brand]
        return any(bare_words(t.reading.text) and not t.reading.has(*self.no_answer) for t in between)

    def _sighting(self, thread: ReadThread, index: int, act: Act, earlier: int) -> Sighting:
        post, span = thread.turns[index].locate(act.span)
        given = next(t for t in thread.turns[earlier + 1 : index] if not t.is_brand)
        return Sighting(
            post,
            span,
            excuses=(Excuse("a new question", "reply", found=False),),
            related=(Related("first-asked", thread.turns[earlier].post.id), Related("customer-answer", given.post.id)),
        )
