"""Folders that say what their files hold: ``account=Acme/month=2024-03/``, as Hive, Spark and DuckDB lay data out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

_PARTITION = re.compile(r"([A-Za-z_]\w*)=(.+)")
_NULL = "__HIVE_DEFAULT_PARTITION__"


def partitions(path: Path) -> dict[str, str]:
    """What the names of a file's folders say, by column, the inner folder last; nothing where they hold no value.

    All folders from the root on count, whether they are named on the command line or not: the same file is the same
    account from wherever it is read.
    """
    found: dict[str, str] = {}
    for part in Path(os.path.abspath(path)).parent.parts:  # noqa: PTH100 — resolve() would lose a link called account=…
        said = _PARTITION.fullmatch(part)
        if said and said[2] != _NULL:
            found[said[1]] = unquote(said[2])
    return found
