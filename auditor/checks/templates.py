"""``boilerplate``: one template without an answer, used for many different customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.checks.digest import AccountView, Said, Voice, voices
from auditor.checks.interface import AccountVerdict, JudgedWhole
from auditor.checks.likeness import groups_of_alike
from auditor.checks.moment import Moment
from auditor.model import Clear, NotCheckable, Recurrence, Related, Spotted


@dataclass(frozen=True, slots=True)
class BoilerplateCheck:
    """Templates are groups of replies alike to ``alike`` percent of at least ``at_least_words`` words. One is a fault
    when none of its replies answers and it went to ``customers`` different customers or more.

    The same answer pasted under one customer's copies has one customer, so it is never boilerplate. Replies to posts
    that ask for nothing have nothing to answer, and a reply that asks in public for what it needs is at work. Customers
    are counted as ``voices``, so that an archive told twice has the same templates.
    """

    alike: float
    customers: int
    at_least_words: int

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]:
        idle = [
            _Idle(thread.conversation, reply.post.id, reply.customer or thread.conversation, reply.voice, words)
            for thread in view.threads
            for reply in thread.said
            if len((words := reply.idle_words).split()) >= self.at_least_words
        ]
        groups = groups_of_alike([reply.words for reply in idle], self.alike)
        template_of = {
            (idle[index].conversation, idle[index].post_id): number
            for number, group in enumerate(groups)
            if _customers([idle[i] for i in group]) >= self.customers
            for index in group
        }
        listed: set[int] = set()
        for thread in view.threads:
            for reply in thread.said:
                number = template_of.get((thread.conversation, reply.post.id))
                verdict = _verdict(reply, number, listed)
                if verdict is None and number is not None:
                    listed.add(number)
                    verdict = _spotted(thread.source, reply, [idle[i] for i in groups[number]])
                if verdict is not None:
                    yield JudgedWhole(thread.conversation, thread.source, verdict)


class _Idle(NamedTuple):
    """A reply that may be one of a template."""

    conversation: str
    post_id: str
    customer: str
    voice: Voice
    words: str


def _verdict(reply: Said, number: int | None, listed: set[int]) -> AccountVerdict | None:
    """What is said of one reply of template ``number``; None where it had no opportunity, or is the first of a template."""
    if not reply.readable:
        return NotCheckable("no phrases for the language of the reply")
    if reply.unasked:
        return NotCheckable(reply.unasked)
    if reply.needless:
        return None
    if number is None:
        return Clear()
    return Recurrence() if number in listed else None


def _spotted(source: str, reply: Said, members: list[_Idle]) -> Spotted:
    others = [member.post_id for member in members if member.post_id != reply.post.id]
    return Spotted(
        source,
        reply.post,
        reply.span,
        related=tuple(Related("same-template", post_id) for post_id in others[:10]),
        facts=(("replies", str(len(members))), ("customers", str(_customers(members)))),
    )


def _customers(members: list[_Idle]) -> int:
    return voices((reply.customer, reply.voice) for reply in members)
