"""The page as text: whole without a script, closed to everything from outside, bounded, redacted."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from auditor.model import Report, Severity
from auditor.reports import Look, render
from auditor.reports.pages.choose import chosen
from tests.pages.examples import ATTACK, attacked, crowd, crowded, full
from tests.reports.examples import hostile_library, library, small

VOID = {"meta", "br", "input", "img", "link", "hr"}


class Page(HTMLParser):
    """What a browser makes of a page, as far as a test needs it: elements, attributes, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag  # every element is closed where it should be

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(report: Report, *, show: bool = False) -> Page:
    return Page(render(report, "html", show_personal_data=show, look=Look()))


REPORTS = {
    "small": small(),
    "full": full(),
    "attacked": attacked(),
    "empty": Report("0", "0", None, (), (), (), ()),
    "library": library(),
    "hostile library": hostile_library(),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_is_closed_to_everything_from_outside(name: str) -> None:
    page = page_of(REPORTS[name], show=True)
    (policy,) = (m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")

    def hashed(element: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(page.raw[element].encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; style-src {hashed('style')}; script-src {hashed('script')}; base-uri 'none'; form-action 'none'"
    )
    assert not {"link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.elements}
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on") or a in ("style", "src")]
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]
    assert page.open == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_anchor_is_there_twice_and_every_link_in_the_page_leads_somewhere(name: str) -> None:
    page = page_of(REPORTS[name])
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert [
        a["href"] for a in page.all("a") if (a["href"] or "").startswith("#") and (a["href"] or "")[1:] not in ids
    ] == []


def test_without_a_script_all_is_there_and_nothing_that_only_a_script_serves() -> None:
    page = page_of(full())
    assert len([d for d in page.all("details") if d.get("class") == "finding"]) == 120
    assert all("hidden" in d for d in page.all("div") if "controls" in (d.get("class") or ""))
    assert not [d for d in page.all("details") if "hidden" in d]
    for name in ("Shop01", "Shop12", "ShopNew"):
        assert name in page.text


def test_a_finding_tells_all_that_its_reader_asks() -> None:
    text = render(full(1, 1), "html", look=Look())
    (found,) = re.findall(r'<details class="finding".*?</details>', text, re.DOTALL)
    told = re.sub(r"\s+", " ", " ".join(Page(found).words))
    for words in (
        "error",
        "private-only",
        "The customer is moved to a private channel and nothing is answered in public.",
        "My order [number 1] never came, Shop01!",  # the customer's words
        "2017-11-30 14:02 UTC",
        "judged here",
        "And then?",  # what came after
        "1 later post of this conversation left out.",
        "public-answer in earlier replies: not found",
        "Say in public what the cause, the steps or the status are.",
        "Solutions are given in public, where everyone with the same problem finds them. seed 001",
        "archive.jsonl:2",
        "Shop01-0",
    ):
        assert words in told
    assert "<mark>Please DM us</mark>" in found
    assert "Ada" not in found  # hidden in the greeting as in the thread


def test_a_reply_to_a_post_that_is_not_in_the_file_says_so() -> None:
    report = full(1, 1)
    (thread,) = report.archive.threads
    orphaned = replace(report, archive=replace(report.archive, threads=(replace(thread, posts=thread.posts[1:]),)))
    words = "The post that this one answers is not in the file."
    assert words in page_of(orphaned).text
    assert words not in page_of(report).text


def test_related_posts_of_other_conversations_are_shown_and_counted() -> None:
    report = full(1, 6)
    ids = (*(thread.posts[0].id for thread in report.archive.threads[1:]), "gone-1")
    related = tuple(replace(report.findings[0].related[0], role="answered-copy", post_id=one) for one in ids)
    page = page_of(replace(report, findings=(replace(report.findings[0], related=related),)))
    assert [li["class"] for li in page.all("li") if li.get("class")].count("soft role") == 3
    assert "Related, not shown here: 2 more posts; answered copy gone-1." in page.text


def test_strangers_words_are_words_and_nothing_unseen_is_left() -> None:
    text = render(attacked(), "html", show_personal_data=True, look=Look())
    page = Page(text)
    assert len(page.all("script")) == 1
    assert "pwned" not in page.raw["script"] + page.raw["style"]
    shown = ATTACK.replace("\u202e", "").replace("\x1b[31m", "")
    assert page.text.count(shown) >= 8  # post, reply twice, titles, author, agent, message, table
    assert not [a for a in page.all("a") if "javascript" in (a["href"] or "")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_a_link_to_a_post_is_one_only_where_it_leads_there() -> None:
    report = full(1, 1)
    for url, show, expected in (
        ("https://social.example/1", False, ["https://social.example/1"]),
        ("https://x.com/some_person/status/1", False, []),  # a person's page: its address is hidden, so it is no link
        ("https://x.com/some_person/status/1", True, ["https://x.com/some_person/status/1"]),
        ("javascript:alert(1)", True, []),
        ("data:text/html,x", True, []),
    ):
        post = replace(report.findings[0].post, url=url)
        page = page_of(replace(report, findings=(replace(report.findings[0], post=post),)), show=show)
        assert [a["href"] for a in page.all("a") if not (a["href"] or "").startswith("#")] == expected


def test_names_that_only_a_conversation_knows_are_hidden_in_findings_too() -> None:
    report = full(1, 2)
    first, second = report.archive.threads
    told = replace(second.posts[1], text="As Zebedee Quill wrote: please DM us")
    author = tuple(replace(post, author="Zebedee Quill") if post.by == "customer" else post for post in first.posts)
    one = replace(report.findings[1], post=told, span=replace(report.findings[1].span, start=24, end=36))
    threads = (replace(first, posts=author), replace(second, posts=(second.posts[0], told)))
    page = page_of(
        replace(report, findings=(report.findings[0], one), archive=replace(report.archive, threads=threads))
    )
    assert "Zebedee" not in page.text
    assert "please DM us" in page.text


@pytest.mark.slow
def test_fifty_thousand_findings_make_a_page_that_says_what_it_holds() -> None:
    text = crowded()
    assert len(text) < 6_000_000
    assert text.count('<details class="finding"') == 1_000
    assert "1,000 of 50,000 findings are on this page: in turn from each account and rule" in text
    assert text.count('<details class="account"') == 120
    assert "130 more accounts are in the table only" in text
    assert len(re.findall(r'<th scope="row"><a href="#a\d+">', text)) == 120  # the others have no part to lead to


def test_posts_and_accounts_without_end_make_no_page_without_end() -> None:
    report = crowd(2_000, 2_000, 1)
    long = tuple(replace(f, post=replace(f.post, text=f.post.text * 9)) for f in report.findings)
    text = render(replace(report, findings=long), "html", show_personal_data=True, look=Look())
    assert len(text) < 6_000_000
    assert "1,000 more accounts, which stand better, are left out" in text


def test_a_page_takes_of_every_account_before_more_of_any() -> None:
    report = crowd(4_000, 4, 5)
    found = chosen(report.findings, report.accounts, 50)
    # twice each of the 20 accounts and rules, then the costliest rules of all four and the third of the first two
    assert Counter(f.account for f in found) == {"Brand0000": 13, "Brand0001": 13, "Brand0002": 12, "Brand0003": 12}
    assert found == [f for f in report.findings if f in found]  # in the report's order
    assert Counter(f.rule for f in chosen(report.findings, report.accounts, 8)) == {"rule-00": 4, "rule-01": 4}
    assert chosen(report.findings[:1_000], report.accounts) == list(report.findings[:1_000])


def test_the_examples_of_a_rule_come_before_its_other_findings() -> None:
    report = crowd(100, 1, 1)
    (score,) = report.accounts
    examples = (report.findings[70].id, report.findings[3].id)
    pointed = replace(score, contributions=(replace(score.contributions[0], examples=examples),))
    assert [f.id for f in chosen(report.findings, (pointed,), 3)] == [
        report.findings[0].id,
        report.findings[3].id,
        report.findings[70].id,
    ]


def test_strengths_are_counted_and_not_listed() -> None:
    page = page_of(small())
    assert "Hold the side button" not in page.text
    assert "public-answer\u00a09".replace("\u00a0", " ") in page.text


def test_an_account_of_which_no_reply_could_be_read_has_no_number() -> None:
    report = full(2, 2)
    unread = replace(report.accounts[0], grade="–", provisional=True, contributions=(), score=100.0)
    page = page_of(replace(report, accounts=(unread, *report.accounts[1:]), findings=()))
    assert "not judged: none of its 36 replies could be read" in page.text
    assert "100.00" not in page.text


def test_a_clean_report_and_an_empty_one_say_so() -> None:
    report = full(1, 1)
    clean = replace(report.accounts[0], contributions=(), score=100.0, grade="A")
    assert "Nothing costs points" in page_of(replace(report, accounts=(clean,), findings=())).text
    assert "No account could be judged." in page_of(REPORTS["empty"]).text


def test_a_library_shows_its_findings_file_by_file_with_lines() -> None:
    page = page_of(library())
    assert "Found 3 errors, 2 warnings in 2 files." in page.text
    assert page.text.index("it/pagine.md") < page.text.index("replies.json")
    assert "replies.json:4:31" in page.text
    assert "signed by the helpdesk" not in page.text  # what a team has suppressed


def test_severities_are_told_by_their_words() -> None:
    text = render(small(), "html", look=Look())
    for severity in (Severity.ERROR, Severity.WARNING):
        assert f'<span class="severity {severity}">{severity}</span>' in text
