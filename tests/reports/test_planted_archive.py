"""The planted posts as an archive, put through every command that prints what somebody wrote: nothing of it gets out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from auditor.commands.app import run
from auditor.model import By
from tests.reports.planted import POSTS

# Every command that prints posts, with a folder to write into; what is added to the program belongs here.
COMMANDS: dict[str, Sequence[str]] = {
    "audit": (
        "audit",
        "{archive}",
        "--format",
        "html",
        "--output",
        "{folder}/report.html",
        "--parquet",
        "{folder}/tables",
    ),
    "coach html": (
        "coach",
        "{archive}",
        "--by",
        "account",
        "--hide-agents",
        "--format",
        "html",
        "--output",
        "{folder}/sheets",
    ),
    "coach agents": ("coach", "{archive}", "--least", "1", "--hide-agents", "--output", "{folder}/sheets"),
    "sample": ("sample", "{archive}", "--size", "200", "--output", "{folder}/sheet.csv"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A conversation for every planted post: the customer, then the account."""
    lines = []
    for number, planted in enumerate(POSTS):
        who = planted.author or f"reviewer-{number}"
        asked = planted.text if planted.by is By.CUSTOMER else "Why is my order so late? Nobody helps me!"
        reply = planted.text if planted.by is By.BRAND else "Please DM us."
        at = f"2024-{1 + number // 28:02}-{1 + number % 28:02}T10:{{}}:00Z"
        lines.append(
            {
                "id": f"c{number}",
                "text": asked,
                "by": "customer",
                "account": "AcmeCare",
                "author": who,
                "created_at": at.format("00"),
            }
        )
        lines.append(
            {
                "id": f"r{number}",
                "text": reply,
                "by": "brand",
                "account": "AcmeCare",
                "in_reply_to": f"c{number}",
                "created_at": at.format("30"),
            }
        )
    path = tmp_path_factory.mktemp("planted") / "posts.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def printed(archive: Path, folder: Path, command: Sequence[str]) -> str:
    """All that a command prints and writes, as one text."""
    argv = ["auditor", *(word.format(archive=archive, folder=folder) for word in command)]
    out, err = io.StringIO(), io.StringIO()
    with patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(err):
        try:
            run()
        except SystemExit as end:
            assert not end.code, err.getvalue()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files, "nothing was written"
    return "\n".join([out.getvalue(), *(str(path.name) for path in files), *(read(path) for path in files)])


def read(path: Path) -> str:
    if path.suffix != ".parquet":
        return path.read_text("utf-8")
    import duckdb

    rows = duckdb.read_parquet(str(path)).fetchall()
    return "\n".join(str(row) for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_what_was_planted(archive: Path, tmp_path: Path, command: str) -> None:
    text = printed(archive, tmp_path, COMMANDS[command]).casefold()
    values = {value for planted in POSTS for value in planted.values}
    leaks = sorted(value for value in values if value.casefold() in text and value not in {"Will", "ZQ"})
    assert leaks == []
    assert "[customer " in text
