"""Prepares the language packs when a wheel is built, or the checkout is installed: see ``auditor/rulebook/prepared.py``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparePacks(BuildHookInterface):  # type: ignore[type-arg]
    """The only step of the build. It needs nothing but the package itself and PyYAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write ``rules/prepared``, and have it packed although it is not kept in the repository."""
        sys.path.insert(0, self.root)
        try:
            from auditor.rulebook.packs import prepare_packs

            prepare_packs(Path(self.root) / "rules")
        finally:
            sys.path.remove(self.root)
        build_data["artifacts"].append("/rules/prepared/*.json")
