"""The list of a run's sheets: by name, with scores where there are any, and what got no sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.model import Coaching, Left, Sheet
from auditor.reports.coaching.blocks import Block, Grid, Heading, Items, Para
from auditor.reports.coaching.say import Say


def index_blocks(coaching: Coaching, say: Say, ending: str) -> list[Block]:
    """All blocks of the list, under its title."""
    scored = [sheet for sheet in coaching.sheets if sheet.score is not None]
    others = [sheet for sheet in coaching.sheets if sheet.score is None]
    blocks: list[Block] = []
    if scored:
        blocks += [Para(say("index-about")), _grid(scored, say, ending)]
    if others:
        blocks += [Para(say("index-few", minimum=say.number(coaching.minimum))), _grid(others, say, ending)]
    if coaching.left:
        blocks += [Heading(2, say("left")), Items(tuple(_left(coaching, say)))]
    return blocks


def _grid(sheets: Sequence[Sheet], say: Say, ending: str) -> Grid:
    scored, against = sheets[0].score is not None, any(sheet.whole for sheet in sheets)
    keys = ["sheet", "replies", "conversations", *(("score-column", "interval") if scored else ()), "first-habit"]
    keys += ["against"] if against else []
    rows = tuple(tuple(_row(sheet, say)) for sheet in sheets)
    numeric = (1, 2, 3, 4) if scored else (1, 2)
    return Grid(say("index-title"), tuple(say(k) for k in keys), rows, numeric, tuple(s.file + ending for s in sheets))


def _row(sheet: Sheet, say: Say) -> Iterator[str]:
    yield f"{', '.join(sheet.accounts)}: {say.name(sheet)}" if sheet.by == "agent" else say.name(sheet)
    yield say.number(sheet.replies)
    yield say.number(sheet.conversations)
    if sheet.score is not None:
        yield say.number(sheet.score.value, 1)
        yield f"{say.number(sheet.score.low, 1)} – {say.number(sheet.score.high, 1)}"
    yield say.rule(sheet.habits[0].rule).title if sheet.habits else "–"
    if sheet.score is not None and sheet.whole is not None:
        yield say(sheet.score.against(sheet.whole))


def _left(coaching: Coaching, say: Say) -> Iterator[str]:
    """What got no sheet, by account: a line for what nobody signed, one for everybody else."""
    named: dict[str, list[Left]] = defaultdict(list)
    for one in coaching.left:
        if one.name is None:
            yield say("left-unsigned", account=one.account, replies=say.many("replies", one.replies))
        else:
            named[one.account].append(one)
    for account, ones in sorted(named.items()):
        replies = say.many("replies", sum(one.replies for one in ones))
        if coaching.by == "team":
            yield say("left-team", account=account, replies=replies)
        else:
            agents = say.many("agents", len(ones))
            yield say("left-few", account=account, replies=replies, agents=agents, least=say.number(coaching.least))
