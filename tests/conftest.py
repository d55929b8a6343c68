"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warm import keep_warm

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure() -> None:
    keep_warm()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real archives beside the checkout; the test is skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip(f"no real archives at {SHARED}")
    return SHARED
