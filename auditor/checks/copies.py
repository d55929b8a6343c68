"""Copies of one complaint: a customer who posts the same words again and again has not been heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import token_set_ratio

from auditor.checks.attention import Place, answered, needs_none, settled
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, History, NotCheckable, Related, Sighting, Span
from auditor.text.normal import bare_words

_AT_ONCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CopiesCheck:
    """One finding per copy that got no reply while another copy by the same customer did.

    Two posts are copies when their words, without handles and links, are alike to ``alike`` percent and not fewer than
    ``at_least_words``, within ``within`` of each other. Words typed again in the same thread within a quarter of an
    hour are one copy: what answers the one answers the other. Thanks and praise may be repeated; of other words the
    repetition itself says that they need an answer.
    """

    window: timedelta
    within: timedelta
    alike: float
    at_least_words: int

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for copies in self.groups(history):
            heard = [place for place in copies if self._heard(place, copies)]
            if not heard:
                continue  # nobody answered any of them: that is `unanswered`
            for place in copies:
                conversation = place.thread.thread.id
                if place in heard:
                    yield Judged(conversation, Clear())
                elif reason := settled(place.turn, moment, self.window):
                    yield Judged(conversation, NotCheckable(reason))
                else:
                    yield Judged(conversation, self._sighting(place, heard, len(copies)))

    def groups(self, history: History) -> list[list[Place]]:
        """Groups of two or more copies, each member alike to the group's first (so that likeness does not drift)."""
        places = [
            Place(thread, index)
            for thread in history.threads
            for index, turn in enumerate(thread.turns)
            if not turn.is_brand
            and turn.post.account == history.account
            and turn.post.author == history.customer
            and not needs_none(turn)
        ]
        groups: list[tuple[str, list[Place]]] = []
        for place in sorted(places, key=lambda p: (str(p.turn.post.created_at), p.turn.post.id)):
            words = bare_words(place.turn.reading.text)
            if len(words.split()) < self.at_least_words:
                continue
            home = next((g for first, g in groups if self._alike(first, words) and self._near(g[0], place)), None)
            if home is None:
                groups.append((words, [place]))
            else:
                home.append(place)
        return [group for _, group in groups if len(group) > 1]

    def _heard(self, place: Place, copies: Sequence[Place]) -> bool:
        return any(answered(other.thread, other.index) for other in copies if other == place or _retyped(place, other))

    def _alike(self, one: str, other: str) -> bool:
        if min(len(one), len(other)) * 2 < max(len(one), len(other)):
            return False
        if Indel.normalized_similarity(one, other) * 100 >= self.alike:
            return True
        return token_set_ratio(one, other) >= self.alike and abs(len(one) - len(other)) <= 0.25 * max(
            len(one), len(other)
        )

    def _near(self, one: Place, other: Place) -> bool:
        first, second = one.turn.post.created_at, other.turn.post.created_at
        return first is None or second is None or abs(second - first) <= self.within

    def _sighting(self, place: Place, heard: Sequence[Place], copies: int) -> Sighting:
        post, span = place.turn.locate(Span(0, len(place.turn.reading.text)))
        return Sighting(
            post,
            span,
            excuses=(Excuse("a reply to this copy", "thread", found=False),),
            related=tuple(Related("answered-copy", sibling.turn.post.id) for sibling in heard),
            facts=(("copies", str(copies)), ("answered", str(len(heard)))),
        )


def _retyped(one: Place, other: Place) -> bool:
    first, second = one.turn.post.created_at, other.turn.post.created_at
    if one.thread is not other.thread or first is None or second is None or abs(second - first) > _AT_ONCE:
        return False
    return not any(one.index < i < other.index or other.index < i < one.index for i in one.thread.replies)


def is_answered_copy(groups: Sequence[Sequence[Place]], place: Place) -> bool:
    """Whether ``place`` is a copy of a post that was answered elsewhere."""
    return any(place in group and any(answered(p.thread, p.index) for p in group) for group in groups)
