"""What the reports for people say, whatever they are written in: which accounts, which quotes, which words for a number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.model import AccountScore, Contribution, Excuse, Finding, Metrics, Report, Severity
from auditor.reports.clean import one_line
from auditor.reports.redact import Redactor

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True)
class Quote:
    """A finding's words, cut around what it points at; every part may be shown, on one line."""

    before: str
    words: str
    after: str
    place: str
    finding_id: str


@dataclass(frozen=True)
class View:
    """A report as a reader of a summary meets it."""

    report: Report
    redactor: Redactor

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.report.findings if finding.severity is not Severity.STRENGTH)

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """The findings that accounts name as examples: few of those of a large archive, which lie on disk."""
        named = {one for score in self.report.accounts for part in score.contributions for one in part.examples}
        return {finding.id: finding for finding in self.report.findings if finding.id in named}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {rule.name: rule.title for rule in self.report.rules}

    @cached_property
    def counted(self) -> str:
        """How many findings of each severity."""
        severities = Counter(finding.severity for finding in self.report.findings)
        count = severities[Severity.STRENGTH]
        return _in_words(severities) + (f"; {plural(count, 'strength')}" if count else "")

    @cached_property
    def read(self) -> str:
        """What was read, in one sentence."""
        sources = self.report.sources
        kinds = ", ".join(sorted({source.kind for source in sources}))
        posts, replies = sum(s.posts for s in sources), sum(s.replies for s in sources)
        files = plural(len(sources), "file")
        return f"{files} ({kinds}): {plural(posts, 'post')}, {replies:,} of them replies" if sources else "nothing"

    @cached_property
    def skipped(self) -> list[tuple[str, int]]:
        """Why records were skipped, the most frequent reason first."""
        reasons: Counter[str] = Counter()
        for source in self.report.sources:
            for reason, count in source.skipped:
                reasons[one_line(self.redactor.words(reason))] += count
        return sorted(reasons.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def unjudged(self) -> list[tuple[str, int, list[str]]]:
        """Reason, count and rules of what could not be judged, the most frequent first."""
        counts: Counter[str] = Counter()
        rules: dict[str, set[str]] = defaultdict(set)
        for unjudged in self.report.not_checkable:
            reason = one_line(f"{unjudged.source}: {unjudged.reason}")
            counts[reason] += unjudged.count
            rules[reason].add(unjudged.rule)
        return [(r, n, sorted(rules[r])) for r, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def detailed(self, most: int) -> list[AccountScore]:
        """The accounts worth a closer look: those ranked worst, or where none is ranked the first of the others."""
        ranked = [score for score in self.report.accounts if not score.provisional]
        return (ranked or list(self.report.accounts))[:most]

    def quotes(self, part: Contribution, most: int) -> list[Quote]:
        """The worst findings of one rule, each wording once."""
        chosen: dict[tuple[str, str], Quote] = {}
        for finding in (self.by_id[one] for one in part.examples if one in self.by_id):
            quote = self.quote(finding)
            chosen.setdefault((quote.before, quote.words), quote)
        return list(chosen.values())[:most]

    def quote(self, finding: Finding) -> Quote:
        hidden = self.redactor.post(finding)
        span = hidden.locate(finding.span)
        return Quote(
            one_line(hidden.text[: span.start]).lstrip(),
            one_line(span.of(hidden.text)),
            one_line(hidden.text[span.end :]).rstrip(),
            one_line(str(finding.post.origin)),
            finding.id,
        )


def says_something(score: AccountScore) -> bool:
    """Whether an account's number is worth showing: a reply was read, or something else cost points."""
    return score.judged or bool(score.contributions)


def standing(score: AccountScore) -> str:
    """An account's score and grade in words; without a reply that could be read only what else cost points."""
    if score.judged:
        return f"{score.score:.2f} of 100, grade {score.grade}"
    return unjudged_words(score.replies, score.score if score.contributions else None)


def unjudged_words(replies: int, score: float | None) -> str:
    """Why an account has no grade; ``score`` where something other than its replies cost points."""
    why = "it has no reply" if not replies else f"none of its {plural(replies, 'reply')} could be read"
    rest = "" if score is None else f"; {score:.2f} of 100 for what else was looked at"
    return f"not judged: {why}{rest}"


def sought(excuses: Iterable[Excuse]) -> str:
    """What would have excused a finding, and where it was looked for."""
    return "; ".join(f"{e.looked_for} in {e.where}: {'found' if e.found else 'not found'}" for e in excuses)


def counted(faults: Iterable[Finding]) -> str:
    """``2 errors, 1 warning``."""
    return _in_words(Counter(finding.severity for finding in faults))


def _in_words(counts: Mapping[Severity, int]) -> str:
    words = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "remark"))
    return ", ".join(plural(counts[severity], word) for severity, word in words if counts.get(severity)) or "no faults"


def gains(parts: Iterable[Contribution], score: float) -> list[Contribution]:
    """Rules by what mending each would give, most first."""
    return sorted((p for p in parts if p.without > score), key=lambda p: (-p.without, p.rule))


def plural(count: int, word: str) -> str:
    """``1 reply``, ``2,000 replies``."""
    if count == 1:
        return f"1 {word}"
    return f"{count:,} {word[:-1]}ies" if word.endswith("y") else f"{count:,} {word}s"


def percent(share: float) -> str:
    """A share of one as a whole percentage; never rounded to all or nothing. Its blanks do not break."""
    rounded = round(share * 100)
    words = f"{rounded} %"
    if rounded == 100 and share < 1:
        words = "over 99 %"
    elif rounded == 0 and share > 0:
        words = "under 1 %"
    return words.replace(" ", "\u00a0")


def duration(minutes: float) -> str:
    """``45 s``, ``12 min``, ``3 h 31 min``, ``6 days 13 h``. Its blanks do not break."""
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    days, over = divmod(round(whole / 60), 24)
    if minutes < 1:
        words = f"{round(minutes * 60)} s"
    elif whole < 60:
        words = f"{whole} min"
    elif whole < 48 * 60:
        words = f"{hours} h {rest} min" if rest else f"{hours} h"
    else:
        words = f"{days} days {over} h" if over else f"{days} days"
    return words.replace(" ", "\u00a0")


def waiting(metrics: Metrics) -> str:
    """How long customers waited, in one line."""
    times = metrics.first_reply
    return waiting_words({name: getattr(times, name) for name in ("median", "p90", *_LIMITS, "count")})


def waiting_words(times: Mapping[str, Any]) -> str:
    """The same from the numbers as the JSON report has them."""
    if times["median"] is None or times["p90"] is None:
        return "not known: no first reply with both its times"
    shares = ((times[name], limit) for name, limit in _LIMITS.items())
    within = ", ".join(f"{duration(limit)}\u00a0{percent(share)}" for share, limit in shares if share is not None)
    count = f" ({times['count']:,} first {'reply' if times['count'] == 1 else 'replies'})" if "count" in times else ""
    return f"median {duration(times['median'])}, nine in ten by {duration(times['p90'])}; within {within}{count}"


_LIMITS = {"within_10m": 10, "within_1h": 60, "within_24h": 24 * 60}


def answered(metrics: Metrics) -> str:
    """What share of conversations got a reply, in one line."""
    return answered_words(metrics.response_rate, metrics.reason)


def answered_words(rate: float | None, reason: str) -> str:
    """The same from the numbers as the JSON report has them."""
    return f"not known: {one_line(reason)}" if rate is None else f"{percent(rate)} of conversations"
