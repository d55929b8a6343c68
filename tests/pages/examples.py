"""Reports for pages: one with everything a page can show, hostile words in every place, and one of any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice, product

from auditor.model import (
    Archive,
    Benchmark,
    By,
    Contribution,
    Finding,
    Metrics,
    Origin,
    Period,
    Post,
    Related,
    Report,
    Severity,
    Table,
    Thread,
    Trend,
)
from auditor.reports import Look, render
from tests.reports.examples import AS_OF, account, finding, small

ATTACK = (
    '<script>window.pwned=1</script><img src=x onerror="window.pwned=1"></summary></details>"\'><svg onload=pwned=1> '
    "{{ 7*7 }} {% raw %} &lt;b&gt; </style></script> \u202egnp.exe \x1b[31mred"
)
BENCHMARKS = (
    Benchmark("the team's target", 60.0, "the team's scorecard"),
    Benchmark("mean of all sectors", 540.0, "a survey of 2014"),
    Benchmark("expected within 24h", 1440.0, "a survey of 2013", 0.42),
    Benchmark("expected within 1h", 60.0, "a survey of 2013", 0.19),
)
START = date(2017, 10, 2)  # a Monday


def trend() -> Trend:
    """Four weeks, with a gap after the second."""
    weeks = ((0, 70.0), (1, 75.0), (3, 80.0), (4, 72.5))
    return Trend(
        "week",
        tuple(
            Period(START + timedelta(weeks=w), 9 + w, 10, s, (s - 10, s + 10), 12.0 if w else None) for w, s in weeks
        ),
    )


def conversation(account: str, name: str, texts: tuple[str, ...], author: str = "Ada Quimby") -> Thread:
    """A thread in which customer and account take turns, a minute each; the reply to judge is ``name``-1."""
    posts = [
        Post(
            f"{name}-{i}",
            text,
            By.BRAND if i % 2 else By.CUSTOMER,
            account,
            Origin("archive.jsonl", i + 1),
            account if i % 2 else author,
            created_at=AS_OF + timedelta(minutes=i),
            in_reply_to=f"{name}-{i - 1}" if i else None,
            lang="en",
        )
        for i, text in enumerate(texts)
    ]
    return Thread(name, account, author, "posts", tuple(posts))


def told(thread: Thread, words: str, at: int = 1, **more: object) -> Finding:
    """A finding of ``words`` in a post of a thread."""
    post = thread.posts[at]
    one = finding(thread.id, post.text, words, account=thread.account)
    return replace(one, post=post, related=(Related("customer-post", thread.posts[0].id),), **more)


def full(accounts: int = 12, each: int = 10) -> Report:
    """Accounts ``Shop01`` … with ``each`` findings, every other one a warning, and one account that is provisional."""
    scores, findings, threads = [], [], []
    for number in range(1, accounts + 1):
        name = f"Shop{number:02}"
        for i in range(each):
            asked = f"My order {7000 + 100 * number + i} never came, {name}!"
            texts = (asked, f"Hi Ada! Please DM us your order number. ^J{i}", "And then?", "It ships today.", "Thanks")
            thread = conversation(name, f"{name}-{i}", texts)
            threads.append(thread)
            late = {"rule": "hotline-redirect", "severity": Severity.WARNING} if i % 2 else {}
            findings.append(told(thread, "Please DM us", **late))
        examples = (findings[-each].id,)
        score = account(
            name,
            50.0 + number,
            "E" if number < 10 else "D",
            (40.0 + number, 60.0 + number),
            (
                Contribution("private-only", 30.0, each // 2, 36, 80.0 + number, examples, 0.328, 36.0),
                Contribution("hotline-redirect", 20.0 - number, each // 2, 36, 70.0, (), 0.288, 36.0),
            ),
            response_rate=None if number == 2 else 0.5 + number / 100,
            tables=(Table("Where customers are sent", ("account", "sent there"), (("AcmeBank", "3"),)),),
        )
        metrics = score.metrics
        if number == 3:
            none = replace(metrics.first_reply, median=None, p90=None, within_10m=None, within_1h=None, within_24h=None)
            metrics = Metrics(metrics.response_rate, replace(none, count=0))
        scores.append(replace(score, trend=trend(), metrics=metrics))
    scores.append(account("ShopNew", 90.0, "A", (20.0, 100.0), provisional=True))
    return replace(
        small(),
        accounts=tuple(scores),
        findings=tuple(findings),
        benchmarks=BENCHMARKS,
        archive=Archive(tuple(threads)),
    )


def attacked() -> Report:
    """One account and one conversation, in which every word that a stranger controls attacks the page."""
    name = f"Evil {ATTACK}"
    thread = conversation(name, "x", (ATTACK, f"{ATTACK} Please DM us {ATTACK}"), author=ATTACK)
    posts = tuple(
        replace(p, title=ATTACK, url="javascript:window.pwned=1", lang='x" onload="pwned=1') for p in thread.posts
    )
    thread = replace(thread, posts=posts)
    one = replace(told(thread, "Please DM us", message=ATTACK, facts=(("x", ATTACK),), agent=ATTACK), id="attack")
    part = Contribution("private-only", 30.0, 1, 1, 100.0, (one.id,), 0.3, 1.0)
    table = Table(ATTACK, (ATTACK, ATTACK), ((ATTACK, ATTACK),))
    score = replace(account(name, 70.0, "C", (0.0, 100.0), (part,), tables=(table,)), trend=trend())
    return replace(
        small(), accounts=(score,), findings=(one,), benchmarks=BENCHMARKS, archive=Archive((thread,)), not_checkable=()
    )


def crowd(count: int, accounts: int, rules: int) -> Report:
    """``count`` findings of long posts, over so many accounts and rules."""
    words = "Please DM us"
    long = f"{'We are sorry to hear this. ' * 60}{words}{' Thank you for your patience.' * 60}"
    pairs = list(product(range(accounts), range(rules)))
    each = -(-count // len(pairs))
    first = {
        (a, r): finding("", long, words, rule=f"rule-{r:02}", account=f"Brand{a:04}", line=r + 1) for a, r in pairs
    }
    findings = islice((replace(first[a, r], id=f"{a:04}-{r:02}-{i:05}") for a, r in pairs for i in range(each)), count)
    parts = tuple(Contribution(f"rule-{r:02}", 1.0, each, each, 99.0, (), 0.1, float(each)) for r in range(rules))
    scores = tuple(
        replace(account(f"Brand{a:04}", 100.0 - rules, "C", (60.0, 90.0), parts), trend=trend())
        for a in range(accounts)
    )
    return Report("0.1.0", "0" * 64, AS_OF, (), scores, tuple(findings), (), (), BENCHMARKS)


@cache
def crowded() -> str:
    """The page of fifty thousand findings of 250 accounts, written once."""
    return render(crowd(50_000, 250, 20), "html", show_personal_data=True, look=Look())
