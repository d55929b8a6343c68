"""Times to the first reply that a report compares an account with: the team's target, its sector, what customers expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditor.model import Benchmark
from auditor.rulebook.built_in import default_rules
from auditor.rulebook.strict_yaml import LineDict, load
from auditor.rulebook.teamfile import TeamFile, sector_reply_hours

_LIMIT = re.compile(r"(\d{1,4})([mh])")


def benchmarks_of(path: Path | None, team: TeamFile) -> tuple[Benchmark, ...]:
    """Target (where the team set one), sector mean, and expectations as far as the file of figures has them, longest
    first. Raises RuleError as ``sector_reply_hours`` does."""
    hours, source = sector_reply_hours(path, team)
    sector, _, said_by = source.partition(": ")
    found = [Benchmark(f"mean of sector '{sector}'" if sector != "all" else "mean of all sectors", 60 * hours, said_by)]
    if team.targets.reply_hours:
        found.insert(0, Benchmark("the team's target", 60 * team.targets.reply_hours, "the team's scorecard"))
    own = path.parent / team.figures if path and team.figures else None
    return (*found, *_expectations(own or default_rules() / "figures" / "sectors.yaml"))


def _expectations(file: Path) -> Iterator[Benchmark]:
    """``share-within: {24h: 0.42}``; what is not written like this is left out."""
    data = load(file).get("expectations")
    shares = data.get("share-within") if isinstance(data, LineDict) else None
    source = str(data.get("source", "no source given")) if isinstance(data, LineDict) else ""
    for limit, share in shares.items() if isinstance(shares, LineDict) else ():
        match = _LIMIT.fullmatch(str(limit))
        if match and isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1:
            minutes = int(match[1]) * (60 if match[2] == "h" else 1)
            yield Benchmark(f"expected within {limit}", float(minutes), source, float(share))
