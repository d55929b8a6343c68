"""Who answers whom: a conversation of one customer with one account, in time order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from auditor.model.acts import Reading, Span
from auditor.model.posts import By, Post, Visibility


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation as seen by one account: posts in time order; other accounts' posts stay in as context.

    ``source`` names the importer that read it, so that rules know what evidence to expect.
    """

    id: str
    account: str
    customer: str | None
    source: str
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Turn:
    """One utterance as its reader meets it: a post, or the halves of a split reply (``1/2``, ``2/2``) joined.

    ``reading.text`` is the joined text; ``starts`` says where each part begins in it, so that a span of the joined
    text can be laid back on the post that holds it.
    """

    parts: tuple[Post, ...]
    starts: tuple[int, ...]
    reading: Reading

    @property
    def post(self) -> Post:
        return self.parts[0]

    @property
    def last(self) -> Post:
        return self.parts[-1]

    @property
    def is_brand(self) -> bool:
        return self.post.by is By.BRAND

    def locate(self, span: Span) -> tuple[Post, Span]:
        """The post that holds ``span``, and the span counted in that post's own text (cut where that text ends; what
        stands in a review's title lies before its text and is cut away)."""
        index = max(i for i, start in enumerate(self.starts) if start <= span.start or i == 0)
        post, base = self.parts[index], self.starts[index]
        start = min(max(span.start - base, 0), len(post.text))
        return post, Span(start, min(max(span.end - base, start), len(post.text)))


@dataclass(frozen=True)
class ReadThread:
    """A thread with every turn read."""

    thread: Thread
    turns: tuple[Turn, ...]

    @property
    def account(self) -> str:
        return self.thread.account

    @cached_property
    def replies(self) -> tuple[int, ...]:
        """Indices of the turns in which this thread's account speaks in public."""
        return tuple(
            i
            for i, turn in enumerate(self.turns)
            if turn.is_brand and turn.post.account == self.account and turn.post.visibility is Visibility.PUBLIC
        )

    def asked(self, index: int) -> Turn | None:
        """The customer's turn that the reply at ``index`` answers: its parent, else the last customer turn before."""
        if index not in self._asked:
            parents = {part.in_reply_to for part in self.turns[index].parts}
            before = [turn for turn in self.turns[:index] if not turn.is_brand]
            by_link = [turn for turn in before if any(part.id in parents for part in turn.parts)]
            found = by_link or before
            self._asked[index] = found[-1] if found else None
        return self._asked[index]

    def unasked(self, index: int) -> str:
        """Why there is nothing that the reply at ``index`` answers; empty where there is."""
        if self.asked(index) is not None:
            return ""
        parents = {part.in_reply_to for part in self.turns[index].parts}
        if any(part.id in parents for turn in self.turns[index + 1 :] for part in turn.parts):
            return "the post that the reply answers was changed after it"
        return "the post that the reply answers is not in the file"

    @cached_property
    def _asked(self) -> dict[int, Turn | None]:
        """What ``asked`` has found so far: a dozen rules ask it of every reply."""
        return {}

    def earlier(self, index: int) -> tuple[Turn, ...]:
        """This account's replies before ``index``."""
        return tuple(self.turns[i] for i in self.replies if i < index)

    def customer_turns(self, until: int | None = None) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns[:until] if not turn.is_brand)


@dataclass(frozen=True)
class History:
    """All threads of one customer with one account, oldest first: the unit that is judged, and split over workers."""

    account: str
    customer: str | None
    threads: tuple[ReadThread, ...]
