"""``slow-reply``: the first reply came later than the target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.attention import asks_here, needs_answer, spoken
from auditor.checks.calendar import Calendar
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Excuse, History, NotCheckable, Related, Sighting, Span


@dataclass(frozen=True, slots=True)
class SlowReplyCheck:
    """Measures from the customer's first post that needs an answer to the first public reply after it.

    Time runs around the clock unless a business calendar is given. A review edited after its reply is not judged: the
    words that were answered, and so whether they needed it, are gone.
    """

    target: timedelta
    calendar: Calendar

    def judge_history(self, history: History, moment: Moment) -> Iterator[Judged]:
        for thread in history.threads:
            asked = next(
                (i for i, t in enumerate(thread.turns) if asks_here(thread, i) and needs_answer(t)),
                None,
            )
            if asked is None:
                continue
            replies = [i for i in thread.replies if i in spoken(thread)]
            reply = next((thread.turns[i] for i in replies if i > asked), None)
            post = thread.turns[asked].post
            if post.edited and replies:
                yield Judged(thread.thread.id, NotCheckable("the review was edited after its reply"))
                continue
            if reply is None or any(i < asked for i in replies):
                continue  # nobody answered (another rule), or a conversation already under way
            answer = reply.post
            conversation = thread.thread.id
            if post.created_at is None or answer.created_at is None:
                yield Judged(conversation, NotCheckable("timestamps are missing"))
            elif post.parent_missing:
                yield Judged(conversation, NotCheckable("the conversation began before the file does"))
            else:
                waited = self.calendar.between(post.created_at, answer.created_at)
                if waited <= self.target:
                    yield Judged(conversation, Clear())
                    continue
                where, span = reply.locate(Span(0, len(reply.reading.text)))
                yield Judged(
                    conversation,
                    Sighting(
                        where,
                        span,
                        excuses=(Excuse(f"a reply within {hours(self.target)} h", "thread", found=False),),
                        related=(Related("customer-post", post.id),),
                        facts=(("hours", hours(waited)), ("target", hours(self.target))),
                    ),
                )


def hours(span: timedelta) -> str:
    """Hours with one decimal, without a trailing zero."""
    return f"{span.total_seconds() / 3600:.1f}".removesuffix(".0")
