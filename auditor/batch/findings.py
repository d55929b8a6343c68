"""Findings on disk: sorted runs of an account's findings in blocks that are read one by one, merged into a report's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice
from pathlib import Path
from typing import overload

import msgspec

from auditor.batch.rows import Row, head_of, post_of, rest_of
from auditor.batch.sealed import Sealed
from auditor.engine.audit import finding_order
from auditor.model import Excuse, Finding, Named, Principle, Related, Severity, Span

_BLOCK = 16  # of each run one is held while runs are merged

_Excuses = list[tuple[str, str, bool]]
_Row = tuple[
    str,  # id
    int,  # rule, severity, principle: a number of the block's kinds
    str | None,  # agent
    Row,  # post
    str | None,  # lang
    tuple[int, int],  # span
    int,  # message, a number of the block's texts
    int,  # suggestion
    int,  # excuses
    list[tuple[str, str]],  # related
    str,  # fingerprint
    list[tuple[str, str]],  # facts
    list[str],  # customers
]
_Block = tuple[
    str,  # account
    list[tuple[str, str, str, str]],  # kinds: rule, severity, statement and source of its principle
    list[str],  # texts
    list[_Excuses],
    list[_Row],
]
_OUT = msgspec.msgpack.Encoder()
_IN = msgspec.msgpack.Decoder(_Block)
_NAMED_IN = msgspec.msgpack.Decoder(Named)


@dataclass(frozen=True)
class Run:
    """Findings of one account in their order: a section of a file of the work folder, its ``blocks`` by their lengths, and
    behind them whom they name, of length ``named``."""

    file: str
    section: int
    blocks: tuple[int, ...]
    named: int
    count: int


@dataclass(frozen=True)
class Packed:
    """The bytes of a run, and what is in them."""

    data: bytes
    blocks: tuple[int, ...]
    named: int
    count: int

    def at(self, file: str, section: int) -> Run:
        """The run, once its bytes are a section of a file."""
        return Run(file, section, self.blocks, self.named, self.count)


class Numbered:
    """Values that come again and again, each written once."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def of(self, value: object) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def listed(self) -> list[object]:
        return list(self._numbers)


def pack_findings(account: str, findings: Sequence[Finding], numbers: dict[str, int]) -> Packed:
    """Findings of one account, sorted here, as bytes. ``numbers`` are those of the files."""
    ordered = iter(sorted(findings, key=finding_order))
    blocks = []
    while some := list(islice(ordered, _BLOCK)):
        kinds, texts, excuses = Numbered(), Numbered(), Numbered()
        rows = [_row(finding, kinds, texts, excuses, numbers) for finding in some]
        blocks.append(_OUT.encode((account, kinds.listed(), texts.listed(), excuses.listed(), rows)))
    named = _OUT.encode(Named.by(account, findings))
    return Packed(b"".join((*blocks, named)), tuple(map(len, blocks)), len(named), len(findings))


def _row(
    finding: Finding, kinds: Numbered, texts: Numbered, excuses: Numbered, numbers: dict[str, int]
) -> tuple[object, ...]:
    principle = finding.principle
    return (
        finding.id,
        kinds.of((finding.rule, finding.severity.value, principle.statement, principle.source)),
        finding.agent,
        (*head_of(finding.post), rest_of(finding.post, numbers[finding.post.origin.file])),
        finding.lang,
        (finding.span.start, finding.span.end),
        texts.of(finding.message),
        texts.of(finding.suggestion),
        excuses.of(tuple((one.looked_for, one.where, one.found) for one in finding.excuses)),
        [(one.role, one.post_id) for one in finding.related],
        finding.fingerprint,
        finding.facts,
        finding.customers,
    )


def unpack_findings(run: Run, folder: Path, files: Sequence[str]) -> Iterator[Finding]:
    """The findings of a run, a block at a time."""
    file, start = Sealed(folder / run.file), 0
    for length in run.blocks:
        yield from _block(_IN.decode(file.piece(run.section, start, length)), files)
        start += length


def _block(block: _Block, files: Sequence[str]) -> Iterator[Finding]:
    account, kinds, texts, listed, rows = block
    rules = [(rule, Severity(severity), Principle(*told)) for rule, severity, *told in kinds]
    excuses = [tuple(Excuse(*one) for one in some) for some in listed]
    for row in rows:
        rule, severity, principle = rules[row[1]]
        yield Finding(
            row[0],
            rule,
            severity,
            account,
            row[2],
            post_of(row[3], files),
            row[4],
            Span(*row[5]),
            texts[row[6]],
            texts[row[7]],
            excuses[row[8]],
            tuple(Related(*one) for one in row[9]),
            principle,
            row[10],
            tuple(row[11]),
            customers=tuple(row[12]),
        )


class LaidFindings(Sequence[Finding]):
    """A report's findings on disk: those of each account merged from its runs, anew each time they are walked."""

    def __init__(self, accounts: Sequence[Sequence[Run]], folder: Path, files: Sequence[str]) -> None:
        self._accounts, self._folder, self._files = accounts, folder, files
        self._count = sum(run.count for runs in accounts for run in runs)

    def __iter__(self) -> Iterator[Finding]:
        for runs in self._accounts:
            yield from merge(*(unpack_findings(run, self._folder, self._files) for run in runs), key=finding_order)

    def named(self) -> Iterator[Named]:
        """Whom the findings of each run name."""
        for run in chain.from_iterable(self._accounts):
            data = Sealed(self._folder / run.file).piece(run.section, sum(run.blocks), run.named)
            yield _NAMED_IN.decode(data)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return tuple(islice(self, *index.indices(len(self))))
        number = index + len(self) if index < 0 else index
        for finding in islice(self, max(number, 0), None):
            return finding
        raise IndexError(index)
