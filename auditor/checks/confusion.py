"""``channel-confusion``: two doors for one brand, and customers knock at the one where nobody helps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from auditor.checks.attention import settled_post
from auditor.checks.digest import AccountView, Said, ThreadDigest, Voice, voices
from auditor.checks.interface import AccountVerdict, JudgedWhole
from auditor.checks.moment import Moment
from auditor.model import Clear, Noted, Recurrence, Related, Span, Spotted

_WINDOW = timedelta(hours=72)  # as `unanswered`
_MANY_OPEN = 0.25  # share of requests left open from which a door counts as shut


@dataclass(frozen=True, slots=True)
class ChannelConfusionCheck:
    """Fires on an account that keeps sending its customers to a sibling account (at least ``bounces`` replies and
    ``share`` of all), or that leaves a quarter of its requests open while a sibling answers most of its own.

    Siblings are declared by the team, or inferred from who sends whom where. Bounces and open requests are counted as
    ``voices``: the same evidence told twice is no more.
    """

    bounces: int
    share: float

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[JudgedWhole]:
        sent, replies, left, judged = _survey(view, moment)
        siblings = self._siblings(view, sent, replies)
        bounced = [one for one in sent if siblings & set(one.reply.sent_to)]
        bounces = self._many(bounced) and len(bounced) >= self.share * replies
        shut = self._shut(view, siblings, judged, left, moment)
        facts = (
            ("bounced", str(len(bounced))),
            ("replies", str(replies)),
            ("siblings", ", ".join(f"@{name}" for name in sorted(siblings))),
            ("open", f"{left} of {judged}" if view.shows_silence else "not shown by the source"),
        )
        first = True
        for thread in view.threads:
            for reply in thread.said:
                verdict: AccountVerdict = Clear()
                if bounces and siblings & set(reply.sent_to):
                    others = (one.reply.post.id for one in bounced if one.reply.post.id != reply.post.id)
                    spotted = Spotted(
                        thread.source, reply.post, reply.span, (), _related("also-sent-on", others), facts
                    )
                    verdict, first = spotted if first else Recurrence(), False
                yield JudgedWhole(thread.conversation, thread.source, verdict)
        related = [one.post.id for one in islice(_open_requests(view, moment), 11)] if shut else []
        for request in _open_requests(view, moment):
            verdict = Clear()
            if shut:
                others = (one for one in related if one != request.post.id)
                span = Span(0, request.post.length)
                spotted = Spotted(request.source, request.post, span, (), _related("also-unanswered", others), facts)
                verdict, first = spotted if first else Recurrence(), False
            yield JudgedWhole(request.conversation, request.source, verdict)

    def _siblings(self, view: AccountView, sent: list[_Sent], replies: int) -> set[str]:
        """Declared ones, and handles to which this account sends many."""
        own = _key(view.account)
        by_handle: dict[str, list[_Sent]] = defaultdict(list)
        for one in sent:
            for handle in one.reply.sent_to:
                by_handle[handle].append(one)
        inferred = {h for h, found in by_handle.items() if self._many(found) and len(found) >= self.share * replies}
        return ({_key(name) for name in view.siblings} | inferred) - {own}

    def _many(self, found: list[_Sent]) -> bool:
        return voices((one.reply.customer or one.conversation, one.reply.voice) for one in found) >= self.bounces

    def _shut(self, view: AccountView, siblings: set[str], judged: int, left: int, moment: Moment) -> bool:
        """Whether many requests stay open here while a sibling account of the archive answers most of its own."""
        if left < max(self.bounces, _MANY_OPEN * judged):
            return False
        rate = 1 - left / judged
        there = [counts for name, counts in view.others if _key(name) in siblings]
        if not any(answered > asked / 2 and answered > rate * asked for asked, answered in there):
            return False
        return voices((one.customer, one.voice) for one in _open_requests(view, moment)) >= self.bounces


class _Sent(NamedTuple):
    """A reply that sends its customer to another account."""

    conversation: str
    reply: Said


class _Open(NamedTuple):
    """A request that was left open."""

    conversation: str
    source: str
    post: Noted
    customer: str
    voice: Voice


def _survey(view: AccountView, moment: Moment) -> tuple[list[_Sent], int, int, int]:
    """In one walk: who was sent elsewhere, how many replies there are, how many requests were left open and of how many."""
    sent: list[_Sent] = []
    replies = left = judged = 0
    for thread in view.threads:
        sent += [_Sent(thread.conversation, reply) for reply in thread.said if reply.sent_to]
        replies += len(thread.said)
        open_here = _is_open(view, thread, moment)
        left += open_here
        judged += open_here or bool(view.shows_silence and thread.open_post and thread.answered)
    return sent, replies, left, judged


def _is_open(view: AccountView, thread: ThreadDigest, moment: Moment) -> bool:
    """Whether a request was left open here; never where the sources do not show silence."""
    if not view.shows_silence or not thread.open_post or thread.answered:
        return False
    return not settled_post((thread.open_post,), moment, _WINDOW)


def _open_requests(view: AccountView, moment: Moment) -> Iterator[_Open]:
    """The requests left open: there may be too many to be held."""
    for thread in view.threads if view.shows_silence else ():
        if thread.open_post and _is_open(view, thread, moment):
            customer = thread.customer or thread.conversation
            yield _Open(thread.conversation, thread.source, thread.open_post, customer, thread.asked[0].voice)


def _related(role: str, others: Iterable[str]) -> tuple[Related, ...]:
    return tuple(Related(role, post_id) for post_id in islice(others, 10))


def _key(name: str) -> str:
    return name.casefold().lstrip("@")


def door_table(view: AccountView) -> list[tuple[str, int, int, int]]:
    """Rows (account, requests, answered, sent there by this account): this account first, then its siblings and where
    it sends people."""
    others = {_key(name): counts for name, counts in view.others}
    sent = Counter(handle for t in view.threads for reply in t.said for handle in reply.sent_to)
    sent.update({_key(name): 0 for name in view.siblings})
    mine = others.get(_key(view.account), (0, 0))
    rows = [(view.account, *mine, 0)]
    for handle, count in sorted(sent.items(), key=lambda item: (-item[1], item[0])):
        if handle != _key(view.account):
            requests, answered = others.get(handle, (0, 0))
            rows.append((handle, requests, answered, count))
    return rows
