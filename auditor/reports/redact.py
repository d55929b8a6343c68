"""Personal data hidden behind pseudonyms: the same value is the same pseudonym throughout one report.

Pseudonyms are numbered in the report's own order, whatever is printed first, so that every format of one report names
a person alike. A post's own author and agent are known from its record; what only its words show is found by
``personal``. Account names, ids and links that lead to no person stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from auditor.model import By, Finding, Laid, Post, Report
from auditor.processes import can_fork, spread_on
from auditor.reports.clean import whole
from auditor.reports.hidden import Hidden, Place, Words
from auditor.reports.known_names import KnownNames, agent_value
from auditor.reports.looking import Found, looked_through, looking_ahead, words_of
from auditor.reports.pseudonyms import People, Pseudonyms

Told = TypeVar("Told")

_LONGEST_CHAIN = 12
_WORTH_PROCESSES = 4_000  # findings
_AT_ONCE = 8_000  # findings that are numbered together


class Redactor:
    """Hides personal data in the words of one report; with ``show`` it hides nothing. ``jobs``: in how many processes it is
    looked for, and may be used.

    Where findings lie on disk, people are numbered by ``in_order``, or before anything else by ``number``.
    """

    def __init__(self, report: Report, show: bool = False, jobs: int = 1) -> None:
        self.show = show
        self.jobs = jobs
        self._findings = report.findings
        self._is_laid = isinstance(report.findings, Laid) and not show
        self._pseudonyms, people = _names(self._is_laid)
        self._texts: dict[Words, Hidden] = {}
        self._found: dict[Words, tuple[Place, ...]] = {}
        self._written: dict[str, tuple[str | None, str | None]] = {}  # post → its customer's name, what it answers
        self._known = KnownNames((one.account for one in report.accounts or report.findings), people)
        self._is_numbered = show
        if not show:
            for named in report.named():
                self._known.meet(named)
            self._number_heads(report)
        if not self._is_laid:
            self.number()

    def number(self) -> None:
        """Give every value its pseudonym, in the report's order, before anything is said in another."""
        if not self._is_numbered:
            for _ in self._numbered():
                pass

    def in_order(self, work: Callable[[Finding], Told]) -> Iterator[Told]:
        """What ``work`` gives of every finding, in the report's order."""
        if self._is_laid:
            for some in self._numbered():
                yield from map(work, some)
        else:
            yield from spread_on(work, self._findings, self.jobs)

    def post(self, finding: Finding) -> Hidden:
        """The words of a finding's post."""
        post = finding.post
        if self.show:
            return Hidden(whole(post.text))
        return self._hidden(post, finding.account, finding.agent, finding.customers)

    def learn(self, posts: Iterable[Post]) -> None:
        """Take in what the records of other posts tell of names, before any word is printed; numbers given stay."""
        if not self.show:
            for post in posts:
                self._known.learn(post)
                self._written[post.id] = (post.author if post.by is By.CUSTOMER else None, post.in_reply_to)
            self._texts.clear()

    def said(self, post: Post) -> str:
        """The words of a post that is no finding's: of its conversation, or related to it."""
        if self.show:
            return whole(post.words)
        return self._hidden(replace(post, text=post.words), post.account, None, self._before(post)).text

    def author(self, post: Post) -> str | None:
        """Who wrote a customer's post, as far as its record tells."""
        if post.author is None or self.show:
            return post.author and whole(post.author)
        return self._pseudonym("customer", post.author.casefold().lstrip("@"), post.account)

    def span(self, finding: Finding) -> str:
        """The words a finding points at."""
        hidden = self.post(finding)
        return hidden.locate(finding.span).of(hidden.text)

    def agent(self, finding: Finding) -> str | None:
        """The agent who wrote a finding's post."""
        if finding.agent is None or self.show:
            return finding.agent and whole(finding.agent)
        return self._pseudonym("agent", agent_value(finding.agent), finding.account)

    def words(self, text: str, account: str = "") -> str:
        """Words that are no post but may repeat some: a message with facts in it, a cell of a table."""
        text = whole(text)
        if self.show:
            return text
        return self._without(Words(account, text)).text

    def message(self, finding: Finding) -> str:
        """A finding's message; its facts can hold a stranger's words."""
        return self.words(finding.message, finding.account) if finding.facts else whole(finding.message)

    def url(self, finding: Finding) -> str | None:
        """A post's address, without the name of the person whose page it is on."""
        url = finding.post.url
        return url and self.words(url, finding.account)

    def _before(self, post: Post) -> tuple[str, ...]:
        """The customers whom a post answers, as far as the posts that were learnt show."""
        customers: list[str] = []
        parent = post.in_reply_to
        for _ in range(_LONGEST_CHAIN):
            author, parent = self._written.get(parent or "", (None, None))
            customers += [author] if author else []
        return tuple(dict.fromkeys(customers))

    def _number_heads(self, report: Report) -> None:
        """Values in what stands before the findings."""
        for source in report.sources:
            for reason, _ in source.skipped:
                self.words(reason)
        for score in report.accounts:
            for table in score.tables:
                for cell in (cell for row in table.rows for cell in row):
                    self.words(cell, score.account)

    def _pieces(self) -> Iterator[Sequence[Finding]]:
        findings = iter(self._findings)
        while some := list(islice(findings, _AT_ONCE)):
            yield some

    def _numbered(self) -> Iterator[Sequence[Finding]]:
        """All findings, some at a time, once every value in them has its pseudonym. What is hidden of them is remembered; where
        they lie on disk, until the next."""
        with self._looking() as look:
            for findings in self._pieces():
                if self._is_laid:
                    self._texts.clear()
                    self._pseudonyms.forget()
                self._found = look(findings)
                for finding in findings:
                    self.agent(finding)
                    self.post(finding)
                    self.message(finding)
                    self.url(finding)
                self._found.clear()
                yield findings
        self._is_numbered = True

    def _looking(self) -> AbstractContextManager[Callable[[Sequence[Finding]], Found]]:
        """What finds beforehand, in other processes, what has to be hidden in some findings."""
        if self.jobs <= 1 or not can_fork():
            return nullcontext(lambda some: {})
        if self._is_laid and len(self._findings) >= _WORTH_PROCESSES:
            return looking_ahead(self._pieces, self._places, self.jobs)
        return nullcontext(lambda some: looked_through(some, self._places, self.jobs))

    def _hidden(self, post: Post, account: str, agent: str | None, customers: tuple[str, ...]) -> Hidden:
        return self._without(words_of(post, account, agent, customers))

    def _without(self, words: Words) -> Hidden:
        if words not in self._texts:
            places = self._found.get(words)
            self._texts[words] = self._replaced(words, self._places(words) if places is None else places)
        return self._texts[words]

    def _places(self, of: Words) -> tuple[Place, ...]:
        """What has to be hidden in some words, in order. What finds it takes its time to load, and is not needed where all is
        shown."""
        from auditor.reports.personal import places

        return tuple(places(of, self._known))

    def _replaced(self, words: Words, places: Iterable[Place]) -> Hidden:
        pieces: list[str] = []
        moved: list[tuple[int, int, int, int]] = []
        at = length = 0
        for start, end, kind, value in places:
            pseudonym = self._pseudonym(kind, value, words.account)
            pieces += (words.text[at:start], pseudonym)
            length += start - at + len(pseudonym)
            moved.append((start, end, length - len(pseudonym), length))
            at = end
        return Hidden("".join((*pieces, words.text[at:])), tuple(moved))

    def _pseudonym(self, kind: str, value: str, account: str) -> str:
        kind = self._known.kind_of(kind, value, account)
        if kind == "agent":
            value = f"{account}\0{value}"  # JK of one brand is not JK of another
        return self._pseudonyms.of(kind, value)


def _names(is_laid: bool) -> tuple[Pseudonyms, People]:
    """Where a report's names are kept: those of one that lies on disk lie there too."""
    if not is_laid:
        return Pseudonyms(), set()
    from auditor.reports.laid_names import LaidNames, LaidPeople

    names = LaidNames()
    return Pseudonyms(names), LaidPeople(names)
