"""Files on disk become sources in memory: found, detected, read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from auditor.commands.problems import Problem
from auditor.commands.progress import warn
from auditor.engine.archives import TAKEN, joined
from auditor.engine.audit import Source
from auditor.importers import IMPORTERS, Importer, detect, find_files, importer_named, load_mapping
from auditor.model import Post, SkippedPost


def read_sources(
    paths: Sequence[Path], kind: str | None, mapping: Path | None, say: Callable[[str], None]
) -> list[Source]:
    """Read every file of ``paths``; ``say`` is told which kind each was taken for.

    Raises SourceError for what cannot be read and Problem for an unknown ``kind``.
    """
    columns = load_mapping(mapping) if mapping else None
    sources = []
    for path, importer, named in importers_of(find_files(paths), kind, columns):
        items = list(importer.read(path, columns))
        posts = tuple(item for item in items if isinstance(item, Post))
        skipped = tuple(item for item in items if isinstance(item, SkippedPost))
        check_file(
            str(path), importer.name, len(posts), (str(skipped[0].origin), skipped[0].reason) if skipped else None
        )
        how = "named" if named else "detected"
        say(f"{path}: {importer.name} ({how}), {len(posts):,} posts, {len(skipped):,} skipped")
        sources.append(Source(str(path), importer.name, importer.carries, posts, skipped))
    if not any(source.posts for source in sources):  # one empty part among others is how Spark writes
        raise Problem(f"{sources[0].path}: holds no post (read as '{sources[0].kind}'); see 'auditor sources'")
    together = joined(sources)
    _warn_of_taken_ids(together)
    return together


def _warn_of_taken_ids(sources: Sequence[Source]) -> None:
    for source in sources:
        taken = [skipped for skipped in source.skipped if skipped.reason == TAKEN]
        if taken:
            warn(taken_ids(str(taken[0].origin), str(taken[0].post_id), len(taken), source.path))


def importers_of(
    files: Sequence[Path], kind: str | None, columns: Mapping[str, str] | None
) -> list[tuple[Path, Importer, bool]]:
    """Each file with its importer, and whether that was named. Raises SourceError where none recognises a file, and Problem
    for an unknown ``kind``."""
    if kind is not None and kind not in {importer.name for importer in IMPORTERS}:
        known = ", ".join(importer.name for importer in IMPORTERS)
        raise Problem(f"--source {kind}: no such source; known: {known}")
    return [
        (path, importer_named(kind) if kind else importer_named("posts") if columns else detect(path), kind is not None)
        for path in files
    ]


def check_file(path: str, kind: str, posts: int, first: tuple[str, str] | None) -> None:
    """Raises Problem where a file gave no post but skipped records: ``first`` says where the first is, and why."""
    if first is not None and not posts:
        raise Problem(f"{path}: no post could be read as '{kind}' ({first[0]}: {first[1]}); see 'auditor sources'")


def taken_ids(where: str, post_id: str, count: int, path: str) -> str:
    """That posts are not judged because others have their ids."""
    return (
        f"{where}: the id {post_id!r} is that of another post in another file; {count:,} "
        f"such posts of {path} are not judged; audit files with ids of their own apart"
    )
