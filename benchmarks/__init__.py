"""How fast the auditor is beside other ways to look at the same archive: see docs/performance.md."""
