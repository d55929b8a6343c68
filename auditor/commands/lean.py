"""spaCy without what this program never asks of it, and what is loaded whenever spaCy is imported: its own command line, the
trained parts of its pipelines and how they are trained, the checks of its settings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

_TRAINED = (
    *("dep_parser", "edit_tree_lemmatizer", "entity_linker", "entityruler", "functions", "lemmatizer", "morphologizer"),
    *("multitask", "ner", "senter", "span_finder", "span_ruler", "spancat", "tagger", "textcat", "textcat_multilabel"),
    *("tok2vec", "trainable_pipe", "transition_parser"),
)
_LEFT_OUT = (
    *("spacy.cli", "spacy.ml", "spacy.schemas", "spacy.scorer", "spacy.training", "thinc.layers"),
    *("confection.validation", *(f"spacy.pipeline.{name}" for name in _TRAINED)),
)


class _Absent:
    """Stands for every name of a module that is left out: what is imported beside it may inherit from it or refresh it."""

    @classmethod
    def model_rebuild(cls, **names: object) -> None:
        """A schema that nobody uses needs no names."""


class _Empty:
    """Finds the modules that are left out, each as one in which every name is there and does nothing. No subclass of
    ``importlib.abc``: that would take longer to load than this file."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not any(fullname == name or fullname.startswith(f"{name}.") for name in _LEFT_OUT):
            return None
        return ModuleSpec(fullname, cast(Any, self), is_package=True)

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__getattr__"] = _absent


def _absent(name: str) -> type[_Absent]:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Absent


def lean_spacy() -> None:
    """For the rest of this process spaCy is its vocabulary, matcher and rule-based parts.

    The rest is half of the time that importing spaCy takes. Only the program asks for this, never the library: whoever
    imports auditor keeps all of spaCy.
    """
    if "spacy" not in sys.modules:
        sys.meta_path.insert(0, _Empty())
