"""A post's words with those marked that a finding points at, not longer than a page has room for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.model import Finding, Span
from auditor.reports.clean import shown
from auditor.reports.redact import Redactor

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
LONGEST = 1_500  # characters of one post: a tweet and most reviews are whole


@dataclass(frozen=True, slots=True)
class Marked:
    """A text around the words found (``words`` may be all of it, or empty); ``lang`` as ISO 639-1 where it is known.

    Its line breaks are its own: show it where they are kept.
    """

    before: str
    words: str
    after: str
    lang: str | None = None


def marked(redactor: Redactor, finding: Finding, longest: int = LONGEST) -> Marked:
    """The words of a finding's post, redacted as the report asks."""
    hidden = redactor.post(finding)
    return marked_text(hidden.text, hidden.locate(finding.span), finding.lang, longest)


def marked_text(text: str, span: Span, lang: str | None = None, longest: int = LONGEST) -> Marked:
    """A text cut around ``span``; what is over ``longest`` characters is left out with an ellipsis, the words last."""
    lang = lang if lang and _LANGUAGE.fullmatch(lang) else None  # an archive may say anything
    before, words, after = (shown(part) for part in (text[: span.start], text[span.start : span.end], text[span.end :]))
    words = cut(words, longest)
    spare = longest - len(words)
    front = min(len(before), max(spare // 2, spare - len(after)))
    before = before if len(before) <= front else "…" + before[len(before) - front :]
    return Marked(before.lstrip(), words, cut(after, spare - front).rstrip(), lang)


def cut(text: str, longest: int) -> str:
    """The text's first ``longest`` characters, and an ellipsis where something was left out."""
    return text if len(text) <= longest else text[:longest] + "…"
