"""``python -m auditor``: the same program as ``auditor``."""

from auditor.commands import main

main()
