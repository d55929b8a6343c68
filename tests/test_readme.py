"""What the README shows is what the program prints; what it pastes works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"^```console\n\$ auditor ([^\n]*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def run(arguments: list[str]) -> str:
    """What ``auditor`` prints on a plain pipe of 96 columns."""
    environment = {**os.environ, "COLUMNS": "96", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("command", "printed"), SHOWN, ids=[command[:40] for command, _ in SHOWN])
def test_what_is_shown_is_what_is_printed(command: str, printed: str) -> None:
    assert run(shlex.split(command)) == printed


def test_there_is_something_shown() -> None:
    assert len(SHOWN) >= 4


def test_the_test_command_stands_where_ci_looks_for_it() -> None:
    block = README.split("<!-- tests -->")[1]
    assert re.match(r"\s*```sh\n[^\n]*-m pytest[^\n]*\n```", block)
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_first_command_reads_what_ships() -> None:
    (command,) = re.findall(r"auditor (audit fixtures/\S+)$", README.split("<!-- tests -->")[0], re.MULTILINE)
    assert "AcmeMobile" in run(shlex.split(command))


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
