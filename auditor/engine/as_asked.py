"""Who asks for a number or an address and is given it is answered; to anybody else the same words would be a redirect.

Of 14 labelled replies of this kind 13 are ``answer`` to their readers, and one is doubtful. Where nothing can be dialled,
written to or opened (the number is said to be on the ticket) it is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from auditor.model import Act, Reading, ReadThread, Span, Turn

_GIVEN: Mapping[str, tuple[str, ...]] = {
    "asks-phone": ("call-us",),
    "asks-contact": ("call-us", "write-elsewhere"),
}
_PLAIN = frozenset({"phone-number", "email-address", "link"})


def answered_as_asked(thread: ReadThread) -> ReadThread:
    """The thread, with a ``public-answer`` in replies that give what was asked for and answer in no other way."""
    given: dict[int, Act] = {}
    for index in thread.replies:
        asked, reading = thread.asked(index), thread.turns[index].reading
        if asked is not None and asked.reading.has(*_GIVEN) and not reading.has("public-answer"):
            act = _given(asked.reading, reading)
            given.update({index: act} if act else {})
    if not given:
        return thread
    return replace(
        thread,
        turns=tuple(_with(turn, given[i]) if i in given else turn for i, turn in enumerate(thread.turns)),
    )


def _with(turn: Turn, act: Act) -> Turn:
    return replace(turn, reading=replace(turn.reading, acts=Reading.in_order((*turn.reading.acts, act))))


def _given(asked: Reading, reply: Reading) -> Act | None:
    wanted = {name for ask, names in _GIVEN.items() if asked.has(ask) for name in names}
    for act in reply.acts:
        if act.name in wanted:
            plain = [a.span for a in reply.acts if a.name in _PLAIN and a.sentence == act.sentence]
            if plain or any(map(str.isdigit, act.span.of(reply.text))):
                ends = [act.span, *plain]
                span = Span(min(one.start for one in ends), max(one.end for one in ends))
                return Act("public-answer", span, act.sentence, f"as asked: {act.phrase}")
    return None
