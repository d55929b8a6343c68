"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from auditor.commands.problems import Problem


def write(text: str, output: Path | None) -> None:
    """Write a result. A file is written beside its place first and then renamed, so that nothing is half there."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=output.parent or Path(), prefix=f".{output.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(output)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True) if "temporary" in locals() else None
        raise Problem(f"{output}: cannot be written ({error.strerror}); choose another --output") from error
