"""Files packed with gzip, bzip2, xz or zstd, read as what they hold: told by their first bytes, never by their name."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from auditor.importers.interface import SourceError

SUFFIXES = frozenset((".gz", ".bz2", ".xz", ".zst"))

# Five real archives pack 3 to 5 times with gzip, 4 to 7 times with the strongest xz. Only what was made to fill a disk or
# a memory goes on and on beyond this; a small file may do as it likes.
TIMES = 100
_FREE_BYTES = 64 * 1024 * 1024
_BUFFER = 256 * 1024
_PEEK = 8192

_TAR, _TAR_AT = b"ustar", 257
_ZIP = b"PK\x03\x04"


class Bound:
    """How much may come out of one file: so many ``times`` its size. What is made to expand without end (a zip bomb) is
    refused on the way."""

    def __init__(self, path: Path, times: int) -> None:
        self._path, self._times = path, times
        self._left = max(_FREE_BYTES, times * path.stat().st_size)

    def take(self, count: int) -> None:
        """``count`` more bytes have come out. Raises SourceError when they are too many for the file's size."""
        self._left -= count
        if self._left < 0:
            raise SourceError(
                f"{self._path}: unpacks to more than {self._times:,} times its size, as no export does; if it is one, give "
                "it as plain CSV or JSONL."
            )


def named_inside(path: Path) -> Path:
    """The name that a file has once it is unpacked: ``tweets.csv`` for ``tweets.csv.gz``, else its own."""
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


def unpacked(path: Path, file: io.BufferedReader) -> io.BufferedReader[Any]:
    """What the open ``file`` holds: itself, or where it is packed its content, unpacked as it is read.

    Raises SourceError (here or while reading) for an archive of files, a packed file that is damaged or cut short, one
    that expands out of all proportion, and one whose packing this Python cannot read.
    """
    head = file.peek(_PEEK)
    way = next((way for way in _WAYS if way.begins.match(head)), None)
    inside: io.BufferedReader[Any] = file if way is None else io.BufferedReader(_Unpacking(path, file, way), _BUFFER)
    _refuse_archives(path, inside.peek(_PEEK))
    return inside


def is_packed(path: Path) -> bool:
    """Whether the file is packed, told by its first bytes."""
    with path.open("rb") as file:
        head = file.read(16)
    return any(way.begins.match(head) for way in _WAYS)


_Opened = tuple[io.BufferedIOBase, tuple[type[Exception], ...]]
"""What unpacks, and its errors where a file is damaged."""


class _Way(NamedTuple):
    """One way to pack a file: how it begins, what it is called, and what opens it."""

    begins: re.Pattern[bytes]
    name: str
    open: Callable[[Path, BinaryIO], _Opened]


class _Unpacking(io.RawIOBase):
    """The unpacked bytes; every error says which file and what to do."""

    def __init__(self, path: Path, packed: io.BufferedReader, way: _Way) -> None:
        self._path, self._packed, self._name = path, packed, way.name
        self._bound = Bound(path, TIMES)
        self._inside, self._errors = way.open(path, packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count = self._inside.readinto(buffer)
        except EOFError as error:
            raise SourceError(
                f"{self._path}: the {self._name} file ends in the middle; copy or download it again."
            ) from error
        except self._errors as error:
            raise SourceError(
                f"{self._path}: the {self._name} file is damaged ({error}); copy or download it again."
            ) from error
        self._bound.take(count)
        return count

    def close(self) -> None:
        if not self.closed:
            self._inside.close()
            self._packed.close()
        super().close()


def _refuse_archives(path: Path, head: bytes) -> None:
    """Raises SourceError for a file that holds files: which of them is meant, nobody said."""
    if head.startswith(_ZIP):
        raise SourceError(
            f"{path}: is a zip archive, or a workbook; unpack it, or save the sheet as CSV, and name the file inside."
        )
    if head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        raise SourceError(f"{path}: is a tar archive; unpack it and name the files inside.")


def _gzip(path: Path, file: BinaryIO) -> _Opened:
    import gzip
    import zlib

    return gzip.GzipFile(fileobj=file, mode="rb"), (OSError, zlib.error)


def _bzip2(path: Path, file: BinaryIO) -> _Opened:
    import bz2

    return bz2.BZ2File(file), (OSError, ValueError)


def _xz(path: Path, file: BinaryIO) -> _Opened:
    import lzma

    return lzma.LZMAFile(file), (OSError, lzma.LZMAError)


def _zstd(path: Path, file: BinaryIO) -> _Opened:
    try:
        from compression import zstd  # Python 3.14
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise SourceError(
                f"{path}: is packed with zstd, which this Python cannot read; unpack it (zstd -d), or install auditor[zstd]."
            ) from None
    return cast(io.BufferedIOBase, zstd.ZstdFile(file)), (OSError, zstd.ZstdError)


_WAYS = (
    _Way(re.compile(rb"\x1f\x8b\x08"), "gzip", _gzip),
    _Way(re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2", _bzip2),
    _Way(re.compile(rb"\xfd7zXZ\x00"), "xz", _xz),
    _Way(re.compile(rb"\x28\xb5\x2f\xfd"), "zstd", _zstd),
)
