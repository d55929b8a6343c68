"""What a team may write in ``auditor.toml`` under ``[lint]``, or in ``pyproject.toml`` under ``[tool.auditor.lint]``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from auditor.model import Severity
from auditor.rulebook.strict import Strict, near
from auditor.rulebook.strict_yaml import RuleError

if TYPE_CHECKING:
    from auditor.rulebook.load import Rulebook

Level = Literal["error", "warning", "info", "off"]
_OWN, _SHARED = "auditor.toml", "pyproject.toml"


class LintFile(Strict):
    """How a team wants its libraries judged. Patterns of files are taken from the folder of the configuration;
    ``channels`` and ``per-file-ignores`` name them, ``placeholders`` are the team's own (``*`` for any ending)."""

    select: list[str] = Field(default=[])
    ignore: list[str] = Field(default=[])
    per_file_ignores: dict[str, list[str]] = Field(default={})
    severities: dict[str, Level] = Field(default={})
    channels: dict[str, str] = Field(default={})
    platform: str | None = None
    languages: list[str] = Field(default=[])
    placeholders: list[str] = Field(default=[])
    rules: list[str] = Field(default=[])
    text_field: str | None = None
    baseline: str | None = None
    fail_on: Literal["error", "warning", "info"] | None = None
    as_of: date | None = None

    def severity_of(self) -> dict[str, Severity]:
        """The severities that are set, without the rules that are off."""
        return {name: Severity(level) for name, level in self.severities.items() if level != "off"}

    def off(self) -> list[str]:
        """The rules that are switched off."""
        return [*self.ignore, *(name for name, level in self.severities.items() if level == "off")]


def find_lint_file(folder: Path) -> Path | None:
    """The nearest configuration: in the folder or above it, up to the repository's top."""
    here = folder.resolve()
    for level in (here, *here.parents):
        if (level / _OWN).is_file():
            return level / _OWN
        if (level / _SHARED).is_file() and _table(level / _SHARED) is not None:
            return level / _SHARED
        if (level / ".git").exists():
            return None
    return None


def load_lint_file(path: Path) -> LintFile:
    """Read and validate a configuration. Raises RuleError naming file and line."""
    data = _table(path)
    if data is None:
        table = "[tool.auditor.lint]" if path.name == _SHARED else "[lint]"
        raise RuleError(path, None, f"has no table {table}")
    try:
        return LintFile.model_validate(data)
    except ValidationError as error:
        found = error.errors()
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        where = [str(part) for part in first["loc"]]
        what = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            known = [name.replace("_", "-") for name in LintFile.model_fields]
            what = f"no such setting; {near(where[0], known) or 'there are: ' + ', '.join(known)}"
        raise RuleError(path, _line(path, where), f"{'.'.join(where)}: {what}") from error


def check_names(path: Path | None, file: LintFile, book: Rulebook) -> None:
    """Every rule that a configuration names is there. Raises RuleError."""
    named: list[tuple[str, Iterable[str]]] = [
        ("select", file.select),
        ("ignore", file.ignore),
        ("severities", file.severities),
        *(("per-file-ignores", names) for names in file.per_file_ignores.values()),
    ]
    for key, names in named:
        for name in names:
            if name not in book.rules:
                hint = near(name, book.rules) or "see 'auditor rules list'"
                line = _line(path, [name]) if path else None
                raise RuleError(path or key, line, f"{key}: no rule is called '{name}'; {hint}")


def first_match(patterns: Sequence[str], file: str, folder: Path) -> str | None:
    """The first pattern that a file's path, from ``folder`` on, or its name matches."""
    if not patterns:
        return None
    path = Path(file).resolve()
    below = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    return next((p for p in patterns if fnmatchcase(below, p) or fnmatchcase(path.name, p)), None)


def _table(path: Path) -> dict[str, Any] | None:
    try:
        data: Any = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RuleError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RuleError(path, None, f"is not UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise RuleError(path, int(line[1]) if line else None, f"is not valid TOML: {error}") from error
    for key in ("tool", "auditor", "lint") if path.name == _SHARED else ("lint",):
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


def _line(path: Path, where: Sequence[str]) -> int | None:
    """The line on which the last of ``where`` that is written is written."""
    lines = path.read_text("utf-8").splitlines()
    for word in reversed(where):
        for number, line in enumerate(lines, start=1):
            if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line):
                return number
    return None
