"""``auditor audit`` out of core: with ``--work-dir``, or where the files are large."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from auditor._version import __version__
from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.batch.ingest import Contents
    from auditor.engine.options import AuditOptions
    from auditor.engine.team import Team
    from auditor.model import Report

LARGE = 64 * 1024 * 1024  # bytes of files, from which an audit is out of core unasked


def is_large(files: Sequence[Path]) -> bool:
    """Whether files are too much to be held in memory."""
    return sum(path.stat().st_size for path in files) > LARGE


def check_work_dir(folder: Path | None, outputs: Sequence[Path | None], inputs: Sequence[Path]) -> None:
    """Refuse, before the work, a folder that is no folder, or in which something is read or written. Raises Problem."""
    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder}: a file of this name is there; choose another --work-dir")
    whole = folder.resolve()
    for path in inputs:
        if path.resolve().is_relative_to(whole) or (path.is_dir() and whole.is_relative_to(path.resolve())):
            raise Problem(f"{folder}: overlaps with what is read ({path}); choose another --work-dir")
    for output in outputs:
        if output is not None and output.resolve().is_relative_to(whole):
            raise Problem(f"{output}: lies in --work-dir; choose another place")


@dataclass(frozen=True)
class Job:
    """What is to be audited, and how: the files, what they are (``source``) and their columns, the team's rules and score."""

    files: Sequence[Path]
    source: str | None
    mapping: Path | None
    scorecard: Path | None
    team: Team
    options: AuditOptions

    def told_apart(self) -> dict[str, object]:
        """What makes one audit another: its input, rules, options, version. The number of workers does not."""
        options, book = self.options, self.team.rulebook
        asked = (
            options.accounts,
            options.as_of,
            options.brands,
            options.benchmarks,
            options.calendar,
            options.scorecard,
        )
        read = b"".join(path.read_bytes() for path in (self.mapping, self.scorecard) if path is not None)
        return {
            "version": __version__,
            "rules": blake2b(repr((book.digest, sorted(book.rules))).encode(), digest_size=16).hexdigest(),
            "options": blake2b(repr((self.source, asked)).encode() + read, digest_size=16).hexdigest(),
            "input": {str(path): [path.stat().st_size, path.stat().st_mtime_ns] for path in self.files},
        }


@contextmanager
def audited(job: Job, work_dir: Path | None) -> Iterator[Report]:
    """The report of a large archive; it lies in the work folder, a temporary one where none is named, and can be read until
    the end of the block. Raises Problem."""
    from auditor.batch.folder import FolderError, begin, locked
    from auditor.batch.sealed import Damaged

    try:
        with ExitStack() as stack:
            folder = work_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="auditor-")))
            stack.enter_context(locked(folder))
            begin(folder, job.told_apart())
            yield _audited(job, folder)
    except FolderError as error:
        raise Problem(str(error)) from error
    except Damaged as error:
        raise Problem(f"{error}; the same command makes it again") from error
    except KeyboardInterrupt:
        from auditor.commands.progress import warn

        if work_dir is not None:
            warn(f"interrupted; what is done is kept in {work_dir}: the same command goes on from there")
        raise


def _audited(job: Job, folder: Path) -> Report:
    from auditor.batch.audit import audit_in, read_in
    from auditor.commands.progress import counter, progress_bar, warn
    from auditor.commands.read import importers_of
    from auditor.importers import load_mapping
    from auditor.processes import WorkerError

    try:
        with told_plainly(folder):
            columns = load_mapping(job.mapping) if job.mapping else None
            importers = importers_of(job.files, job.source, columns)
            with counter("Reading records") as tell:
                contents = read_in(importers, columns, job.options.accounts, folder, tell, warn)
            _check(contents)
            with progress_bar("Judging posts") as progress:
                return audit_in(contents, folder, job.team.rulebook, job.options, __version__, progress, warn)
    except WorkerError as error:
        raise Problem(str(error)) from error


def _check(contents: Contents) -> None:
    """What ``read_sources`` tells of files that hold nothing, and of ids that two posts share."""
    from auditor.commands.progress import tell, warn
    from auditor.commands.read import check_file, taken_ids

    for read in contents.reads:
        check_file(read.path, read.kind, read.posts, read.first)
        how = "named" if read.named else "detected"
        tell(f"{read.path}: {read.kind} ({how}), {read.posts:,} posts, {read.skipped:,} skipped")
    if not any(read.posts for read in contents.reads):
        first = contents.reads[0]
        raise Problem(f"{first.path}: holds no post (read as '{first.kind}'); see 'auditor sources'")
    for read in contents.reads:
        if read.first_taken is not None:
            warn(taken_ids(*read.first_taken, read.taken, read.path))
