"""Findings as a page shows them: each with its conversation, what would have excused it, why it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from auditor.model import By, Excuse, Finding, Post, Principle, Span, Surroundings
from auditor.reports.clean import one_line, shown
from auditor.reports.library import where
from auditor.reports.pages.words import Marked, cut, marked, marked_text
from auditor.reports.redact import Redactor
from auditor.reports.view import View, plural

_BEFORE, _AFTER, _RELATED, _LONGEST, _IN_LINE = 4, 2, 3, 700, 160


@dataclass(frozen=True, slots=True)
class Turn:
    """One post of a conversation: who wrote it (empty for a canned response) and when, its words, and whether it is the
    one that was judged."""

    who: str
    brand: bool
    at: str
    words: Marked
    judged: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding ready to be put into a page: everything redacted, cut and in words.

    ``key`` is its anchor; ``line`` its words on one line; ``earlier`` and ``later`` say how many posts of its
    conversation are left out, ``orphan`` that the post it answers is missing; ``others`` are related posts with the parts
    they play, ``unseen`` what else it names.
    """

    key: str
    id: str
    rule: str
    severity: str
    account: str
    agent: str
    lang: str
    message: str
    line: Marked
    turns: tuple[Turn, ...]
    earlier: int
    later: int
    orphan: bool
    others: tuple[tuple[str, Turn], ...]
    unseen: str
    excuses: tuple[Excuse, ...]
    suggestion: str
    principle: Principle
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one account, or of one file of a library; ``total`` counts those not on the page too."""

    key: str
    name: str
    total: int
    findings: tuple[Shown, ...]


def groups_of(view: View, chosen: Sequence[Finding], keys: Mapping[str, str], totals: Mapping[str, int]) -> list[Group]:
    """The chosen findings by account, in the report's order; ``keys`` and ``totals`` by account."""
    around = view.report.archive.around(chosen)
    view.redactor.learn(post for one in around.values() for post in _posts(one))
    return [
        Group(
            keys.get(account, f"b{number}"),
            one_line(account),
            totals[account],
            tuple(_shown(view, finding, around[finding.id]) for finding in found),
        )
        for number, (account, found) in enumerate(groupby(chosen, key=lambda finding: finding.account))
    ]


def entry_group(view: View, key: str, file: str, findings: Sequence[Finding], total: int) -> Group:
    """The chosen findings of one file of a library, which has ``total``."""
    return Group(key, one_line(file), total, tuple(_shown(view, finding, Surroundings()) for finding in findings))


def _posts(around: Surroundings) -> Iterator[Post]:
    yield from around.conversation
    yield from (post for _, post in around.related)


def _shown(view: View, finding: Finding, around: Surroundings) -> Shown:
    redactor = view.redactor
    turns, earlier, later = _conversation(redactor, finding, around.conversation)
    beside = [
        (role, post) for role, post in around.related if post.id not in {p.id for p in _window(finding, around)[0]}
    ]
    named = {post.id for _, post in around.related}
    absent = [f"{_words(one.role)} {one.post_id}" for one in finding.related if one.post_id not in named]
    rest = [plural(len(beside) - _RELATED, "more post")] if len(beside) > _RELATED else []
    rest += absent[:_RELATED]
    url = redactor.url(finding) or ""
    plain = url == finding.post.url and url.startswith(("https://", "http://"))
    return Shown(
        key=f"f-{finding.id}",
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity.value,
        account=one_line(finding.account),
        agent=one_line(redactor.agent(finding) or ""),
        lang=finding.lang or "",
        message=one_line(redactor.message(finding)).strip(),
        line=_in_line(marked(redactor, finding)),
        turns=turns,
        earlier=earlier,
        later=later,
        orphan=_is_orphan(finding.post, around.conversation),
        others=tuple((_words(role), _turn(redactor, post, None)) for role, post in beside[:_RELATED]),
        unseen=one_line("; ".join(rest)),
        excuses=finding.excuses,
        suggestion=shown(finding.suggestion),
        principle=finding.principle,
        place=one_line(where(finding)),
        url=url if plain else "",
    )


def _is_orphan(post: Post, conversation: tuple[Post, ...]) -> bool:
    """Whether what a reply answers is missing, though its conversation is there."""
    answered = post.in_reply_to
    return bool(conversation and answered) and all(other.id != answered for other in conversation)


def _window(finding: Finding, around: Surroundings) -> tuple[tuple[Post, ...], int, int]:
    """The posts nearest to the judged one, and how many before and after are left out."""
    posts = around.conversation
    at = next((i for i, post in enumerate(posts) if post.id == finding.post.id), None)
    if at is None:
        return (finding.post,), 0, 0
    start, end = max(at - _BEFORE, 0), at + 1 + _AFTER
    return posts[start:end], start, max(len(posts) - end, 0)


def _conversation(redactor: Redactor, finding: Finding, posts: tuple[Post, ...]) -> tuple[tuple[Turn, ...], int, int]:
    near, earlier, later = _window(finding, Surroundings(posts))
    return tuple(_turn(redactor, p, finding if p.id == finding.post.id else None) for p in near), earlier, later


def _turn(redactor: Redactor, post: Post, finding: Finding | None) -> Turn:
    brand = post.by is By.BRAND
    who = post.account if brand else redactor.author(post) or "customer"
    if finding is not None:
        words = marked(redactor, finding)
        title = shown(redactor.words(post.title, post.account)) if post.title else ""
        words = Marked(f"{title}\n{words.before}" if title else words.before, words.words, words.after, words.lang)
    else:
        words = marked_text(redactor.said(post), Span(0, 0), post.lang, _LONGEST)
    if finding is not None and finding.place is not None:
        who = ""  # a canned response has nobody's name yet
    return Turn(one_line(who), brand, moment_words(post.created_at), words, finding is not None)


def _in_line(words: Marked) -> Marked:
    """Of the words found what has room on a line or two, and of what surrounds them whole words that still fit."""
    before, found, after = one_line(words.before), cut(one_line(words.words), _IN_LINE), one_line(words.after)
    spare = _IN_LINE - len(found)
    front = max(spare // 3, spare - len(after), 0)
    if len(before) > front:
        before = "…" + before[len(before) - front :].partition(" ")[2] if front else "…"
    back = max(spare - front, 0)
    if len(after) > back:
        after = (after[:back].rpartition(" ")[0] if back else "") + "…"
    return Marked(before, found, after, words.lang)


def moment_words(at: datetime | None) -> str:
    """A moment in UTC, to the minute; empty where it is not known."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else ""


def _words(role: str) -> str:
    return role.replace("-", " ")
