"""``boilerplate``: one template without an answer, used for many different customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.digest import AccountView, Said, voices
from auditor.checks.interface import Judged
from auditor.checks.likeness import groups_of_alike
from auditor.checks.moment import Moment
from auditor.model import Clear, NotCheckable, Recurrence, Related, Sighting


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

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        said = [(thread.conversation, reply) for thread in view.threads for reply in thread.said]
        empty = [
            (c, r)
            for c, r in said
            if r.readable
            and not r.unasked
            and not (r.answers or r.needless or r.works)
            and len(r.words.split()) >= self.at_least_words
        ]
        groups = groups_of_alike([reply.words for _, reply in empty], self.alike)
        template_of = {
            index: number
            for number, group in enumerate(groups)
            if _customers([empty[i] for i in group]) >= self.customers
            for index in group
        }
        listed: set[int] = set()
        position = {(c, r.post.id): i for i, (c, r) in enumerate(empty)}
        for conversation, reply in said:
            number = template_of.get(position.get((conversation, reply.post.id), -1))
            if not reply.readable:
                yield Judged(conversation, NotCheckable("no phrases for the language of the reply"))
            elif reply.unasked:
                yield Judged(conversation, NotCheckable(reply.unasked))
            elif reply.needless:
                continue
            elif number is None:
                yield Judged(conversation, Clear())
            elif number in listed:
                yield Judged(conversation, Recurrence())
            else:
                listed.add(number)
                members = [empty[i] for i in groups[number]]
                yield Judged(conversation, self._sighting(reply, members))

    def _sighting(self, reply: Said, members: list[tuple[str, Said]]) -> Sighting:
        customers = _customers(members)
        others = [m.post.id for _, m in members if m.post.id != reply.post.id]
        return Sighting(
            reply.post,
            reply.span,
            related=tuple(Related("same-template", post_id) for post_id in others[:10]),
            facts=(("replies", str(len(members))), ("customers", str(customers))),
        )


def _customers(members: list[tuple[str, Said]]) -> int:
    return voices((reply.customer or conversation, reply.voice) for conversation, reply in members)
