"""What all importers share: opening files, lines that know their number, clean text, the name of an account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from auditor.importers.interface import Head, SourceError
from auditor.importers.packed import named_inside, unpacked
from auditor.importers.partitions import partitions
from auditor.model import Origin, SkippedPost

HEAD_BYTES = 64 * 1024
LONGEST_LINE = 64 * 1024 * 1024
REPEATED = "repeated id"
NOT_UTF8 = "not UTF-8"

# A lone surrogate cannot be written as UTF-8 again, and a NUL ends strings in half the tools downstream.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_BOM = "\ufeff"


def clean(text: str) -> str:
    """``text`` with every lone surrogate and NUL replaced by U+FFFD: one for one, so that spans stay true."""
    return _UNWRITABLE.sub("\ufffd", text) if _UNWRITABLE.search(text) else text


def open_bytes(path: Path) -> BinaryIO:
    """The open file, unpacked where it is packed. Raises SourceError when it cannot be opened or is empty; what
    ``unpacked`` raises comes while reading too."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error}).") from error
    try:
        inside = unpacked(path, file)
        if not inside.peek(1):
            raise SourceError(f"{path}: the file is empty; export it again.")
    except BaseException:
        file.close()
        raise
    return inside


def read_head(path: Path) -> Head:
    """The first bytes of a file as text; bytes that are no UTF-8 (Parquet) are replaced. Raises SourceError."""
    with open_bytes(path) as file:
        text = file.read(HEAD_BYTES).decode("utf-8", errors="replace")
    return Head(path, text.removeprefix(_BOM))


def read_text(path: Path) -> str:
    """The whole file as text. Raises SourceError, naming the line, when a byte is not UTF-8."""
    with open_bytes(path) as file:
        data = file.read()
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}:{line}: {NOT_UTF8}; save the file as UTF-8.") from error


class Lines:
    """The lines of an open file, decoded. ``number`` is the line last given.

    Bytes that are not UTF-8 are given as U+FFFD, and ``take_broken`` tells of them. Only ``\\n``
    ends a line, as in an editor or ``grep -n``; a lone ``\\r`` inside a field does not. A line that
    no memory should hold (a packed file can make gigabytes of it) is a SourceError.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self.number = 0
        self._broken = False

    def take_broken(self) -> bool:
        """Whether a line given since this was last asked is not UTF-8."""
        broken, self._broken = self._broken, False
        return broken

    def __iter__(self) -> Iterator[str]:
        while raw := self._file.readline(LONGEST_LINE):
            self.number += 1
            if len(raw) == LONGEST_LINE:
                raise SourceError(
                    f"{self._path}:{self.number}: the line is longer than any record; export the file again."
                )
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError:
                self._broken = True
                line = raw.decode("utf-8", errors="replace")
            if self.number == 1:
                line = line.removeprefix(_BOM)
            yield line.replace("\x00", "\ufffd") if "\x00" in line else line


def skipped(path: Path, line: int | None, reason: str, post_id: str | None = None) -> SkippedPost:
    return SkippedPost(Origin(str(path), line), reason, post_id)


def refuse_mapping(name: str, path: Path, mapping: Mapping[str, str] | None) -> None:
    """Raises SourceError when a mapping is given to a source whose columns are fixed: it would be lost in silence."""
    if mapping:
        raise SourceError(f"{path}: a mapping of columns is for the source posts; {name} has columns of its own.")


def account_from(path: Path, source: str) -> str:
    """An account's name for files that do not hold one: that of a folder ``account=…``, else the file's stem, or its
    folder's name where the stem is plain.

    Plain is a stem made of nothing but the source's name and words such as ``reviews``, ``data``, ``export``.
    The same words are taken off both ends of what is left: ``trustpilot_keytrade/reviews.json`` is ``keytrade``.
    """
    named = partitions(path).get("account")
    if named:
        return named
    plain = {source, "app", "store", "play", "google", "review", "reviews", "data", "export", "all", "complaints"}
    folder = path.resolve().parent.name
    stem = named_inside(path).stem
    for name in (stem, folder):
        words = re.split(r"[_\s]+", name)
        while words and words[0].lower() in plain:
            words = words[1:]
        while words and words[-1].lower() in plain:
            words = words[:-1]
        if any(words):
            return "_".join(words)
    return folder or stem
