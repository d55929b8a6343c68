"""Who is in which team: a small YAML file, ``Team: [agent, account/agent, …]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditor.rulebook.strict_yaml import RuleError, load

_MARKS = "^-–—~*/ ."


def load_teams(path: Path) -> dict[str, str]:
    """Agent, or ``account/agent`` where two accounts have agents of one name, in lower case, to team. Marks before a name
    (``^JK``) do not count. Raises RuleError naming file and line."""
    data = load(path)
    teams: dict[str, str] = {}
    for team, members in data.items():
        line = data.lines[team]
        if not isinstance(members, list) or not members or not all(isinstance(one, str | int) for one in members):
            raise RuleError(path, line, f"'{team}' must be a list of agents, such as {team}: [JK, Anna]")
        for member in members:
            agent = plain(member)
            if not agent:
                raise RuleError(path, line, f"'{team}' has an agent without a name")
            if teams.get(agent, team) != team:
                raise RuleError(path, line, f"'{member}' is in '{teams[agent]}' and in '{team}'; keep one")
            teams[agent] = team
    if not teams:
        raise RuleError(path, None, "holds no team; write one as Team: [JK, Anna]")
    return teams


def plain(member: Any) -> str:
    """An agent as teams know it: lower case, without marks."""
    account, slash, agent = str(member).strip().rpartition("/")
    return f"{account.casefold().lstrip('@')}{slash if account else ''}{agent.strip(_MARKS).casefold()}"
