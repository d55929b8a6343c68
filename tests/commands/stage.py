"""Commands as a script meets them: arguments in; exit code, standard output and standard error out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from auditor.commands.app import run

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = ROOT / "fixtures" / "archive.jsonl"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def is_refused(self, *words: str) -> None:
        """Asserts exit code 2, nothing on standard output, one sentence on standard error that holds ``words``."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("auditor: ")
        assert "Traceback" not in self.err
        assert "an error in auditor itself" not in self.err, self.err
        for word in words:
            assert word in self.err, self.err


class Terminal(io.TextIOWrapper):
    """Standard output that a person reads."""

    def isatty(self) -> bool:
        return True


def auditor(*arguments: object, stdin: bytes = b"", encoding: str = "utf-8", terminal: bool = False) -> Done:
    """Run one command in this process; with ``terminal`` its standard output says that it is one."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
    if terminal:
        out = Terminal(io.BytesIO(), encoding=encoding, write_through=True)
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding=encoding)
    argv = ["auditor", *(str(argument) for argument in arguments)]
    with patch.multiple(sys, argv=argv, stdin=given, stdout=out, stderr=err):
        try:
            run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        else:
            code = 0
    read = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(code, *read)


def audit(*arguments: object) -> Done:
    """``auditor audit`` as JSON in this one process."""
    return auditor("audit", *arguments, "--format", "json", "--jobs", "1")


def post(post_id: str, text: str, by: str = "customer", hour: int = 9, **more: Any) -> dict[str, Any]:
    """One post of posts.jsonl."""
    return {
        "id": post_id,
        "text": text,
        "by": by,
        "account": "Acme",
        "author": "ada" if by == "customer" else "Acme",
        "created_at": f"2024-03-04T{hour:02}:00:00Z",
        **more,
    }


def exchange(number: int = 1, reply: str = "Please DM us.") -> list[dict[str, Any]]:
    """A customer's post and the reply to it."""
    asked = post(f"a{number}", f"My parcel number {number} never came, what now?", author=f"ada{number}")
    return [asked, post(f"b{number}", reply, "brand", 10, in_reply_to=f"a{number}")]


def write_lines(path: Path, records: Sequence[dict[str, Any] | str]) -> Path:
    """A JSONL file; a string is a line as it is."""
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
