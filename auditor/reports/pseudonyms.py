"""What people and their numbers are called in one report: ``[customer 3]`` is the same person throughout."""

from __future__ import annotations

from typing import Protocol


class Names(Protocol):
    """Where the numbers of names are kept that are too many to be held."""

    def get(self, name: str, /) -> int | None: ...
    def put(self, name: str, number: int, /) -> None: ...


class People(Protocol):
    """Names that are known to be customers'."""

    def __contains__(self, name: object) -> bool: ...
    def add(self, name: str, /) -> None: ...


class Pseudonyms:
    """Numbers values of each kind in the order in which they are asked for."""

    def __init__(self, laid: Names | None = None) -> None:
        self._laid = laid
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def of(self, kind: str, value: str) -> str:
        """The pseudonym of a value, the next of its kind where it has none yet."""
        given = self._given.get((kind, value))
        if given is None:
            given = self._given[kind, value] = f"[{kind} {self._number(kind, value)}]"
        return given

    def forget(self) -> None:
        """Hold none that is on disk."""
        if self._laid is not None:
            self._given.clear()

    def _number(self, kind: str, value: str) -> int:
        name = f"{kind}\0{value}"
        number = self._laid.get(name) if self._laid is not None else None
        if number is None:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            if self._laid is not None:
                self._laid.put(name, number)
        return number
