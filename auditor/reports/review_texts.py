"""The words of a review sheet: what a reviewer reads of each row, with personal data hidden and safe in any cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from auditor.model import By, Post, Report
from auditor.model.review import Candidate
from auditor.reports.clean import one_line, shown
from auditor.reports.csv_table import cell
from auditor.reports.redact import Redactor

_POSTS = 10  # of a conversation, the latest
_LONGEST = 4000  # characters of a conversation


def review_texts(
    report: Report, candidates: Iterable[Candidate], *, show_personal_data: bool
) -> list[Mapping[str, str]]:
    """For each candidate its ``account``, ``posted``, ``conversation``, ``text``, ``words`` and ``message``."""
    listed = list(candidates)
    redactor = Redactor(report, show_personal_data)
    redactor.learn(post for candidate in listed for post in (*candidate.conversation, *candidate.parts))
    return [_texts(candidate, redactor) for candidate in listed]


def _texts(candidate: Candidate, redactor: Redactor) -> Mapping[str, str]:
    finding = candidate.finding
    first = candidate.parts[0]
    words = finding.post if finding else None
    text = "\n".join(_marked(candidate, redactor) if post is words else redactor.said(post) for post in candidate.parts)
    return {
        "account": cell(one_line(candidate.account)),
        "posted": _moment(first),
        "conversation": cell(_conversation(candidate.conversation, redactor)) or _unseen(first),
        "text": cell(shown(text)),
        "words": cell(one_line(redactor.span(finding))) if finding else "",
        "message": one_line(redactor.message(finding)) if finding else "",
    }


def _marked(candidate: Candidate, redactor: Redactor) -> str:
    """The post that a finding points at, with its words between brackets."""
    assert candidate.finding is not None
    hidden = redactor.post(candidate.finding)
    span = hidden.locate(candidate.finding.span)
    return f"{hidden.text[: span.start]}⟪{span.of(hidden.text)}⟫{hidden.text[span.end :]}"


def _moment(post: Post) -> str:
    return post.created_at.strftime("%Y-%m-%d %H:%M") if post.created_at else ""


def _unseen(post: Post) -> str:
    return "(the post that it answers is not in the archive)" if post.in_reply_to else ""


def _conversation(posts: Sequence[Post], redactor: Redactor) -> str:
    lines = ["…"] if len(posts) > _POSTS else []
    for post in posts[-_POSTS:]:
        who = "customer" if post.by is By.CUSTOMER else one_line(post.account)
        lines.append(f"{_moment(post)} {who}: {one_line(redactor.said(post)).strip()}".strip())
    return "\n".join(lines)[-_LONGEST:]
