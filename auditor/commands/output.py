"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from auditor.commands.problems import Problem


def check_output(output: Path | None, inputs: Iterable[Path] = (), option: str = "--output") -> None:
    """Refuse, before the work and not after it, a place that cannot be written, or that would replace an input.
    ``option`` is the one that named the place."""
    if output is None:
        return
    folder = output.resolve().parent
    if output.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        why = "a folder of this name is there" if output.is_dir() else f"{folder} is no folder that can be written in"
        raise Problem(f"{output}: cannot be written ({why}); choose another {option}")
    if any(path.exists() and output.exists() and path.samefile(output) for path in inputs):
        raise Problem(f"{output}: is what is read; choose another {option}")


def write(text: str | Iterable[str], output: Path | None) -> None:
    """Write a result, whole or in pieces. A file is written beside its place first and then renamed, so that nothing is
    half there."""
    pieces = [text] if isinstance(text, str) else text
    if output is not None:
        _write((piece.encode("utf-8") for piece in pieces), output)
        return
    try:
        _to_stdout(pieces)
    except OSError as error:
        raise _unwritable("standard output", error) from error


def write_bytes(data: bytes, output: Path) -> None:
    """Write a result that is no text, such as a workbook, in the same way."""
    _write([data], output)


def _write(pieces: Iterable[bytes], output: Path) -> None:
    try:
        if output.exists() and not output.is_file():  # /dev/null, a pipe: nothing to rename onto
            with output.open("wb") as file:
                file.writelines(pieces)
        else:
            _to_file(pieces, output.resolve())
    except OSError as error:
        raise _unwritable(output, error) from error


def _unwritable(name: object, error: OSError) -> Problem:
    return Problem(f"{name}: cannot be written ({error.strerror or error}); choose another --output")


def _to_file(pieces: Iterable[bytes], output: Path) -> None:
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:100]}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        temporary.chmod(_mode_of(output))
        temporary.replace(output)
    except BaseException:  # a full disk, Ctrl-C: no half file, and no temporary one
        temporary.unlink(missing_ok=True)
        raise


def _mode_of(output: Path) -> int:
    """What is there keeps its permissions; a new file gets the usual ones."""
    if output.exists():
        return output.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _to_stdout(pieces: Iterable[str]) -> None:
    """Off a terminal the bytes are those that a file would get; a terminal gets what it can show."""
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        stream.flush()
        for piece in pieces:
            if stream.isatty():
                stream.write(piece.encode(encoding, "replace").decode(encoding))
            elif hasattr(stream, "buffer"):
                stream.buffer.write(piece.encode("utf-8", "replace"))
            else:
                stream.write(piece)
        stream.flush()
    except OSError as error:
        _drop_stdout()
        if not isinstance(error, BrokenPipeError):  # a reader that has seen enough (``| head``) is no error
            raise


def _drop_stdout() -> None:
    """What is left in the buffer cannot be printed any more; at the end it would be complained about."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
