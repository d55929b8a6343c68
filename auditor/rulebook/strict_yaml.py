"""YAML read strictly, with lines: no repeated keys, no ``no: False`` surprises, and every error names file and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN_BOOLEANS = {"true": True, "false": False}


class RuleError(Exception):
    """A rule file that is not right: one sentence with file, line, what is wrong and what to do."""

    def __init__(self, file: Path | str, line: int | None, what: str) -> None:
        self.file, self.line, self.what = str(file), line, what
        super().__init__(f"{file}:{line}: {what}" if line else f"{file}: {what}")

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, int | None, str]]:
        return (RuleError, (self.file, self.line, self.what))  # so that a worker process can send it home


def _refuse_control_characters(text: str, path: Path | str) -> None:
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise RuleError(path, line, f"a control character (U+{ord(found[0]):04X}) stands here; take it out")


class LineDict(dict[str, Any]):
    """A mapping that remembers the 1-based line of itself and of each of its keys."""

    line: int
    lines: dict[str, int]


class _Loader(_BASE):  # type: ignore[misc]
    """SafeLoader with string keys, true/false as the only booleans, and lines kept."""


def _mapping(loader: Any, node: yaml.MappingNode) -> LineDict:
    result = LineDict()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise RuleError(loader.file, line, "a key must be a plain word")
        key = str(key_node.value)
        if key in result:
            raise RuleError(loader.file, line, f"'{key}' stands here twice; keep one")
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


def _boolean(loader: Any, node: yaml.ScalarNode) -> bool | str:
    value = str(node.value)
    return _PLAIN_BOOLEANS.get(value.lower(), value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:bool", _boolean)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def load(path: Path) -> LineDict:
    """Read one YAML file whose top is a mapping. Raises RuleError."""
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise RuleError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RuleError(
            path, line, f"is not UTF-8 (byte 0x{error.object[error.start]:02x}); save the file as UTF-8"
        ) from error
    return load_text(text, path)


def load_text(text: str, path: Path | str) -> LineDict:
    """Like load, for text already in hand; ``path`` is only named in errors."""
    _refuse_control_characters(text, path)
    try:
        loader = _Loader(text)
        loader.file = path
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RuleError(path, mark.line + 1 if mark else None, f"is not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as error:  # a tag or number that does not fit
        raise RuleError(path, None, f"is not valid YAML ({' '.join(str(error).split())})") from error
    except RecursionError as error:
        raise RuleError(path, None, "is not valid YAML (nested too deeply)") from error
    if not isinstance(data, LineDict):
        raise RuleError(path, 1, "must be a mapping (name: value)")
    return data
