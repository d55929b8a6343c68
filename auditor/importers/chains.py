"""Reply chains: the first post of each conversation, whatever order the posts come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chains:
    """``roots`` gives each post its conversation; ``cut`` holds the posts whose link is not to be followed."""

    roots: Mapping[str, str]
    cut: frozenset[str]


def by_id(post_id: str) -> tuple[int, str]:
    """Order of ids that are numbers written out: 9 before 10. For other ids an order too, and always the same."""
    return len(post_id), post_id


def follow(parents: Mapping[str, str | None]) -> Chains:
    """The root of every post's chain, given each post's parent.

    A parent that is not itself a post is a root, so that posts which answer the same missing one stay together.
    Posts that answer one another in a circle get the lowest id among them as root, and its link is cut.
    """
    roots: dict[str, str] = {}
    cut: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}  # a set that remembers its order
        here = start
        while here not in roots and here not in path and (parent := parents.get(here)) is not None:
            path[here] = None
            here = parent
        root = roots.get(here, here)
        if here in path:
            steps = list(path)
            root = min(steps[steps.index(here) :], key=by_id)
            cut.add(root)
        roots[start] = root
        for post_id in path:
            roots[post_id] = root
    return Chains(roots, frozenset(cut))
