"""All that could be reviewed of an audit: every finding of a fault, and every public reply whether anything was found in
it or not. Replies are put together again from the archive that the report keeps, so nothing is read twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator

from auditor.engine.conversations import turns_of
from auditor.model import By, Finding, Post, Report, Severity, Visibility
from auditor.model.review import Asked, Candidate, Reply

_FEW_WORDS = 8
_HELPS = frozenset({"public-answer", "help-page-linked", "handed-over"})
_Key = tuple[str, str]  # account, id of a post


def frame(report: Report, reply_rules: Collection[str]) -> list[Candidate]:
    """Every candidate, findings first. ``reply_rules``: faults of single replies, which the control slice is asked for;
    without any there is none.

    A finding is doubtful where its text is of no language that could be told, or shorter than eight words, or where the
    same reply was found to help as well.
    """
    faults = [f for f in report.findings if f.severity is not Severity.STRENGTH]
    found: dict[_Key, set[str]] = defaultdict(set)
    for finding in faults:
        if finding.rule in reply_rules:
            found[finding.account, finding.post.id].add(finding.rule)
    helping = {(f.account, f.post.id) for f in report.findings if f.rule in _HELPS}
    replies = list(_replies(report, found))
    homes = {(reply.account, part.id): reply for reply in replies for part in reply.parts}
    wanted = {(f.account, f.post.id) for f in faults if (f.account, f.post.id) not in homes}
    elsewhere = {
        (thread.account, post.id): thread.posts
        for thread in report.archive.threads
        for post in thread.posts
        if (thread.account, post.id) in wanted
    }
    return [
        *(_of_finding(f, homes, elsewhere, reply_rules, helping) for f in faults),
        *(_of_reply(reply) for reply in replies if reply_rules),
    ]


def _replies(report: Report, found: dict[_Key, set[str]]) -> Iterator[Reply]:
    for thread in report.archive.threads:
        for parts in turns_of(thread):
            first = parts[0]
            if first.by is By.BRAND and first.account == thread.account and first.visibility is Visibility.PUBLIC:
                rules = {rule for part in parts for rule in found.get((thread.account, part.id), ())}
                yield Reply(thread.account, parts, thread.posts, tuple(sorted(rules)))


def _of_finding(
    finding: Finding,
    homes: dict[_Key, Reply],
    elsewhere: dict[_Key, tuple[Post, ...]],
    reply_rules: Collection[str],
    helping: Collection[_Key],
) -> Candidate:
    key = (finding.account, finding.post.id)
    reply = homes.get(key)
    of_reply = reply is not None and finding.rule in reply_rules
    conversation = reply.conversation if reply else elsewhere.get(key, (finding.post,))
    return Candidate(
        f"f-{finding.id}",
        Asked.FINDING,
        finding.account,
        reply.parts if reply else (finding.post,),
        _before(reply) if reply and of_reply else conversation,
        (finding.rule,),
        finding,
        finding.lang is None or len(finding.post.text.split()) < _FEW_WORDS or (of_reply and key in helping),
    )


def _of_reply(reply: Reply) -> Candidate:
    name = "\0".join((reply.account, reply.parts[0].id, reply.parts[0].origin.file))
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Candidate(f"r-{mark}", Asked.CONTROL, reply.account, reply.parts, _before(reply), reply.found)


def _before(reply: Reply) -> tuple[Post, ...]:
    """What stands before a reply: who judges it sees no more than who wrote it."""
    ids = {part.id for part in reply.parts}
    at = next(number for number, post in enumerate(reply.conversation) if post.id in ids)
    return tuple(post for post in reply.conversation[:at] if post.id not in ids)
