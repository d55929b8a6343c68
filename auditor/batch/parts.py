"""What one slice of histories gave, on disk: for each of its accounts counts and notes, and its findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from auditor.batch.findings import Numbered, Run, pack_findings
from auditor.batch.notes import Notes, pack_notes
from auditor.batch.sealed import Sealed, seal
from auditor.engine.judge import Judgement
from auditor.engine.parts import AccountPart, Example, parts_of
from auditor.model import ConversationTally, Finding, Tally

_OUT = msgspec.msgpack.Encoder()


@dataclass(frozen=True)
class Entry:
    """One account in one part: its requests, where its counts, its notes of threads and its findings are."""

    account: str
    requests: tuple[int, int]
    counts: int
    notes: Notes
    findings: Run


@dataclass(frozen=True)
class _Counts:
    """An AccountPart but for its digests. Counts that many conversations share are written once."""

    rows: list[list[tuple[str, int, int]]]
    conversations: list[tuple[str, int]]
    strengths: tuple[tuple[str, int], ...]
    unjudged: tuple[tuple[tuple[str, str, str], int], ...]
    examples: tuple[tuple[str, tuple[Example, ...]], ...]


_INDEX = msgspec.msgpack.Decoder(tuple[Entry, ...])
_COUNTS = msgspec.msgpack.Decoder(_Counts)


def write_part(folder: Path, file: str, judgements: Sequence[Judgement], numbers: dict[str, int]) -> None:
    """Write what the histories of one slice gave, as a file of the work folder. Raises OSError."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for judgement in judgements:
        findings[judgement.account] += judgement.findings
    sections: list[bytes] = []
    entries = []
    for account, part in parts_of(judgements).items():
        at = 1 + len(sections)
        packed = pack_findings(account, findings[account], numbers)
        notes, lengths = pack_notes(part.digests)
        sections += [_counts(part), notes, packed.data]
        entries.append(
            Entry(
                account,
                part.requests,
                at,
                Notes(file, at + 1, lengths, len(part.digests)),
                packed.at(file, at + 2),
            )
        )
    seal(folder / file, [_OUT.encode(entries), *sections])


def _counts(part: AccountPart) -> bytes:
    rows = Numbered()
    conversations = [
        (one.conversation, rows.of(tuple((rule, t.opportunities, t.count) for rule, t in one.tallies)))
        for one in part.tallies
    ]
    return _OUT.encode(
        {
            "rows": rows.listed(),
            "conversations": conversations,
            "strengths": part.strengths,
            "unjudged": part.unjudged,
            "examples": part.examples,
        }
    )


def entries_of(path: Path) -> tuple[Entry, ...]:
    """What is in a part, by account."""
    entries: tuple[Entry, ...] = _INDEX.decode(Sealed(path).section(0))
    return entries


def read_part(folder: Path, entry: Entry) -> AccountPart:
    """What a part says of one account; its notes of threads are read by themselves."""
    counts = _COUNTS.decode(Sealed(folder / entry.findings.file).section(entry.counts))
    rows = [tuple((rule, Tally(*numbers)) for rule, *numbers in row) for row in counts.rows]
    return AccountPart(
        entry.account,
        tuple(ConversationTally(name, rows[number]) for name, number in counts.conversations),
        (),
        counts.strengths,
        counts.unjudged,
        counts.examples,
        entry.requests,
    )
