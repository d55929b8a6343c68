"""A library of canned responses in, a report out: each entry judged alone by the rules that a lone text can show, and
all of them together. Pure: no clock, no disk.

Whose entries a rule is asked of, its card says (``in-libraries``). Internal notes are not for customers: only what is
wrong with any text is looked for in them (placeholders, copies). Where only the customer reads along (e-mail, chat), a
private message is no fault; where nothing says which channel an entry is for, it is not known whether a request for
personal data is made in public, and the report says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cache, partial
from pathlib import PurePath
from typing import cast

from auditor.checks.interface import ReplyCheck
from auditor.checks.library import Library, LibraryCheck, ReadEntry, Seen
from auditor.checks.placeholders import filled
from auditor.engine.entry_reading import read_entry
from auditor.engine.finding import finding_of
from auditor.libraries import SkippedEntry
from auditor.model import (
    By,
    Entry,
    Evidence,
    Finding,
    NotCheckable,
    Origin,
    Post,
    Principle,
    Reading,
    ReadThread,
    Report,
    RuleSummary,
    Severity,
    Sighting,
    SourceSummary,
    Thread,
    Turn,
    Unjudged,
    Visibility,
)
from auditor.rulebook import Rule, Rulebook
from auditor.rulebook.channels import Channels

UNKNOWN_CHANNEL = "the channel of the entry is not known (channels in the configuration)"
_NO_REASON = "no reason given"


@dataclass(frozen=True)
class LintOptions:
    """``as_of``: the day against which dates are stale. ``languages``: those the library promises. ``placeholders``: the
    team's own. ``severities``: by rule. ``off``: whether a rule is switched off for a file. ``judged``: whether an
    entry is asked after (all of them are read: a copy of a changed entry may stand in an old one)."""

    as_of: date | None = None
    languages: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: Callable[[str, str], bool] = lambda rule, file: False
    judged: Callable[[Entry], bool] = lambda entry: True


def lint(
    found: Sequence[Entry | SkippedEntry],
    book: Rulebook,
    channels: Channels,
    options: LintOptions,
    version: str,
    read: Callable[[], Sequence[Reading]] | None = None,
) -> Report:
    """Judge every entry. The same library gives the same report. ``read`` gives the readings of the entries in their order, where
    somebody else reads them; until he has, the rules are asked that need none."""
    entries = [one for one in found if isinstance(one, Entry)]
    readings = cache(read or (lambda: [read_entry(entry.text, entry.lang, book.reader, channels) for entry in entries]))
    library = Library(
        tuple(
            ReadEntry(entry, _post(entry, n), filled(entry.text, channels.stands_for), partial(_nth, readings, n))
            for n, entry in enumerate(entries)
        ),
        options.languages,
        options.placeholders,
        options.as_of,
    )
    findings: list[Finding] = []
    unjudged: Counter[tuple[str, str, str]] = Counter()
    rules = {name: rule for name, rule in book.rules.items() if looks_at_entries(rule)}
    first_by_letters = sorted(rules.values(), key=lambda rule: not getattr(rule.check, "by_letters", False))
    threads = cache(lambda number: _thread(library.entries[number]))
    verdicts = [
        (rule, seen) for rule in first_by_letters for seen in _verdicts(rule, library, threads, channels, options)
    ]
    for rule, seen in verdicts:
        name, one = rule.card.name, library.entries[seen.number]
        if options.off(name, one.entry.file):
            continue
        if isinstance(seen.verdict, NotCheckable):
            unjudged[(name, one.entry.reader, seen.verdict.reason)] += 1
        elif isinstance(seen.verdict, Sighting):
            findings.append(_finding(rule, seen.verdict, one, options))
    return Report(
        version=version,
        rules_digest=book.digest,
        as_of=datetime.combine(options.as_of, time(), UTC) if options.as_of else None,
        sources=tuple(_sources(found)),
        accounts=(),
        findings=_numbered(findings),
        not_checkable=tuple(Unjudged(*key, count) for key, count in sorted(unjudged.items())),
        rules=tuple(_summary(rule, options) for rule in rules.values()),
    )


def _nth(readings: Callable[[], Sequence[Reading]], number: int) -> Reading:
    return readings()[number]


def looks_at_entries(rule: Rule) -> bool:
    """Whether a rule is asked of canned responses: of entries as such, or of replies that a lone text can show."""
    card = rule.card
    if card.looks_at == "entry":
        return True
    return card.looks_at == "reply" and card.in_libraries != "never" and Evidence.CUSTOMER_TEXT not in card.needs


def _post(entry: Entry, number: int) -> Post:
    return Post(
        id=f"{number + 1}:{entry.key}",
        text=entry.text,
        by=By.BRAND,
        account=PurePath(entry.file).name,
        origin=Origin(entry.file, entry.source.place(0).line),
        conversation=str(number),
        visibility=Visibility.PUBLIC if entry.public else Visibility.PRIVATE,
        lang=entry.lang,
        title=entry.title or None,
        channel=entry.channel,
    )


def _verdicts(
    rule: Rule, library: Library, threads: Callable[[int], ReadThread], channels: Channels, options: LintOptions
) -> Iterator[Seen]:
    card = rule.card
    readers = card.in_libraries if card.looks_at in {"entry", "reply"} else "never"
    asked: dict[int, NotCheckable | None] = {}
    for number, one in enumerate(library.entries):
        if options.judged(one.entry):
            asked |= _asked(number, one.entry, readers, channels)
    yield from (Seen(number, reason) for number, reason in asked.items() if reason)
    if card.looks_at == "entry":
        for seen in cast(LibraryCheck, rule.check).judge_library(library):
            if seen.number in asked and asked[seen.number] is None:
                yield seen
        return
    for number, reason in asked.items():
        verdict = None if reason else cast(ReplyCheck, rule.check).judge(threads(number), 0)
        if isinstance(verdict, Sighting | NotCheckable):
            yield Seen(number, verdict)


def _asked(number: int, entry: Entry, readers: str, channels: Channels) -> dict[int, NotCheckable | None]:
    """The entry's number where a rule for these ``readers`` is asked of it; with a reason where it cannot be judged."""
    if readers != "all" and not entry.public:
        return {}
    private, public = channels.is_private(entry.channel), channels.is_public(entry.channel)
    if readers == "not-private" and private:
        return {}
    if readers == "public" and not public:
        return {} if private else {number: NotCheckable(UNKNOWN_CHANNEL)}
    return {number: None}


