"""Options that every command which reads an archive has, in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Exports or archives: files, folders of them, or quoted patterns.")
]
SourceName = Annotated[str | None, typer.Option(help="What the files are (see 'auditor sources'); else detected.")]
MappingFile = Annotated[Path | None, typer.Option(help="YAML or JSON file: their column → ours, for 'posts'.")]
AccountNames = Annotated[list[str] | None, typer.Option(help="Only this account; may be repeated.")]
AsOf = Annotated[
    str | None, typer.Option(help="Moment up to which the archive is complete, ISO 8601; else its newest post.")
]
RuleFolders = Annotated[list[Path] | None, typer.Option(help="Folder with cards of your own; may be repeated.")]
ScorecardFile = Annotated[Path | None, typer.Option(help="YAML: weights, rules off, critical rules, targets.")]
Select = Annotated[list[str] | None, typer.Option(help="Only this rule; may be repeated.")]
Ignore = Annotated[list[str] | None, typer.Option(help="Not this rule; may be repeated.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")]
Jobs = Annotated[int, typer.Option(min=0, max=256, help="Worker processes; 0 takes one per core.")]
ShowPersonalData = Annotated[bool, typer.Option(help="Do not redact names, handles, numbers, addresses.")]
