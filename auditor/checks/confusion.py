"""``channel-confusion``: two doors for one brand, and customers knock at the one where nobody helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.digest import AccountView, Said
from auditor.checks.interface import Judged
from auditor.checks.moment import Moment
from auditor.model import Clear, Recurrence, Related, Sighting


@dataclass(frozen=True, slots=True)
class ChannelConfusionCheck:
    """Fires on an account that keeps sending its customers to a sibling account: at least ``bounces`` replies and
    ``share`` of all. Siblings are declared by the team, or inferred from who sends whom where."""

    bounces: int
    share: float

    def judge_account(self, view: AccountView, moment: Moment) -> Iterator[Judged]:
        said = [(thread.conversation, reply) for thread in view.threads for reply in thread.said]
        sent = Counter(handle for _, reply in said for handle in reply.sent_to if handle != view.account.casefold())
        declared = {name.casefold().lstrip("@") for name in view.siblings}
        siblings = {
            handle
            for handle, count in sent.items()
            if handle in declared or (count >= self.bounces and count >= self.share * len(said))
        }
        bounced = [(c, r) for c, r in said if siblings & set(r.sent_to)]
        fires = len(bounced) >= self.bounces and len(bounced) >= self.share * len(said)
        first = True
        for conversation, reply in said:
            if not fires or not siblings & set(reply.sent_to):
                yield Judged(conversation, Clear())
            elif first:
                first = False
                yield Judged(conversation, self._sighting(reply, bounced, siblings, len(said)))
            else:
                yield Judged(conversation, Recurrence())

    def _sighting(self, reply: Said, bounced: list[tuple[str, Said]], siblings: set[str], replies: int) -> Sighting:
        others = [r.post.id for _, r in bounced if r.post.id != reply.post.id]
        return Sighting(
            reply.post,
            reply.span,
            related=tuple(Related("also-sent-on", post_id) for post_id in others[:10]),
            facts=(
                ("bounced", str(len(bounced))),
                ("replies", str(replies)),
                ("siblings", ", ".join(f"@{name}" for name in sorted(siblings))),
            ),
        )


def door_table(view: AccountView) -> list[tuple[str, int, int, int]]:
    """Rows (account, requests, answered, sent there by this account): this account first, then where it sends people."""
    others = dict(view.others)
    sent = Counter(handle for t in view.threads for reply in t.said for handle in reply.sent_to)
    mine = others.get(view.account.casefold(), (0, 0))
    rows = [(view.account, *mine, 0)]
    for handle, count in sorted(sent.items(), key=lambda item: (-item[1], item[0])):
        if handle != view.account.casefold():
            requests, answered = others.get(handle, (0, 0))
            rows.append((handle, requests, answered, count))
    return rows
