"""What is found in an account as a whole, or in a customer's post, laid on the exchanges that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.engine.coaching.groups import conversation_key
from auditor.model import By, Exchange, Finding, Span
from auditor.text.normal import bare_words

Suggestions = Mapping[str, Mapping[str, str]]  # rule → language → what to write instead


def shown_in(exchanges: Sequence[Exchange], findings: Iterable[Finding], suggestions: Suggestions) -> list[Exchange]:
    """The exchanges with all findings of their account: one on a reply stands with it, its suggestion in the language of
    the reply; one on a customer's post stands with the reply to it, and where there is none with an exchange that has no
    reply."""
    known = {finding.id for exchange in exchanges for finding in exchange.findings}
    rest: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.id not in known:
            rest[finding.post.id].append(finding)
    shown = []
    for exchange in exchanges:
        asked = exchange.asked.id if exchange.asked else ""
        more = [_laid_on(f, exchange, suggestions) for post in (*exchange.ids, asked) for f in rest.pop(post, ())]
        shown.append(replace(exchange, findings=(*exchange.findings, *more)) if more else exchange)
    silent = [_silent(found) for found in rest.values() if found[0].post.by is By.CUSTOMER]
    return [*shown, *silent]


def _laid_on(finding: Finding, exchange: Exchange, suggestions: Suggestions) -> Finding:
    suggestion = suggestions[finding.rule].get(exchange.lang or "en", finding.suggestion)
    finding = replace(finding, suggestion=suggestion)
    reply = exchange.reply
    if reply is None or finding.post.id not in exchange.ids or finding.post == reply:
        return finding
    start = max(reply.text.find(finding.post.text), 0)
    return replace(finding, post=reply, span=Span(finding.span.start + start, finding.span.end + start))


def _silent(found: Sequence[Finding]) -> Exchange:
    first = found[0]
    words = first.post.words
    asked, title = replace(first.post, text=words, title=None), len(words) - len(first.post.text)
    return Exchange(
        account=first.account,
        conversation=conversation_key(first.account, first.post.id),
        agent=None,
        asked=asked,
        reply=None,
        findings=tuple(replace(f, post=asked, span=Span(f.span.start + title, f.span.end + title)) for f in found),
        lang=first.lang,
        asked_lang=first.lang,
        at=first.post.created_at,
        whole=not first.post.parent_missing,
        opens=True,
        asks=True,
        problem=bare_words(words),
        customers=tuple(author for author in (asked.author,) if author),
    )
