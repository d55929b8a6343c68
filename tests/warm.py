"""What comes with the program is read and compiled once a process, so that a test costs what it does, not what a start
costs. A folder of rules of one's own is read each time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import auditor.rulebook.built_in as built_in
import auditor.rulebook.load as load
from auditor.rulebook.cards import AnyCard
from auditor.rulebook.packs import ActKind, LazyPacks


def keep_warm() -> None:
    """From here on every rulebook shares the built-in cards, the packs and the detectors of languages."""
    folder = built_in.default_rules()
    read_register, read_cards = built_in.load_register, load.load_cards
    register = cache(lambda: read_register(folder / built_in.MARKER))
    packs = cache(lambda: LazyPacks(folder, register()))
    own = cache(lambda: read_cards(folder, register()))

    def kept_register(path: Path) -> dict[str, ActKind]:
        return register() if path == folder / built_in.MARKER else read_register(path)

    def kept_cards(of: Path, known: Mapping[str, ActKind]) -> list[tuple[AnyCard, Path]]:
        return own() if of == folder and known is register() else read_cards(of, known)

    def kept_packs(of: Path, known: Mapping[str, ActKind]) -> LazyPacks:
        return packs() if of == folder and known is register() else LazyPacks(of, known)

    vars(load).update(load_cards=kept_cards)
    vars(built_in).update(
        load_register=kept_register, LazyPacks=kept_packs, available_voices=cache(built_in.available_voices)
    )
