"""``repeated-question``: the account asks again for something that the customer already gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, ratio

from auditor.checks.attention import speaks_to
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Act, Clear, Excuse, History, ReadThread, Related, Sighting, Turn
from auditor.text.normal import bare_words

_MIN_WORDS = 3
_MOST = 0.65
_PERSONAL = "asks-personal-data"
_GIVEN = ("gave-details", "email-address", "phone-number", "asks-private")


@dataclass(frozen=True, slots=True)
class Question:
    """A question once asked: in which turn, in which words, whether it asks for personal data, whether it was the only
    one there."""

    turn: int
    words: str
    personal: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class RepeatedQuestionCheck:
    """Two questions of the account to one customer (``asks`` acts) alike to ``alike`` percent, with the customer's own
    words between them that answer.

    They answer when they ask nothing back and do not refuse (``no_answer``); where personal data was asked for, they must
    visibly give something, and where several things were asked it cannot be told what they answer. A reply after silence
    may ask again, and so may one that comes with a new step ("does that help?").
    """

    asks: tuple[str, ...]
    alike: float
    no_answer: tuple[str, ...]

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            asked: list[Question] = []
            for index in thread.replies:
                if not speaks_to(thread, index, thread.thread.customer):
                    continue
                questions = list(self._questions(thread, index))
                again = next(
                    (
                        (act, old, given)
                        for act, new in questions
                        for old in asked
                        if self._same(old, new) and (given := self._given(thread, old, index))
                    ),
                    None,
                )
                if again is not None:
                    yield Judged(thread.thread.id, self._sighting(thread, index, *again))
                elif questions and asked:
                    yield Judged(thread.thread.id, Clear())
                asked += [question for _, question in questions]

    def _questions(self, thread: ReadThread, index: int) -> Iterator[tuple[Act, Question]]:
        reading = thread.turns[index].reading
        acts = [act for act in reading.acts if act.name in self.asks]
        alone = len({act.sentence for act in acts}) == 1
        steps = list(reading.of("step"))
        for act in acts:
            if any(step.sentence < act.sentence for step in steps):
                continue  # it asks about the step that comes before it
            words = bare_words(reading.sentences[act.sentence].of(reading.text))
            yield act, Question(index, words, act.name == _PERSONAL, alone)

    def _same(self, old: Question, new: Question) -> bool:
        if old.turn == new.turn or min(len(old.words.split()), len(new.words.split())) < _MIN_WORDS:
            return False
        short, long = sorted((old.words, new.words), key=len)
        if ratio(short, long) >= self.alike:
            return True
        return len(short) >= _MOST * len(long) and partial_ratio(short, long) >= self.alike  # with a greeting before it

    def _given(self, thread: ReadThread, old: Question, index: int) -> Turn | None:
        """The customer's turn between the two questions that answers the first."""
        customer = thread.thread.customer
        for turn in thread.turns[old.turn + 1 : index]:
            if turn.is_brand or turn.post.author != customer or turn.reading.has(*self.no_answer):
                continue
            words = bare_words(turn.reading.text)
            shown = turn.reading.has(*_GIVEN) or any(letter.isdigit() for letter in _own_words(turn))
            if old.alone and (shown or (words and not old.personal)):
                return turn
        return None

    def _sighting(self, thread: ReadThread, index: int, act: Act, old: Question, given: Turn) -> Sighting:
        post, span = thread.turns[index].locate(act.span)
        return Sighting(
            post,
            span,
            excuses=(Excuse("a new question", "reply", found=False),),
            related=(
                Related("first-asked", thread.turns[old.turn].post.id),
                Related("customer-answer", given.post.id),
            ),
        )


def _own_words(turn: Turn) -> str:
    """A turn's text without handles and links, whose digits give nothing."""
    text = turn.reading.text
    for act in turn.reading.acts:
        if act.name in {"handle", "link"}:
            text = text[: act.span.start] + " " * (act.span.end - act.span.start) + text[act.span.end :]
    return text