def _thread(one: ReadEntry) -> ReadThread:
    """An entry as the reply that it becomes."""
    post = replace(one.post, visibility=Visibility.PUBLIC)
    thread = Thread(post.id, post.account, None, one.entry.reader, (post,))
    return ReadThread(thread, (Turn((post,), (0,), one.reading),))


def _finding(rule: Rule, sighting: Sighting, one: ReadEntry, options: LintOptions) -> Finding:
    sighting = replace(sighting, post=replace(one.post, visibility=Visibility.PUBLIC))
    finding = finding_of(rule.card, sighting, one.post.account, _thread(one))
    severity = options.severities.get(rule.card.name) or sighting.severity or rule.card.severity
    said = one.lang if one.lang in rule.card.suggestion else None
    return replace(
        finding,
        post=one.post,
        lang=one.lang,
        severity=severity,
        suggestion=rule.card.suggestion[said] if said else finding.suggestion,
        place=one.entry.place(finding.span),
        suppressed=_suppressed(rule.card.name, one.entry),
        agent=None,
    )


def _suppressed(rule: str, entry: Entry) -> str | None:
    for one in entry.suppressions:
        if not one.rules or rule in one.rules:
            return one.reason or _NO_REASON
    return None


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by place, each with its id and its fingerprint: what is found where, in which words of which text.

    Neither holds a line number or a path that depends on where the program is run. Equal ones are told apart by
    their order.
    """
    ordered = sorted(
        findings, key=lambda f: (f.post.origin.file, f.place and (f.place[0].line, f.place[0].column), f.rule)
    )
    met: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for finding in ordered:
        key = finding.post.id.partition(":")[2]
        text = re.sub(r"\s+", " ", finding.post.text).strip()
        what = (finding.rule, finding.account, key, finding.lang or "", text, finding.span.of(finding.post.text))
        met[what] += 1
        mark = _hash(*what, str(met[what]))
        numbered.append(replace(finding, id=_hash(finding.post.origin.file, mark), fingerprint=mark))
    return tuple(numbered)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sources(found: Sequence[Entry | SkippedEntry]) -> Iterator[SourceSummary]:
    files: dict[str, list[Entry]] = {}
    skipped: dict[str, Counter[str]] = {}
    for one in found:
        if isinstance(one, Entry):
            files.setdefault(one.file, []).append(one)
        else:
            files.setdefault(one.origin.file, [])
            skipped.setdefault(one.origin.file, Counter())[one.reason] += 1
    for path in sorted(files):
        entries = files[path]
        kind = entries[0].reader if entries else "none"
        reasons = tuple(sorted(skipped.get(path, Counter()).items()))
        yield SourceSummary(path, kind, len(entries), len(entries), reasons)


def _summary(rule: Rule, options: LintOptions) -> RuleSummary:
    card = rule.card
    return RuleSummary(
        card.name,
        card.title,
        options.severities.get(card.name, card.severity),
        card.dimension,
        0.0,
        Principle(card.principle.statement, card.principle.source),
        tuple(card.silent_when),
    )
