"""Accounts scored from the parts of their slices, a batch of accounts after the other; each batch leaves a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from auditor.batch.findings import Run, pack_findings
from auditor.batch.ingest import slice_path
from auditor.batch.notes import notes_of
from auditor.batch.parts import Entry, read_part
from auditor.batch.rows import unpack_posts
from auditor.batch.sealed import Sealed, seal
from auditor.engine.account import Requests, Scored, score_account
from auditor.engine.judge import Engine
from auditor.engine.options import AuditOptions
from auditor.engine.parts import merged
from auditor.engine.whole import PostKey
from auditor.model import AccountScore, Post

_BATCH = 5_000  # findings in a batch of small accounts, give or take an account


@dataclass(frozen=True)
class Home:
    """Where one account is: in which slices, and as which entry of their parts."""

    account: str
    slices: tuple[int, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Result:
    """One account as it is kept: its score, what could not be judged, what rules over accounts found."""

    score: AccountScore
    unjudged: tuple[tuple[tuple[str, str, str], int], ...]
    findings: Run


def homes_of(entries: Iterable[tuple[int, Sequence[Entry]]]) -> list[Home]:
    """Every account, by name, of what each slice's part holds."""
    found: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for number, listed in entries:
        for entry in listed:
            found[entry.account].append((number, entry))
    return [
        Home(account, tuple(n for n, _ in found[account]), tuple(entry for _, entry in found[account]))
        for account in sorted(found)
    ]


def batches_of(homes: Sequence[Home]) -> list[tuple[Home, ...]]:
    """Accounts in batches: a large one alone, small ones together."""
    batches: list[list[Home]] = []
    room = 0
    for home in homes:
        if room <= 0:
            batches.append([])
            room = _BATCH
        batches[-1].append(home)
        room -= 1 + _size(home)
    return [tuple(batch) for batch in batches]


def largest_first(numbers: Iterable[int], batches: Sequence[Sequence[Home]]) -> list[int]:
    """Numbers of batches in the order in which they are best taken: a large account that comes last keeps one process
    at work while the others have none left."""
    return sorted(numbers, key=lambda number: (-sum(map(_size, batches[number])), number))


def _size(home: Home) -> int:
    return sum(entry.findings.count for entry in home.entries)


@dataclass(frozen=True)
class Scoring:
    """What is needed to score the accounts of a work folder."""

    folder: Path
    files: Sequence[str]
    requests: Requests
    engine: Engine
    options: AuditOptions

    def write(self, file: str, batch: Sequence[Home], numbers: dict[str, int]) -> None:
        """Score a batch of accounts into one file. Raises OSError and Damaged."""
        results: list[Result] = []
        sections: list[bytes] = []
        for home in batch:
            scored = self._score(home)
            packed = pack_findings(home.account, scored.findings, numbers)
            run = packed.at(file, 1 + len(sections))
            results.append(Result(scored.score, tuple(sorted(scored.unjudged.items())), run))
            sections.append(packed.data)
        seal(self.folder / file, [msgspec.msgpack.encode(results), *sections])

    def _score(self, home: Home) -> Scored:
        whole = merged(read_part(self.folder, entry) for entry in home.entries)
        digests = notes_of(self.folder, [entry.notes for entry in home.entries])
        return score_account(
            replace(whole, digests=digests),
            self.requests,
            self.engine,
            self.options,
            lambda wanted: self._posts(home, wanted),
        )

    def _posts(self, home: Home, wanted: Collection[PostKey]) -> Mapping[PostKey, Post]:
        slices = (slice_path(self.folder, number) for number in home.slices)
        return dict(found for path in slices for found in unpack_posts(path, self.files, wanted))


def results_of(path: Path) -> Iterator[Result]:
    """The accounts of one file."""
    yield from msgspec.msgpack.decode(Sealed(path).section(0), type=tuple[Result, ...])
