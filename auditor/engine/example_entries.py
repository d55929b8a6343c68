"""Examples of cards that look at canned responses: a small library, judged by one rule."""

from __future__ import annotations

from auditor.engine.lint import LintOptions, lint
from auditor.engine.marks import compared, unmarked
from auditor.model import Entry, SourceMap
from auditor.rulebook import Rule, Rulebook, default_rules
from auditor.rulebook.cards import ExampleSpec
from auditor.rulebook.channels import load_channels


def try_entries(rule: Rule, book: Rulebook, example: ExampleSpec) -> str:
    """Empty where the example holds; else what was found, and what should have been."""
    entries, marks = [], []
    for number, spec in enumerate(example.entries or (), start=1):
        key = spec.key or f"entry {number}"
        text, marked = unmarked(spec.text, f"{number}:{key}")
        marks += marked
        entries.append(
            Entry(
                key=key,
                title=key,
                text=text,
                file=f"example_{spec.lang}.json" if spec.lang else "example.json",
                source=SourceMap(((0, 0),), (0,)),
                reader="example",
                lang=spec.lang,
                public=not spec.internal,
                channel=spec.channel,
                platform=spec.platform,
            )
        )
    alone = Rulebook({rule.card.name: rule}, book.packs, book.register, book.reader, book.digest)
    report = lint(entries, alone, load_channels(default_rules()), LintOptions(as_of=example.as_of), "")
    texts = {finding.post.id: finding.post.text for finding in report.findings}
    texts |= {f"{number}:{entry.key}": entry.text for number, entry in enumerate(entries, start=1)}
    return compared(marks, report.findings, texts)
