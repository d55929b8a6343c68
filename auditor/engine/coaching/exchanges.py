"""Replies one by one: the engine judges as ever, and keeps for each reply what it answered and what was found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from auditor.checks.attention import needs_answer
from auditor.engine.judge import Engine, Judgement
from auditor.model import (
    By,
    Exchange,
    Finding,
    History,
    NotCheckable,
    Post,
    ReadThread,
    Severity,
    Span,
    Turn,
)
from auditor.text.normal import bare_words

_MARKS = "^-–—~*/ ."
_MARK = re.compile(r"^[\^~*/–—-]{1,2}\s?(?=\w)")
_WRONG = ("upset", "annoyed", "persists", "trouble", "question")


@dataclass(frozen=True)
class CoachedJudgement(Judgement):
    """A judgement with its replies one by one."""

    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True)
class CoachingEngine(Engine):
    """The same engine; its judgements say more."""

    def judge(self, history: History) -> CoachedJudgement:
        judgement = super().judge(history)
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in judgement.findings:
            found[finding.post.id].append(finding)
        exchanges = tuple(
            self._exchange(thread, index, found) for thread in history.threads for index in thread.replies
        )
        return CoachedJudgement(**{f.name: getattr(judgement, f.name) for f in fields(judgement)}, exchanges=exchanges)

    def _exchange(self, thread: ReadThread, index: int, found: Mapping[str, list[Finding]]) -> Exchange:
        turn, asked = thread.turns[index], thread.asked(index)
        told = _told(thread, index)
        reply, whole = _joined(turn), asked is not None and not thread.turns[0].post.parent_missing
        return Exchange(
            account=thread.account,
            conversation=thread.thread.id,
            agent=agent_of(turn),
            asked=_joined(asked) if asked else None,
            reply=reply,
            ids=tuple(part.id for part in turn.parts),
            judged=tuple(self._judged(thread, index)),
            findings=tuple(_in_joined(finding, turn, reply) for part in turn.parts for finding in found[part.id]),
            lang=turn.reading.pack,
            asked_lang=asked.reading.pack if asked else None,
            at=turn.post.created_at,
            whole=whole,
            opens=whole and thread.replies[0] == index,
            problem=bare_words(" ".join(one.reading.text for one in told)),
            first=_joined(told[0]) if told and told[0] is not asked else None,
            asks=bool(asked and needs_answer(asked)),
            upset=bool(asked and asked.reading.has("upset")),
            thanked=_thanked(thread, index),
            readable=turn.reading.pack is not None,
            customers=tuple(dict.fromkeys(t.post.author for t in thread.turns if t.post.author and not t.is_brand)),
        )

    def _judged(self, thread: ReadThread, index: int) -> list[str]:
        """The rules of single replies that could have found something here."""
        return [
            name
            for name, rule in self.rulebook.rules.items()
            if rule.card.looks_at == "reply"
            and rule.card.severity is not Severity.STRENGTH
            and (verdict := self.reply_verdict(rule, thread, index)) is not None
            and not isinstance(verdict, NotCheckable)
        ]


def agent_of(turn: Turn) -> str | None:
    """Who wrote a reply: the record's agent, else who signed it; without the mark before the name."""
    named = next((part.agent for part in turn.parts if part.agent), None)
    if named:
        return _MARK.sub("", named.strip())
    signed = turn.reading.first("signed")
    return signed.span.of(turn.reading.text).strip(_MARKS) or None if signed else None


def _joined(turn: Turn) -> Post:
    """The turn as one post: title and halves joined as they were read."""
    post = turn.post
    if post.text == turn.reading.text:
        return post
    return replace(post, text=turn.reading.text, title=None)


def _in_joined(finding: Finding, turn: Turn, whole: Post) -> Finding:
    """A finding on one part of a turn, laid on the whole of it."""
    if finding.post is whole:
        return finding
    start = next((s for part, s in zip(turn.parts, turn.starts, strict=True) if part.id == finding.post.id), 0)
    return replace(finding, post=whole, span=Span(finding.span.start + start, finding.span.end + start))


def _told(thread: ReadThread, index: int) -> list[Turn]:
    """What whoever wrote the answered post had asked or complained of up to a reply, oldest first: thanks, and what was
    given in answer to a question back, name no problem."""
    asked = thread.asked(index)
    if asked is None:
        return []
    return [t for t in thread.customer_turns(index) if t.post.author == asked.post.author and needs_answer(t)]


def _thanked(thread: ReadThread, index: int) -> bool:
    """Whether the customer's next words thank, and say nothing that is still wrong."""
    customer = thread.thread.customer
    after = thread.turns[index + 1] if index + 1 < len(thread.turns) else None
    if after is None or after.post.by is By.BRAND or after.post.author != customer:
        return False
    return after.reading.has("gratitude") and not after.reading.has(*_WRONG)
