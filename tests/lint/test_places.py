"""Over all readers: opening a finding's file at its line and column shows the very words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.engine.lint import LintOptions, lint
from auditor.libraries import read_library
from auditor.model import Entry, Finding
from tests.lint.helpers import book, channels

TEXT = "We are so sorry. Please call us on 0800 123 4567, see http://a.example/b or bit.ly/xyz, order XXXXX, {{customer.name}."
HTML = f"<p>Hi &amp; hello&nbsp;there,<br/></p><div>{TEXT}</div>"
LIBRARIES = {
    "zendesk.json": {
        "macros": [
            {"title": "Late", "active": True, "actions": [{"field": "comment_value_html", "value": HTML}]},
            {"title": "Two", "active": True, "actions": [{"field": "comment_value", "value": ["channel:all", TEXT]}]},
        ]
    },
    "freshdesk.json": [{"id": 7, "title": "Late", "content": TEXT, "content_html": HTML, "folder_id": 1}],
    "intercom.json": {
        "type": "list",
        "data": [{"type": "macro", "id": "1", "name": "Late", "body": HTML, "body_text": TEXT}],
    },
    "helpscout.json": [{"id": 1, "name": "Late", "text": HTML}],
    "front.json": {
        "_results": [
            {"id": "rsp_1", "name": "Late", "subject": "x", "body": HTML, "is_available_for_all_inboxes": True}
        ]
    },
    "gorgias.json": {
        "data": [
            {
                "id": 1,
                "name": "Late",
                "actions": [{"name": "setResponseText", "arguments": {"body_html": HTML, "body_text": TEXT}}],
            }
        ]
    },
    "chatwoot.json": [{"id": 1, "short_code": "late", "content": TEXT, "account_id": 1}],
    "rocketchat.json": {"cannedResponses": [{"_id": "X1", "shortcut": "late", "text": TEXT, "scope": "global"}]},
    "nested.json": {"en": {"late": {"label": "Late", "content": TEXT}}},
    "lines.jsonl": [{"id": "late", "content": TEXT}],
    "replies.csv": 'id,title,content\n1,Late,"Hello ""there"",\n' + TEXT + '"\n',
    "replies.yaml": "- id: late\n  content: |\n    Hello there,\n    " + TEXT + "\n",
    "replies.md": "# Replies\n\n## Late\n\n> Hello there,\n> " + TEXT + "\n",
    "plain.txt": "Hello there,\n" + TEXT + "\n",
}
RULES = {"hotline-redirect", "insecure-link", "shortened-link", "leftover-placeholder", "malformed-placeholder"}


def written(folder: Path, name: str) -> Path:
    content = LIBRARIES[name]
    if name.endswith(".jsonl"):
        content = "".join(json.dumps(record) + "\n" for record in content)
    elif not isinstance(content, str):
        content = json.dumps(content, indent=1)
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def linted(*paths: Path) -> tuple[Finding, ...]:
    found = list(read_library(paths))
    assert any(isinstance(one, Entry) for one in found), found
    return lint(found, book(), channels(), LintOptions(), "0").findings


def between(finding: Finding) -> str:
    """What an editor selects from the finding's start to its end."""
    assert finding.place is not None
    start, end = finding.place
    lines = Path(finding.post.origin.file).read_text("utf-8-sig").split("\n")
    if start.line == end.line:
        return lines[start.line - 1][start.column - 1 : end.column - 1]
    middle = lines[start.line : end.line - 1]
    return "\n".join([lines[start.line - 1][start.column - 1 :], *middle, lines[end.line - 1][: end.column - 1]])


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_place_shows_the_very_words(tmp_path: Path, name: str) -> None:
    findings = linted(written(tmp_path, name))
    assert {finding.rule for finding in findings} >= RULES
    for finding in findings:
        if finding.rule in RULES:
            assert between(finding) == finding.span.of(finding.post.text), finding.rule


def test_a_folder_of_all_of_them_is_one_run_and_the_same_each_time(tmp_path: Path) -> None:
    for name in LIBRARIES:
        written(tmp_path, name)
    once, twice = linted(tmp_path), linted(tmp_path)
    assert once == twice
    assert len({finding.id for finding in once}) == len(once)
    assert {Path(finding.post.origin.file).name for finding in once} == set(LIBRARIES)
