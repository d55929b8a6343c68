"""Files that are there whole or not at all, and that know when a byte of them is not what was written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

_MAGIC = b"auditor work 2\n"
_DIGEST = 16
_LENGTH = 8
_BLOCK = 1 << 20


class Damaged(Exception):
    """A file of a work folder is not what was written: cut short, or changed."""


class Sealed:
    """A file of numbered sections. Each is read by itself; ``check`` reads all and compares the whole with its checksum."""

    def __init__(self, path: Path) -> None:
        self.path = path
        head = len(_MAGIC) + _DIGEST + _LENGTH
        with path.open("rb") as file:
            start = file.read(head)
            if len(start) < head or not start.startswith(_MAGIC):
                raise Damaged(f"{path}: is damaged")
            self._digest = start[len(_MAGIC) : len(_MAGIC) + _DIGEST]
            count = int.from_bytes(start[-_LENGTH:], "big")
            if count * _LENGTH > path.stat().st_size:
                raise Damaged(f"{path}: is damaged")
            sizes = file.read(count * _LENGTH)
        self.sizes = [int.from_bytes(sizes[at : at + _LENGTH], "big") for at in range(0, len(sizes), _LENGTH)]
        self._starts = [head + len(sizes)]
        for size in self.sizes:
            self._starts.append(self._starts[-1] + size)

    def check(self) -> None:
        """Raises Damaged where the file is not what was written."""
        if self.path.stat().st_size != self._starts[-1]:
            raise Damaged(f"{self.path}: is damaged")
        seal = blake2b(digest_size=_DIGEST)
        with self.path.open("rb") as file:
            file.seek(len(_MAGIC) + _DIGEST)
            while block := file.read(_BLOCK):
                seal.update(block)
        if seal.digest() != self._digest:
            raise Damaged(f"{self.path}: is damaged")

    def section(self, number: int) -> bytes:
        """One section whole."""
        return self.piece(number, 0, self.sizes[number])

    def piece(self, number: int, start: int, length: int) -> bytes:
        """``length`` bytes of a section from ``start`` on, fewer at its end."""
        length = min(length, self.sizes[number] - start)
        with self.path.open("rb") as file:
            file.seek(self._starts[number] + start)
            data = file.read(length)
        if len(data) != length:
            raise Damaged(f"{self.path}: is damaged")
        return data


def seal(path: Path, sections: Sequence[bytes]) -> None:
    """Write a file of sections: beside its place first, onto the disk, then renamed. Raises OSError; then nothing is
    there."""
    sizes = b"".join(len(section).to_bytes(_LENGTH, "big") for section in sections)
    parts = [len(sections).to_bytes(_LENGTH, "big"), sizes, *sections]
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        digest.update(part)
    put(path, [_MAGIC, digest.digest(), *parts])


def put(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.writelines(pieces)
            _onto_disk(file)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _onto_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def sound(path: Path) -> bool:
    """Whether a sealed file is there and whole. One that is damaged is thrown away."""
    try:
        Sealed(path).check()
    except FileNotFoundError:
        return False
    except Damaged:
        path.unlink(missing_ok=True)
        raise
    return True
