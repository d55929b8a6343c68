"""The main job out of core: files in, a report out whose findings lie on disk; each stage goes on where it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from auditor.batch.accounts import Result, Scoring, batches_of, homes_of, largest_first, results_of
from auditor.batch.findings import LaidFindings, Run
from auditor.batch.ingest import Contents, ingest, load_contents, slice_path
from auditor.batch.parts import entries_of, write_part
from auditor.batch.pool import work_off
from auditor.batch.processes import apart
from auditor.batch.rows import unpack_threads
from auditor.batch.sealed import Damaged, sound
from auditor.checks.moment import Moment
from auditor.engine.audit import Progress, ranked, report_of
from auditor.engine.judge import Engine
from auditor.engine.options import AuditOptions
from auditor.engine.parts import requests_of
from auditor.engine.reading import read_histories
from auditor.importers import Importer
from auditor.model import Archive, Report, Thread
from auditor.rulebook import Rulebook

Say = Callable[[str], None]
_TERM = 25  # slices that one process judges: it has learnt most of what it will, and its memory grows on


def read_in(
    files: Sequence[tuple[Path, Importer, bool]],
    mapping: Mapping[str, str] | None,
    accounts: Sequence[str],
    folder: Path,
    tell: Callable[[int], None],
    say: Say,
) -> Contents:
    """The archive's slices in ``folder``: those of an earlier run where they are all whole, else made of ``files``. ``say``
    is told what was damaged and is made again. Raises SourceError and OSError."""
    try:
        contents = load_contents(folder)
        for number in range(len(contents.slices)):
            if not sound(slice_path(folder, number)):
                raise Damaged(f"{slice_path(folder, number)}: is not there")
        return contents
    except FileNotFoundError:
        pass
    except Damaged as error:
        say(f"{error}; the archive is read again")
    (folder / "contents").unlink(missing_ok=True)

    def read(count: Callable[[int], None]) -> None:
        ingest(files, mapping, accounts, folder, count)

    apart(read, tell)
    return load_contents(folder)


def audit_in(
    contents: Contents,
    folder: Path,
    rulebook: Rulebook,
    options: AuditOptions,
    version: str,
    progress: Progress | None,
    say: Say,
) -> Report:
    """Judge every slice, score every account. The same report as ``engine.audit``; it can be read while ``folder`` is there.
    Slices that were judged before are not judged again. Raises WorkerError, OSError."""
    as_of = options.as_of or contents.newest
    carries = {kind: frozenset(evidence) for kind, evidence in contents.carries}
    engine = Engine(rulebook, carries, Moment(as_of))
    desk = _Desk(contents, folder, engine, {path: number for number, path in enumerate(contents.files)})
    desk.judge(options.jobs, progress, say)
    results, runs = desk.score(options, say)
    scores = ranked(result.score for result in results)
    return report_of(
        contents.summaries,
        scores,
        LaidFindings([runs[score.account] for score in scores], folder, contents.files),
        (dict(result.unjudged) for result in results),
        rulebook,
        options,
        version,
        as_of,
        Archive(LaidThreads(contents, folder)),
    )


class LaidThreads(Sequence[Thread]):
    """An archive's threads on disk, read anew each time they are walked."""

    def __init__(self, contents: Contents, folder: Path) -> None:
        self._contents, self._folder = contents, folder

    def __iter__(self) -> Iterator[Thread]:
        for number in range(len(self._contents.slices)):
            yield from unpack_threads(slice_path(self._folder, number), self._contents.files)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Thread: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Thread]: ...
    def __getitem__(self, index: int | slice) -> Thread | Sequence[Thread]:
        return tuple(self)[index]


@dataclass(frozen=True)
class _Desk:
    """Where one job's slices are judged and its accounts scored."""

    contents: Contents
    folder: Path
    engine: Engine
    numbers: dict[str, int]

    def judge(self, jobs: int, progress: Progress | None, say: Say) -> None:
        """Every slice that has no whole part yet."""
        (self.folder / "parts").mkdir(exist_ok=True)
        slices = self.contents.slices
        left = [n for n in range(len(slices)) if not _there(self.folder / _part(n), "its posts are judged again", say)]
        if left:
            self.engine.rulebook.reader.get_ready(every_language=True)
        of = sum(slices)
        done = of - sum(slices[number] for number in left)

        def count(number: int) -> None:
            nonlocal done
            done += slices[number]
            if progress is not None:
                progress(done, of)

        work_off(left, self._judge, jobs, count, _TERM)

    def _judge(self, number: int) -> None:
        threads = tuple(unpack_threads(slice_path(self.folder, number), self.contents.files))
        judgements = [self.engine.judge(history) for history in read_histories(threads, self.engine.rulebook.reader)]
        write_part(self.folder, _part(number), judgements, self.numbers)

    def score(self, options: AuditOptions, say: Say) -> tuple[list[Result], dict[str, list[Run]]]:
        """Every account's result, and where its findings are: in the parts of its slices and in its own file."""
        (self.folder / "accounts").mkdir(exist_ok=True)
        homes = homes_of((n, entries_of(self.folder / _part(n))) for n in range(len(self.contents.slices)))
        requests = requests_of((home.account, entry.requests) for home in homes for entry in home.entries)
        scoring = Scoring(self.folder, self.contents.files, requests, self.engine, options)
        batches = batches_of(homes)
        left = [n for n in range(len(batches)) if not _there(self.folder / _account(n), "it is made again", say)]
        left = largest_first(left, batches)
        work_off(left, lambda n: scoring.write(_account(n), batches[n], self.numbers), options.jobs, lambda n: None)
        results = [result for n in range(len(batches)) for result in results_of(self.folder / _account(n))]
        runs = {home.account: [entry.findings for entry in home.entries] for home in homes}
        for result in results:
            runs[result.score.account].append(result.findings)
        return results, runs


def _part(number: int) -> str:
    return f"parts/{number:06}"


def _account(number: int) -> str:
    return f"accounts/{number:06}"


def _there(path: Path, instead: str, say: Say) -> bool:
    try:
        return sound(path)
    except Damaged as error:
        say(f"{error}; {instead}")
        return False
