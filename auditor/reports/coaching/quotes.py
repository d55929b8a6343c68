"""The posts that a sheet shows, with personal data hidden alike throughout the sheet."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditor.model import Coaching, Exchange, Finding, Post, Principle, Report, Severity, Sheet, Span
from auditor.reports.clean import one_line
from auditor.reports.pages.words import Marked, marked_text
from auditor.reports.redact import Redactor

LONGEST = 700  # characters of one post: every tweet, and what a review begins with
_NOTHING = Span(0, 0)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Quotes:
    """Words of posts as they may be shown."""

    redactor: Redactor

    @classmethod
    def of(cls, coaching: Coaching, sheet: Sheet, show: bool) -> Quotes:
        """For one sheet: pseudonyms are numbered in its own order; names known from any agent's record are hidden too."""
        posts = [finding for exchange in _shown(sheet) for finding in _posts(exchange)]
        redactor = Redactor(Report(coaching.version, coaching.rules, coaching.as_of, (), (), tuple(posts), ()), show)
        agents = (e for e in coaching.agents if e.account in sheet.accounts)
        redactor.learn(replace(e.reply, agent=e.agent) for e in agents if e.reply is not None)
        return cls(redactor)

    def asked(self, exchange: Exchange, finding: Finding | None = None) -> Marked | None:
        """What the customer wrote; None where the file does not hold it. A finding on it is marked."""
        if exchange.asked is None:
            return None
        own = finding is not None and finding.post.id == exchange.asked.id
        return self._marked(
            exchange, exchange.asked, finding.span if own and finding else _NOTHING, exchange.asked_lang
        )

    def first(self, exchange: Exchange) -> Marked | None:
        """What the customer had first written, where the reply answers a later post."""
        if exchange.first is None:
            return None
        return self._marked(exchange, exchange.first, _NOTHING, exchange.asked_lang)

    def reply(self, exchange: Exchange, finding: Finding | None = None) -> Marked | None:
        """What was replied, with a finding's words marked; None where nothing was."""
        if exchange.reply is None:
            return None
        own = finding is not None and finding.post.id in exchange.ids
        return self._marked(exchange, exchange.reply, finding.span if own and finding else _NOTHING, exchange.lang)

    def shared(self, words: Iterable[str], one: Exchange, other: Exchange) -> list[str]:
        """Those of ``words`` that both posts show once personal data is hidden."""
        shown = [set(_WORD.findall(self._told(exchange).casefold())) for exchange in (one, other)]
        return [word for word in words if all(word in texts for texts in shown)]

    def _told(self, exchange: Exchange) -> str:
        return " ".join(m.before + m.words + m.after for m in (self.first(exchange), self.asked(exchange)) if m)

    def command(self, exchange: Exchange, answer: str) -> str:
        """The line that judges an answer to a post."""
        post = exchange.asked
        assert post is not None  # a situation has one
        words = one_line(self.redactor.post(_finding(exchange, post)).text).strip()
        parts = ["auditor", "check", answer, "--account", one_line(exchange.account), "--post", words]
        if post.rating is not None:
            parts += ["--rating", f"{post.rating:g}"]
        return shlex.join(parts)

    def place(self, post: Post, account: str) -> str:
        """Where a post stands: its link, else its place in the file."""
        return self.redactor.words(post.url or str(post.origin), account)

    def _marked(self, exchange: Exchange, post: Post, span: Span, lang: str | None) -> Marked:
        hidden = self.redactor.post(_finding(exchange, post))
        return marked_text(hidden.text, hidden.locate(span) if span.end else _NOTHING, lang, LONGEST)


def _shown(sheet: Sheet) -> Iterator[Exchange]:
    yield from (praise.example for praise in sheet.praises)
    for habit in sheet.habits:
        yield habit.worst
        if habit.best is not None:
            yield habit.best
    yield from sheet.practice


def _posts(exchange: Exchange) -> list[Finding]:
    return [_finding(exchange, post) for post in (exchange.first, exchange.asked, exchange.reply) if post]


def _finding(exchange: Exchange, post: Post) -> Finding:
    """A post in the shape in which words are hidden."""
    reply = post is exchange.reply
    return Finding(
        id=post.id,
        rule="",
        severity=Severity.INFO,
        account=exchange.account,
        agent=exchange.agent if reply else None,
        post=replace(post, url=None),
        lang=None,
        span=_NOTHING,
        message="",
        suggestion="",
        excuses=(),
        related=(),
        principle=Principle("", ""),
        fingerprint="",
        customers=exchange.customers,
    )
