"""A process of its own that saves a report again and again, and says after each time that it is in the file.

Usage: python -m tests.history.writer FILE TIMES
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from auditor.history import save
from tests.history.make import run_of

if __name__ == "__main__":
    for number in range(int(sys.argv[2])):
        print(save(run_of(60.0 + number % 30), Path(sys.argv[1]), datetime.now(UTC)), flush=True)
