"""What one sheet says, in its order: the numbers, two strengths, what costs most, progress, practice, the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model import Change, Coaching, Exchange, Finding, Habit, Praise, Severity, Sheet
from auditor.reports.coaching.blocks import Block, Command, Facts, Grid, Heading, Items, Pair, Para, Said
from auditor.reports.coaching.quotes import Quotes
from auditor.reports.coaching.say import Say
from auditor.reports.pages.words import Marked

_SITUATIONS = 5
_SHARED = 6
_SEED = re.compile(r"\s*\(seed \d+\)")  # where a card's source lies among our own papers
_SIGNED = "named-agent"
_ANSWERS = ("public-answer", "handed-over", "help-page-linked", "acknowledged")
_MENDS = {"no-acknowledgement": ("acknowledged",)}


def sheet_blocks(coaching: Coaching, sheet: Sheet, say: Say, quotes: Quotes) -> list[Block]:
    """All blocks of a sheet, under its title."""
    return [
        *_numbers(sheet, say),
        *_praises(sheet, say, quotes),
        *_habits(sheet, say, quotes),
        *_progress(sheet, say),
        *_practice(sheet, say, quotes),
        *_key(sheet, say, quotes),
        Para(
            say(
                "made-by",
                version=coaching.version,
                moment=say.moment(coaching.as_of),
                hidden=say("no" if quotes.redactor.show else "yes"),
            ),
            soft=True,
        ),
    ]


def _numbers(sheet: Sheet, say: Say) -> Iterator[Block]:
    counts = {
        "replies": say.many("replies", sheet.replies),
        "conversations": say.many("conversations", sheet.conversations),
    }
    if sheet.first and sheet.last:
        about = say("about-dated", first=f"{sheet.first:%Y-%m-%d}", last=f"{sheet.last:%Y-%m-%d}", **counts)
    else:
        about = say("about", **counts)
    on = [say("about-team", accounts=", ".join(sheet.accounts))] if sheet.by == "team" else []
    unread = [say("unread", replies=say.many("replies", sheet.unread))] if sheet.unread else []
    cut = [say("cut", replies=say.many("replies", sheet.cut))] if sheet.cut else []
    yield Para(" ".join([about, *on, *unread, *cut]))
    if sheet.score is None:
        yield Para(say("no-score", minimum=say.number(sheet.minimum)))
    else:
        told = [say("score", score=say.score(sheet.score))]
        if sheet.whole is not None and sheet.by != "account":
            told.append(say("whole", accounts=", ".join(sheet.accounts), score=say.score(sheet.whole)))
            told.append(say(f"apart-{sheet.score.against(sheet.whole)}"))
        yield Para(" ".join(told))
    yield Para(say("numbers"), soft=True)


def _praises(sheet: Sheet, say: Say, quotes: Quotes) -> Iterator[Block]:
    yield Heading(2, say("strengths"))
    if not sheet.praises:
        yield Para(say("no-strengths"))
    for praise in sheet.praises:
        yield Heading(3, say.rule(praise.rule).title)
        yield Para(" ".join(_how_often(praise, sheet, say)))
        yield from _exchange(praise.example, praise.example.of(praise.rule), say, quotes)
        if praise.example.thanked:
            yield Para(say("thanked"))


def _how_often(praise: Praise, sheet: Sheet, say: Say) -> Iterator[str]:
    yield say("strength-rate", rate=say.rate(praise.rate))
    if praise.elsewhere is not None:
        yield say("elsewhere", accounts=", ".join(sheet.accounts), rate=say.rate(praise.elsewhere))


def _habits(sheet: Sheet, say: Say, quotes: Quotes) -> Iterator[Block]:
    yield Heading(2, say("habits"))
    if not sheet.habits:
        yield Para(say("no-habits"))
    for number, habit in enumerate(sheet.habits, 1):
        yield from _habit(number, habit, sheet, say, quotes)


def _habit(number: int, habit: Habit, sheet: Sheet, say: Say, quotes: Quotes) -> Iterator[Block]:
    words = say.rule(habit.rule)
    yield Heading(3, f"{number}. {words.title}")
    once = say("habit-once", of=say.number(habit.rate.of))
    told = [once if habit.rate.count == 1 else say("habit-rate", rate=say.rate(habit.rate))]
    if habit.elsewhere is not None:
        told.append(say("elsewhere", accounts=", ".join(sheet.accounts), rate=say.rate(habit.elsewhere)))
    if habit.points is not None:
        told.append(say("points", points=say.number(habit.points, 1)))
    yield Para(" ".join(told))
    yield Facts(((say("principle"), f"{words.principle} — {_SEED.sub('', words.source)}"),))
    finding = habit.worst.of(habit.rule)
    facts = say.finding(habit.rule, finding.facts) if finding and finding.facts else ""
    if habit.best is None:
        yield Heading(3, say("worst"))
        yield from _exchange(habit.worst, finding, say, quotes)
        yield Para(say("best-none"))
    else:
        telling = _MENDS.get(habit.rule, _ANSWERS)
        good = next((found for name in telling if (found := habit.best.of(name))), None)
        yield Pair(
            (say("worst"), say(_best(habit))),
            (
                *_first_row(habit.worst, habit.best, say, quotes),
                (say("customer"), _asked(habit.worst, finding, say, quotes), _asked(habit.best, None, say, quotes)),
                (say("reply"), _reply(habit.worst, finding, say, quotes), _reply(habit.best, good, say, quotes)),
            ),
        )
        if shared := quotes.shared(habit.shared, habit.worst, habit.best)[:_SHARED]:
            yield Para(say("shared", words=", ".join(shared)), soft=True)
        if habit.worst.asked is not None and not habit.worst.whole:
            yield Para(say("cut-worst"), soft=True)
        if habit.best.thanked:
            yield Para(say("thanked-best"))
    if facts:
        yield Para(quotes.redactor.words(facts, habit.worst.account))
    mended = [(say("suggestion"), words.suggestion)]
    if habit.suggestion != words.suggestion:
        mended.append((say("in-reply-language"), habit.suggestion))
    if habit.pattern:
        mended.append((say("pattern"), habit.pattern))
    yield Facts(tuple(mended))


def _best(habit: Habit) -> str:
    if habit.worst.asked is None or habit.best is None or habit.best.asked is None:
        return "best"  # to what problem the file does not say
    return "best-like" if habit.like else "best-other"


def _exchange(exchange: Exchange, finding: Finding | None, say: Say, quotes: Quotes) -> Iterator[Block]:
    yield from _told(exchange, finding, say, quotes)
    yield Said(say("reply"), _reply(exchange, finding, say, quotes))


def _told(exchange: Exchange, finding: Finding | None, say: Say, quotes: Quotes) -> Iterator[Block]:
    first = quotes.first(exchange)
    if first is not None:
        yield Said(say("first"), first)
    yield Said(say("customer"), _asked(exchange, finding, say, quotes))
    if exchange.asked is not None and not exchange.whole:
        yield Para(say("cut-one"), soft=True)


def _first_row(one: Exchange, other: Exchange, say: Say, quotes: Quotes) -> Iterator[tuple[str, Marked, Marked]]:
    """What the customers had first written, where one of the replies answers a later post."""
    ones, others = quotes.first(one), quotes.first(other)
    if ones is not None or others is not None:
        nothing = Marked("", "", "")
        yield say("first"), ones or nothing, others or nothing


def _asked(exchange: Exchange, finding: Finding | None, say: Say, quotes: Quotes) -> Marked:
    return quotes.asked(exchange, finding) or Marked(say("not-here"), "", "")


def _reply(exchange: Exchange, finding: Finding | None, say: Say, quotes: Quotes) -> Marked:
    return quotes.reply(exchange, finding) or Marked(say("no-reply"), "", "")


def _progress(sheet: Sheet, say: Say) -> Iterator[Block]:
    done = sheet.progress
    if done is None:
        return
    yield Heading(2, say("progress"))
    if not done.replies:
        yield Para(say("progress-none"))
        return
    replies = say.many("replies", done.replies)
    about = "progress-about" if done.since else "progress-all"
    yield Para(say(about, replies=replies, since=say.moment(done.since)))
    if done.other_rules:
        yield Para(say("progress-rules"))
    if not done.changes:
        yield Para(say("progress-empty"))
        return
    header = tuple(say(key) for key in ("rule", "then", "now", "change", "reading"))
    yield Grid(say("progress"), header, tuple(_change(change, say) for change in done.changes))


def _change(change: Change, say: Say) -> tuple[str, ...]:
    name = say.rule(change.rule).title + (f" {say('coached')}" if change.coached else "")
    gap, low, high = (
        say.number(100 * one, sign=True) for one in (change.now.share - change.then.share, change.low, change.high)
    )
    reading = "unclear" if change.low <= 0 <= change.high else "better" if change.high < 0 else "worse"
    return (
        name,
        say.rate(change.then),
        say.rate(change.now),
        say("change-points", gap=gap, low=low, high=high),
        say(reading),
    )


def _practice(sheet: Sheet, say: Say, quotes: Quotes) -> Iterator[Block]:
    yield Heading(2, say("practice"), fresh=True)
    if not sheet.practice:
        yield Para(say("practice-none"))
        return
    yield Para(say("practice-about"))
    if len(sheet.practice) < _SITUATIONS:
        yield Para(say("practice-few"))
    for number, exchange in enumerate(sheet.practice, 1):
        yield Heading(3, say("situation", number=number))
        yield from _told(exchange, None, say, quotes)
        yield Command(quotes.command(exchange, say("your-answer")))


def _key(sheet: Sheet, say: Say, quotes: Quotes) -> Iterator[Block]:
    if not sheet.practice:
        return
    yield Heading(2, say("key"), fresh=True)
    yield Para(say("key-about"))
    for number, exchange in enumerate(sheet.practice, 1):
        yield Heading(3, say("situation", number=number))
        worst = max(exchange.faults, key=lambda f: f.severity is Severity.ERROR, default=None)
        yield Said(say("reply"), _reply(exchange, worst, say, quotes))
        faults = dict.fromkeys(finding.rule for finding in exchange.faults)
        if faults:
            yield Items(tuple(f"{say.rule(rule).title}. {say.rule(rule).suggestion}" for rule in faults))
        else:
            yield Para(say("key-clean"))
        if good := sorted(exchange.strengths - {_SIGNED}):
            yield Para(say("key-good", strengths="; ".join(say.rule(rule).title for rule in good)))
        if exchange.reply is not None:
            place = quotes.place(exchange.reply, exchange.account)
            yield Para(say("place", id=exchange.reply.id, place=place), soft=True)
