"""``channel-confusion``: two doors for one brand, and customers knock at the one where nobody helps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from auditor.checks.attention import settled_post
from auditor.checks.digest import AccountView, Said, ThreadDigest, Voice, voices
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Post, Recurrence, Related, Sighting, Span

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

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        said = [(thread.conversation, reply) for thread in view.threads for reply in thread.said]
        siblings = self._siblings(view, said)
        bounced = [(c, r) for c, r in said if siblings & set(r.sent_to)]
        bounces = self._many(bounced) and len(bounced) >= self.share * len(said)
        requests = [t for t in view.threads if t.open_post and view.shows_silence]
        left = [t for t in requests if _left_open(t, moment)]
        judged = [t for t in requests if t.answered or t in left]
        shut = self._shut(view, siblings, judged, left)
        facts = (
            ("bounced", str(len(bounced))),
            ("replies", str(len(said))),
            ("siblings", ", ".join(f"@{name}" for name in sorted(siblings))),
            ("open", f"{len(left)} of {len(judged)}" if view.shows_silence else "not shown by the source"),
        )
        first = True
        for conversation, reply in said:
            if not bounces or not siblings & set(reply.sent_to):
                yield Judged(conversation, Clear())
            elif first:
                first = False
                others = [r.post.id for _, r in bounced if r.post.id != reply.post.id]
                yield Judged(conversation, _sighting(reply.post, reply.span, "also-sent-on", others, facts))
            else:
                yield Judged(conversation, Recurrence())
        for thread in left:
            if not shut or thread.open_post is None:
                yield Judged(thread.conversation, Clear())
            elif first:
                first = False
                others = [t.open_post.id for t in left if t.open_post and t is not thread]
                span = Span(0, len(thread.open_post.text))
                yield Judged(thread.conversation, _sighting(thread.open_post, span, "also-unanswered", others, facts))
            else:
                yield Judged(thread.conversation, Recurrence())

    def _siblings(self, view: AccountView, said: list[tuple[str, Said]]) -> set[str]:
        """Declared ones, and handles to which this account sends many."""
        own = _key(view.account)
        sent: dict[str, list[tuple[str, Said]]] = defaultdict(list)
        for conversation, reply in said:
            for handle in reply.sent_to:
                sent[handle].append((conversation, reply))
        inferred = {h for h, found in sent.items() if self._many(found) and len(found) >= self.share * len(said)}
        return ({_key(name) for name in view.siblings} | inferred) - {own}

    def _many(self, found: list[tuple[str, Said]]) -> bool:
        pairs: list[tuple[str, Voice]] = [
            (reply.customer or conversation, reply.voice) for conversation, reply in found
        ]
        return voices(pairs) >= self.bounces

    def _shut(
        self, view: AccountView, siblings: set[str], judged: list[ThreadDigest], left: list[ThreadDigest]
    ) -> bool:
        """Whether many requests stay open here while a sibling account of the archive answers most of its own."""
        pairs = [(t.customer or t.conversation, t.asked[0].voice) for t in left]
        if voices(pairs) < self.bounces or len(left) < _MANY_OPEN * len(judged):
            return False
        rate = 1 - len(left) / len(judged)
        there = [counts for name, counts in view.others if _key(name) in siblings]
        return any(answered > asked / 2 and answered > rate * asked for asked, answered in there)


def _left_open(thread: ThreadDigest, moment: Moment) -> bool:
    return bool(thread.open_post and not thread.answered and not settled_post((thread.open_post,), moment, _WINDOW))


def _sighting(post: Post, span: Span, role: str, others: list[str], facts: tuple[tuple[str, str], ...]) -> Sighting:
    return Sighting(post, span, related=tuple(Related(role, post_id) for post_id in others[:10]), facts=facts)


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
