"""Two reports side by side: what rose or fell beyond noise, which findings are new and which are gone. Pure functions."""

from auditor.compare.compare import compare

__all__ = ["compare"]
