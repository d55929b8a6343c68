"""spaCy without its own command line, which it loads whenever it is imported: of no use to this program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

_LEFT_OUT = "spacy.cli"


class _Empty:
    """Finds ``spacy.cli`` and all in it as modules in which every name is None. No subclass of ``importlib.abc``: that
    would take longer to load than this file."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _LEFT_OUT and not fullname.startswith(f"{_LEFT_OUT}."):
            return None
        return ModuleSpec(fullname, cast(Any, self), is_package=True)

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__getattr__"] = _nothing


def _nothing(name: str) -> None:
    if name.startswith("__"):
        raise AttributeError(name)


def leave_out_spacys_commands() -> None:
    """For the rest of this process spaCy's commands (training, downloads, projects; HTTP clients with them) are not there.

    They are a third of the time that importing spaCy takes. Only the program asks for this, never the library: whoever
    imports auditor keeps all of spaCy.
    """
    if "spacy" not in sys.modules:
        sys.meta_path.insert(0, _Empty())
