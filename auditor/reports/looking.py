"""What has to be hidden in the words of findings: to find it is most of the work of hiding, and it depends on nothing that was
found before, so processes share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain

from auditor.model import By, Finding, Post
from auditor.processes import ahead, spread
from auditor.reports.clean import whole
from auditor.reports.hidden import Place, Words

Places = Callable[[Words], tuple[Place, ...]]
"""Finds what has to be hidden in some words."""
Found = dict[Words, tuple[Place, ...]]
Pieces = Callable[[], Iterator[Sequence[Finding]]]
"""A report's findings, some at a time, anew each time it is called."""

_WORTH_A_PROCESS = 2_000  # texts
_HOME = 8  # of two processes, the one that needs what is found looks at an eighth of it: it has the rest of the work


def words_of(post: Post, account: str, agent: str | None, customers: tuple[str, ...]) -> Words:
    """A post's words, and what its record tells of who is in them."""
    if post.by is By.CUSTOMER and post.author and post.author not in customers:
        customers = (post.author, *customers)
    return Words(account, whole(post.text), post.by is By.BRAND, customers, agent or post.agent)


def looked_through(findings: Iterable[Finding], places: Places, jobs: int) -> Found:
    """What has to be hidden in some findings, looked for in ``jobs`` processes."""
    listed = _words_in(findings)
    return dict(zip(listed, spread(partial(_all, places), listed, jobs, _WORTH_A_PROCESS), strict=True))


@contextmanager
def looking_ahead(pieces: Pieces, places: Places, jobs: int) -> Iterator[Callable[[Sequence[Finding]], Found]]:
    """The same for findings that lie on disk: other processes walk them too, and look at each piece of them while home is
    still at work on the one before. Yields what gives, of each piece in its turn, what was found."""
    others = jobs - 1

    def shares(listed: Sequence[Words]) -> list[Sequence[Words]]:
        mine = len(listed) // _HOME if others == 1 else 0
        cuts = [mine + (len(listed) - mine) * number // others for number in range(others + 1)]
        return [listed[:mine], *(listed[cuts[n] : cuts[n + 1]] for n in range(others))]

    def walk(number: int) -> Iterator[list[tuple[Place, ...]]]:
        return (_all(places, shares(_words_in(some))[number]) for some in pieces())

    with ahead([partial(walk, number) for number in range(1, jobs)]) as found:

        def look(some: Sequence[Finding]) -> Found:
            listed = _words_in(some)
            mine = _all(places, shares(listed)[0])
            return dict(zip(listed, chain(mine, *map(next, found)), strict=True))

        yield look


def _words_in(findings: Iterable[Finding]) -> list[Words]:
    words = dict.fromkeys(
        words
        for finding in findings
        for words in (
            words_of(finding.post, finding.account, finding.agent, finding.customers),
            *([Words(finding.account, whole(finding.message))] if finding.facts else []),
            *([Words(finding.account, whole(finding.post.url))] if finding.post.url else []),
        )
    )
    return list(words)


def _all(places: Places, listed: Iterable[Words]) -> list[tuple[Place, ...]]:
    return [places(one) for one in listed]
