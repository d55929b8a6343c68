"""``auditor check``: one reply, judged at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.audit import Level, gate
from auditor.commands.options import Ignore, RuleFolders, Select, ShowPersonalData
from auditor.commands.output import write
from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.model import Report


def check_command(
    text: Annotated[str | None, typer.Argument(help="The reply; else it is read from standard input.")] = None,
    post: Annotated[str | None, typer.Option(help="The customer's words that it answers.")] = None,
    account: Annotated[str, typer.Option(help="The account that replies.")] = "account",
    rating: Annotated[float | None, typer.Option(help="The customer's stars, for a review.")] = None,
    rules: RuleFolders = None,
    select: Select = None,
    ignore: Ignore = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="terminal, json, jsonl, csv, markdown, github.")
    ] = "terminal",
    fail_on: Annotated[Level | None, typer.Option(help="Exit 1 when a finding is this severe or worse.")] = None,
    show_personal_data: ShowPersonalData = False,
) -> None:
    """Judge one reply, from an argument or standard input.

    \b
    Examples:
      auditor check "Please DM us." --post "My order never came, third time!"
      pbpaste | auditor check --post "Il pacco non arriva" --format json --fail-on error
    """
    from auditor.reports import FORMATS, Look, render_check

    if format not in FORMATS:
        raise Problem(f"--format {format}: no such format; known: {', '.join(FORMATS)}")
    words = text if text is not None else _standard_input()
    if not words.strip():
        raise Problem("no text to check: give it as an argument or on standard input")
    if rating is not None and not 0 <= rating <= 100:  # NaN neither
        raise Problem(f"--rating {rating:g}: give the customer's stars as a number, such as 2")
    report = run_check(
        whole(words),
        whole(post) if post is not None else None,
        account,
        rating,
        rules or (),
        select or (),
        ignore or (),
    )
    write(render_check(report, format, show_personal_data=show_personal_data, look=Look.of_stdout(plain=False)), None)
    gate(report, None, fail_on)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Problem(f"standard input:{line}: not UTF-8; convert the text to UTF-8") from error


def whole(text: str) -> str:
    """An argument with what was no UTF-8 in it, and NUL, made U+FFFD, as in posts that are read from files."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")


def run_check(
    text: str,
    post: str | None = None,
    account: str = "account",
    rating: float | None = None,
    rules: tuple[Path, ...] | list[Path] = (),
    select: tuple[str, ...] | list[str] = (),
    ignore: tuple[str, ...] | list[str] = (),
) -> Report:
    """A report on one reply: the rules that look at a single reply, and no others."""
    from auditor._version import __version__
    from auditor.engine.audit import Source, audit
    from auditor.engine.options import AuditOptions
    from auditor.engine.team import load_team
    from auditor.model import By, Evidence, Origin, Post
    from auditor.rulebook import load_rulebook, select_rules

    with told_plainly():
        book = select_rules(load_rulebook(rules), select, ignore)
        single = [name for name, rule in book.rules.items() if rule.card.looks_at == "reply"]
        if not single:
            raise Problem(f"{', '.join(book.rules)}: looks at more than one reply; see 'auditor audit'")
        team = load_team(None, select_rules(book, single, ()))
        carries = frozenset({Evidence.CUSTOMER_TEXT, Evidence.VISIBILITY, Evidence.HANDLES})
        posts = [Post("reply", text, By.BRAND, account, Origin("text"), in_reply_to="post", conversation="check")]
        if post is not None:
            asked = Post(
                "post",
                post,
                By.CUSTOMER,
                account,
                Origin("post"),
                author="?",
                conversation="check",
                rating=rating,
            )
            posts.insert(0, asked)
        source = Source("text", "check", carries, tuple(posts))
        return audit([source], team.rulebook, AuditOptions(team.scorecard), __version__)
