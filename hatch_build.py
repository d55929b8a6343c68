"""Prepares the language packs when a wheel is built, or the checkout is installed: see ``auditor/rulebook/prepared.py``."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparePacks(BuildHookInterface):  # type: ignore[type-arg]
    """All that the build does. It needs nothing but the package itself and PyYAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write ``rules/prepared``, and have it packed although it is not kept in the repository.

        A checkout that is installed to be edited is compiled as well, as pip does with every other package that it installs:
        else each start compiles it anew where Python is told to keep no bytecode, as in many containers.
        """
        sys.path.insert(0, self.root)
        try:
            from auditor.rulebook.packs import prepare_packs

            prepare_packs(Path(self.root) / "rules")
        finally:
            sys.path.remove(self.root)
        if version == "editable":
            compileall.compile_dir(str(Path(self.root) / "auditor"), quiet=2)
        build_data["artifacts"].append("/rules/prepared/*.json")
