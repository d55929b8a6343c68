"""A small report made by hand, another full of hostile words, and one of any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from auditor.model import (
    AccountScore,
    By,
    Contribution,
    Excuse,
    Finding,
    Metrics,
    Origin,
    Place,
    Post,
    Principle,
    Related,
    ReplyTimes,
    Report,
    RuleSummary,
    Severity,
    SourceSummary,
    Span,
    Strength,
    Table,
    Unjudged,
)

AS_OF = datetime(2017, 11, 30, 14, 2, tzinfo=UTC)
PUBLIC = Principle("Solutions are given in public, where everyone with the same problem finds them.", "seed 001")
PHONE = Principle("Who writes on a social channel has often tried the telephone already.", "seed 001")
DEFINITION = "from the customer's first post to the account's first public reply after it, around the clock"


def finding(
    id: str,
    text: str,
    words: str,
    *,
    rule: str = "private-only",
    severity: Severity = Severity.ERROR,
    account: str = "AcmeCare",
    agent: str | None = None,
    by: By = By.BRAND,
    author: str | None = None,
    file: str = "archive.jsonl",
    line: int | None = 7,
    url: str | None = None,
    message: str = "The customer is moved to a private channel and nothing is answered in public.",
    facts: tuple[tuple[str, str], ...] = (),
) -> Finding:
    """A finding of ``words`` in ``text``."""
    start = text.index(words)
    return Finding(
        id=id,
        rule=rule,
        severity=severity,
        account=account,
        agent=agent,
        post=Post(f"post-{id}", text, by, account, Origin(file, line), author or account, created_at=AS_OF, url=url),
        lang="en",
        span=Span(start, start + len(words)),
        message=message,
        suggestion="Say in public what the cause, the steps or the status are.",
        excuses=(Excuse("public-answer", "reply", False), Excuse("public-answer", "earlier replies", False)),
        related=(Related("customer-post", "post-0"),),
        principle=PHONE if rule == "hotline-redirect" else PUBLIC,
        fingerprint=f"f{id}",
        facts=facts,
    )


def account(
    name: str,
    score: float,
    grade: str,
    interval: tuple[float, float],
    contributions: tuple[Contribution, ...] = (),
    *,
    provisional: bool = False,
    response_rate: float | None = 0.75,
    tables: tuple[Table, ...] = (),
) -> AccountScore:
    """An account with three dozen conversations, or two."""
    conversations = 2 if provisional else 36
    return AccountScore(
        account=name,
        score=score,
        grade=grade,
        interval=interval,
        provisional=provisional,
        posts=2 * conversations,
        replies=conversations,
        conversations=conversations,
        metrics=Metrics(
            response_rate,
            ReplyTimes(conversations, 12.0, 211.4, 0.4444, 0.75, 0.9722, DEFINITION),
            "" if response_rate is not None else "the source keeps only conversations with a reply",
        ),
        contributions=contributions,
        strengths=(Strength("public-answer", 9), Strength("named-agent", 4)),
        dimensions=(("answering-in-public", 80.0), ("openness", 91.43)),
        tables=tables,
    )


def small() -> Report:
    """Three accounts, four findings, one of them a strength."""
    return Report(
        version="0.1.0",
        rules_digest="0" * 64,
        as_of=AS_OF,
        sources=(SourceSummary("archive.jsonl", "posts", 78, 40, (("no text", 2),), ("unanswered-posts",)),),
        accounts=(
            account(
                "AcmeCare",
                73.13,
                "C",
                (61.3, 87.2),
                (
                    Contribution("private-only", 21.19, 24, 36, 93.6, ("a1", "a2"), 0.328, 36.0),
                    Contribution("hotline-redirect", 5.68, 8, 36, 78.13, ("a3",), 0.288, 36.0),
                ),
                tables=(Table("Where customers are sent", ("account", "sent there"), (("AcmeBank", "3"),)),),
            ),
            account("AcmeBank", 100.0, "A", (93.1, 100.0), response_rate=None),
            account("AcmeShop", 100.0, "A", (20.0, 100.0), provisional=True),
        ),
        findings=(
            finding(
                "a1",
                "Hi Anna, we can help! Please DM us your order 7741-2291. ^JK",
                "Please DM us",
                agent="JK",
                url="https://social.example/acmecare/1",
            ),
            finding("a2", "@maria_r Send us a DM, Maria.", "Send us a DM", line=9),
            finding(
                "a3",
                "Call us on +44 20 7946 0958 | 9 to 5.",
                "Call us on +44 20 7946 0958",
                rule="hotline-redirect",
                severity=Severity.WARNING,
                line=None,
                message="The customer is told to telephone.",
            ),
            finding(
                "a4",
                "Hold the side button for ten seconds.",
                "Hold the side button",
                rule="public-answer",
                severity=Severity.STRENGTH,
                line=12,
                message="Answered in public.",
            ),
        ),
        not_checkable=(
            Unjudged("unanswered", "posts", "the source does not carry unanswered-posts", 36),
            Unjudged("private-only", "posts", "no phrases for the language of the reply (ja)", 4),
        ),
        rules=(
            RuleSummary(
                "private-only",
                "Moved to private with nothing solved in public",
                Severity.ERROR,
                "answering-in-public",
                0.328,
                PUBLIC,
                ("a public answer comes first",),
            ),
        ),
    )


def entry_finding(
    id: str,
    text: str,
    words: str,
    place: tuple[int, int, int, int],
    *,
    file: str = "replies.json",
    rule: str = "hotline-redirect",
    severity: Severity = Severity.ERROR,
    message: str = "The customer is told to telephone instead of being helped here.",
    suppressed: str | None = None,
) -> Finding:
    """A finding of ``words`` in an entry: start line and column, end line and (exclusive) column."""
    line, column, end_line, end_column = place
    one = finding(id, text, words, file=file, line=line, rule=rule, severity=severity, account="-", message=message)
    return replace(one, place=(Place(line, column), Place(end_line, end_column)), suppressed=suppressed)


GREETING = "Hi {{name}},\n\nplease call us on 0800 000 123 or write to @AcmeCare.\n\nKind regards,\nPriya"
LONG = (
    f"{'Thank you very much for your patience. ' * 4}Please call our hotline. {'We are glad to help you. ' * 5}".strip()
)


def library() -> Report:
    """Three files, one of them clean; six findings, one of them suppressed."""
    return Report(
        version="0.1.0",
        rules_digest="0" * 64,
        as_of=AS_OF,
        sources=tuple(SourceSummary(path, "json", 0, 2) for path in ("replies.json", "it/pagine.md", "clean.csv")),
        accounts=(),
        findings=(
            entry_finding("b1", GREETING, "please call us on 0800 000 123", (4, 31, 4, 61)),
            entry_finding(
                "b2",
                GREETING,
                GREETING,
                (4, 15, 4, 103),
                rule="impersonal",
                severity=Severity.INFO,
                message="Nobody signed the reply.",
                suppressed="signed by the helpdesk",
            ),
            entry_finding("b3", LONG, "Please call our hotline", (9, 172, 9, 195)),
            entry_finding(
                "b4",
                "お待たせしております。お電話ください。",
                "お電話ください",
                (12, 27, 12, 34),
                severity=Severity.WARNING,
            ),
            entry_finding(
                "b5",
                "Ciao {name},\n\tè già tardi:\nscrivici in privato.",
                "è già tardi:\nscrivici in privato",
                (3, 2, 4, 20),
                file="it/pagine.md",
                rule="private-only",
                message="Il cliente è mandato in privato.",
            ),
            entry_finding(
                "b6",
                "Come XXX.",
                "XXX",
                (8, 6, 8, 9),
                file="it/pagine.md",
                rule="placeholder-left",
                severity=Severity.WARNING,
                message="A placeholder was left over.",
            ),
        ),
        not_checkable=(Unjudged("wrong-language", "library", "a lone text answers nobody", 6),),
        rules=small().rules,
    )


# All that a stranger can try in one post; each stands for a way to break one format.
HOSTILE = (
    "=cmd()|' /C calc'!A0 \x1b[31mred\x1b[0m \x1b]0;title\x07 [red]markup[/red] <script>alert(1)</script> ]]> %0A::error::x"
    " | `code` [link](javascript:x) ![i](http://x.example/i.png) **bold** @everyone \u202egnp.exe\u202c \ud800 \x00nul\x08"
    " line\r\n::error::second\u2028third\x85fourth & \"quoted\" 'single' \\back {json} \x9b31m \ufffe"
)


def hostile() -> Report:
    """A report in which every word that a stranger controls is hostile."""
    one = finding("h1", HOSTILE, HOSTILE, account="=Evil\n::error::\x1b[31m<b>|", file="a,b:c%\n.csv", agent="<i>=x")
    part = Contribution("private-only", 30.0, 1, 1, 100.0, ("h1",), 0.3, 1.0)
    score = account("=Evil\n::error::\x1b[31m<b>|", 70.0, "C", (0.0, 100.0), (part,), provisional=True)
    source = SourceSummary("a,b:c%\n.csv", "posts", 1, 1, ((HOSTILE, 1),))
    unjudged = Unjudged("private-only", "posts", HOSTILE, 1)
    return Report("0.1.0", "0" * 64, AS_OF, (source,), (score,), (one,), (unjudged,))


def large(count: int) -> Report:
    """Many findings in as many texts."""
    texts = (
        f"@user{i} Hi Name{i % 500:03d}, sorry! Please DM us your order {100000 + i} and call 0800 {i:06d}. ^J{i % 9}"
        for i in range(count)
    )
    findings = tuple(finding(f"{i:016x}", text, "Please DM us", line=i + 1) for i, text in enumerate(texts))
    part = Contribution("private-only", 30.0, count, count, 100.0, ("0" * 16,), 0.3, float(count))
    return Report("0.1.0", "0" * 64, AS_OF, (), (account("AcmeCare", 70.0, "C", (69.0, 71.0), (part,)),), findings, ())


def hostile_library() -> Report:
    """A library into which a stranger has written: the report says the same, and nothing else."""
    one = hostile().findings[0]
    placed = replace(one, place=(Place(7, 3), Place(9, 1)), account="-", agent=None)
    return Report("0.1.0", "0" * 64, AS_OF, (), (), (placed, replace(placed, id="h2", suppressed=HOSTILE)), ())
