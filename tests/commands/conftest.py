"""What comes with the program is read and compiled once, so that a test costs what it does, not what a start costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import auditor.rulebook.load as load
from auditor.rulebook.cards import AnyCard
from auditor.rulebook.packs import ActKind, LazyPacks
from tests.commands.stage import exchange, write_lines


@pytest.fixture(scope="package", autouse=True)
def warm() -> Iterator[None]:
    """Keeps the built-in cards, packs and detectors of languages between commands; a folder of one's own is read each time."""
    register = load.load_register(load.default_rules() / load.MARKER)
    read_cards = load.load_cards
    packs = cache(lambda folder: LazyPacks(folder, register))
    own = cache(lambda: read_cards(load.default_rules(), register))

    def kept_cards(folder: Path, known: Mapping[str, ActKind]) -> list[tuple[AnyCard, Path]]:
        return own() if folder == load.default_rules() else read_cards(folder, known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "LazyPacks", lambda folder, _: packs(folder))
        patch.setattr(load, "load_cards", kept_cards)
        patch.setattr(load, "load_register", lambda _: register)
        patch.setattr(load, "available_voices", cache(load.available_voices))
        yield


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One exchange that breaks private-only."""
    return write_lines(tmp_path / "small.jsonl", exchange())
