"""A brand's archive invented by a seed: three agents with habits of their own, templates, long and short conversations."""

from __future__ import annotations

import random

from auditor.model import Post
from tests.scenarios.archives import BRAND, CUSTOMER
from tests.scenarios.stage import talk

AGENTS = ("^KL", "^MO", "^PW")
GOOD = (
    "Sorry for the wait. The depot in Hull has your parcel and delivers it tomorrow before noon.",
    "Open Settings, choose Tickets and tap Refresh: the season ticket loads again.",
    "Your refund was booked this morning and shows in three to five days.",
)


def archive(seed: int, conversations: int, bad: float = 0.5, account: str = "Acme") -> list[Post]:
    """Conversations of one customer each. ``bad``: how often a reply is drawn from the worse ones. Agents differ, and an
    agent stays in a conversation, so that its replies fail together."""
    rng = random.Random(seed)
    posts: list[Post] = []
    for number in range(conversations):
        at = rng.uniform(0, 24 * 28)
        agent = rng.randrange(len(AGENTS))
        worse = bad * (0.7 + 0.3 * agent)
        turns = []
        for _ in range(rng.choice([1, 1, 1, 2, 2, 4])):
            turns.append(("c", f"{rng.choice(CUSTOMER)} Case {rng.randrange(10**6)}.", at))
            if rng.random() < 0.9:
                at += rng.expovariate(1 / 3)
                text = rng.choice(BRAND if rng.random() < worse else GOOD)
                turns.append(("b", text if rng.random() < 0.2 else f"{text} {AGENTS[agent]}", at))
            at += rng.uniform(0.1, 20)
        posts += talk(f"{account}-{number}", *turns, who=f"{account}-u{number}", links=True, account=account)
    return posts
