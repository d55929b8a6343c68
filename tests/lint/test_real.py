"""Real libraries beside the checkout: every finding in its place, and the judgements that were read one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from auditor.engine.lint import LintOptions, lint
from auditor.libraries import read_library
from auditor.model import Finding
from tests.lint.helpers import book, channels

# Findings read one by one: right, wrong. A change here is to be read again.
READ = {
    "gumroad/saved_replies.json": {
        "insecure-link": (22, 0),
        "channel-redirect": (1, 0),
        "leftover-placeholder": (5, 0),
    },
    "wporg_predefined_replies": {"insecure-link": (1, 0)},
    "victoriagracey_cx_macros": {"private-only": (10, 0)},
}


def linted(path: Path) -> tuple[Finding, ...]:
    return lint(list(read_library([path])), book(), channels(), LintOptions(as_of=date(2025, 6, 1)), "0").findings


@pytest.mark.shared
@pytest.mark.parametrize("name", READ)
def test_findings_that_were_read(shared: Path, name: str) -> None:
    found = Counter(finding.rule for finding in linted(shared / "data" / "canned" / name))
    assert found == {rule: sum(counts) for rule, counts in READ[name].items()}


def test_nine_of_ten_are_right() -> None:
    right = sum(counts[0] for rules in READ.values() for counts in rules.values())
    wrong = sum(counts[1] for rules in READ.values() for counts in rules.values())
    assert right / (right + wrong) >= 0.9


@pytest.mark.shared
def test_places_show_the_words(shared: Path) -> None:
    wrong = []
    for finding in linted(shared / "data" / "canned"):
        assert finding.place is not None
        line = Path(finding.post.origin.file).read_text("utf-8-sig").split("\n")[finding.place[0].line - 1]
        shown = line[finding.place[0].column - 1 :]
        word = finding.span.of(finding.post.text).split()[0]
        if not shown.startswith(word[:1]) and word[0].isalnum() and not shown.startswith(("\\", "&")):
            wrong.append((finding.rule, word, shown[:30]))
    assert wrong == []
