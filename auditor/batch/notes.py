"""Notes of threads on disk: those of one account walked in order, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import overload

import msgspec

from auditor.batch.sealed import Sealed
from auditor.checks.digest import ThreadDigest
from auditor.engine.parts import digest_order

HELD = 20_000  # notes of one account that are held in memory; more are read from disk whenever they are walked
_BLOCK = 20  # of each run one is held while runs are merged
_OUT = msgspec.msgpack.Encoder()
_IN = msgspec.msgpack.Decoder(list[ThreadDigest])


@dataclass(frozen=True)
class Notes:
    """Notes of one account in their order: a section of a file of the work folder, its ``blocks`` by their lengths."""

    file: str
    section: int
    blocks: tuple[int, ...]
    count: int


def pack_notes(digests: Sequence[ThreadDigest]) -> tuple[bytes, tuple[int, ...]]:
    """Notes, in order, as bytes, and the lengths of its blocks."""
    blocks = [_OUT.encode(digests[at : at + _BLOCK]) for at in range(0, len(digests), _BLOCK)]
    return b"".join(blocks), tuple(map(len, blocks))


def notes_of(folder: Path, runs: Sequence[Notes]) -> Sequence[ThreadDigest]:
    """All notes of an account, of which each run is in order: held where they are few."""
    laid = LaidNotes(folder, runs)
    return tuple(laid) if len(laid) <= HELD else laid


class LaidNotes(Sequence[ThreadDigest]):
    """Notes of one account on disk, merged anew each time they are walked."""

    def __init__(self, folder: Path, runs: Sequence[Notes]) -> None:
        self._folder, self._runs = folder, runs
        self._count = sum(run.count for run in runs)

    def __iter__(self) -> Iterator[ThreadDigest]:
        return merge(*map(self._walk, self._runs), key=digest_order)

    def _walk(self, run: Notes) -> Iterator[ThreadDigest]:
        file, start = Sealed(self._folder / run.file), 0
        for length in run.blocks:
            yield from _IN.decode(file.piece(run.section, start, length))
            start += length

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> ThreadDigest: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ThreadDigest]: ...
    def __getitem__(self, index: int | slice) -> ThreadDigest | Sequence[ThreadDigest]:
        if isinstance(index, slice):
            return tuple(islice(self, *index.indices(len(self))))
        return tuple(self)[index]
