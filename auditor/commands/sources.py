"""``auditor sources``: what can be read, and which evidence each source carries."""

from __future__ import annotations

from auditor.commands.output import write


def sources_command() -> None:
    """List what can be read, and which evidence each source carries.

    \b
    Example:
      auditor sources
    """
    write(describe_sources(), None)


def describe_sources() -> str:
    """A line or two per source, as plain text."""
    from auditor.importers import IMPORTERS
    from auditor.model import Evidence

    lines = []
    for importer in IMPORTERS:
        has = [need.value for need in Evidence if need in importer.carries]
        lacks = [need.value for need in Evidence if need not in importer.carries]
        lines += [f"{importer.name}", f"  {importer.describes}", f"  carries  {', '.join(has)}"]
        lines += [f"  lacks    {', '.join(lacks)}"] if lacks else []
        lines.append("")
    return "\n".join(lines)
