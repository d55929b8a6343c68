"""What every format is: a function from a report to text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from auditor.model import Report
from auditor.reports.redact import Redactor

_NARROWEST, _WIDEST, _OF_A_FILE = 60, 160, 100


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader's screen can do."""

    width: int = _OF_A_FILE
    colour: bool = False
    unicode: bool = True

    @classmethod
    def of_stdout(cls, plain: bool) -> Look:
        """The look for standard output, or with ``plain`` for a file: no colour, a fixed width."""
        if plain:
            return cls()
        terminal = sys.stdout.isatty()
        columns = shutil.get_terminal_size((_OF_A_FILE, 24)).columns
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
        return cls(min(max(columns, _NARROWEST), _WIDEST), colour, encoding.startswith("utf"))


Renderer = Callable[[Report, Redactor, Look], str]
