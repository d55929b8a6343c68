"""What tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.stage import exchange, write_lines


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One exchange that breaks private-only."""
    return write_lines(tmp_path / "small.jsonl", exchange())
